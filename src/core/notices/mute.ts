/** Somebody wants to hear nothing through a channel for a while: kept with the configuration, changed by a command. */
import { z } from 'zod';
import { ChannelName, type ChannelSetting } from './channel.ts';
import type { ChannelStates } from './outbox.ts';
import { EpochMs } from '../time/time.ts';

export const Mute = z
  .object({
    by: z.string(),
    byId: z.string().exactOptional(),
    reason: z.string(),
    since: EpochMs,
    until: EpochMs,
  })
  .readonly();
export type Mute = z.infer<typeof Mute>;

export const Mutes = z.partialRecord(ChannelName, Mute).readonly();
export type Mutes = z.infer<typeof Mutes>;

export const isMuted = (mutes: Mutes | undefined, channel: ChannelName, now: EpochMs): boolean =>
  (mutes?.[channel]?.until ?? now) > now;

/** The receiver wants nothing any more, and its address is still the same. */
export const isOff = (
  states: ChannelStates | undefined,
  { name, addressHash }: Pick<ChannelSetting, 'name' | 'addressHash'>,
): boolean => states?.[name]?.off?.addressHash === addressHash;
