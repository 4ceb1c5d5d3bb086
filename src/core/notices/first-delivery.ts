/** What becomes of a notice at first, for each channel: it waits to be sent, or it is left out. */
import { atLeast, type ChannelName, type ChannelSetting, type Severity } from './channel.ts';
import { isMuted, isOff } from './mute.ts';
import type { Delivery, LeftOut, WaitingDelivery } from './outbox.ts';
import type { Context, JobNow } from './standing-states.ts';
import type { EpochMs } from '../time/time.ts';

/** `severity`: undefined for an end, which whoever knows of the state wants to hear. */
export function deliveryTo(
  setting: ChannelSetting,
  severity: Severity | undefined,
  { config, channels }: JobNow,
  { now }: Context,
  often: boolean,
): Delivery {
  const channel = setting.name;
  const leftOut = (why: LeftOut): Delivery => ({ channel, kind: 'left_out', why });
  if (severity !== undefined && !atLeast(severity, setting.leastSeverity)) return leftOut('severity');
  if (!often) return leftOut('streak');
  if (isOff(channels, setting)) return leftOut('off');
  if (isMuted(config.mutes, channel, now)) return leftOut('muted');
  return waitingSince(channel, now);
}

export const waitingSince = (channel: ChannelName, now: EpochMs): WaitingDelivery => ({
  channel,
  kind: 'waiting',
  attempts: 0,
  nextAt: now,
});

export const isSilenced = (delivery: Delivery): boolean =>
  delivery.kind === 'left_out' && (delivery.why === 'muted' || delivery.why === 'off');
