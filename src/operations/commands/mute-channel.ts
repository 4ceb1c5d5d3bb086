/** Mutes a channel until an instant, or ends its mute. Whatever is not sent meanwhile is not sent later. */
import type { Actor } from '../../core/identity.ts';
import type { CommandRefusal } from '../../core/job/command-outcome.ts';
import type { ReadySnapshot } from '../../core/job/snapshot.ts';
import type { ChannelName, ChannelSetting } from '../../core/notices/channel.ts';
import type { Mutes } from '../../core/notices/mute.ts';
import type { EpochMs } from '../../core/time/time.ts';
import type { World } from '../../ports.ts';
import { type Caller, type CommandResult, type Effect, executeCommand } from './execute-command.ts';

export interface MuteChannelRequest {
  readonly channel: ChannelName;
  /** Null ends the mute. */
  readonly until: EpochMs | null;
  readonly reason: string;
}

export const muteChannel = (
  world: World,
  caller: Caller,
  request: MuteChannelRequest,
): Promise<CommandResult> =>
  executeCommand(world, caller, request.reason, (snapshot, now) =>
    decideMute(snapshot, world.notifier.channels, caller.actor, request, now),
  );

function decideMute(
  { config }: ReadySnapshot,
  configured: readonly ChannelSetting[],
  by: Actor,
  { channel, until, reason }: MuteChannelRequest,
  now: EpochMs,
): Effect | CommandRefusal {
  if (!configured.some(({ name }) => name === channel))
    return { kind: 'refused', why: 'not_configured', channel };
  if (until !== null && until <= now)
    return { kind: 'refused', why: 'pause_would_be_over', until, timeZone: config.timeZone };
  const { mutes = {} } = config;
  const { [channel]: before, ...others } = mutes;
  const mute = until === null ? undefined : { by: by.name, byId: by.id, reason, since: now, until };
  const after: Mutes = mute === undefined ? others : { ...others, [channel]: mute };
  return {
    kind: 'effect',
    outcome: { kind: 'channel_muted', channel, ...(mute === undefined ? {} : { mute }) },
    change: { config: { ...config, mutes: after } },
    before: { channel, mute: before ?? null },
    after: { channel, mute: mute ?? null },
  };
}
