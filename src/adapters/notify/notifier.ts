/** Sends notices and pings. Each kind of channel is loaded when something is sent through it for the first time. */
import type { Notifier } from '../../ports.ts';

const unconfigured = () => Promise.reject(new Error('nothing is configured to send through'));

/** While nothing is configured. */
export const noChannels: Notifier = { channels: [], send: unconfigured, pings: false, ping: unconfigured };
