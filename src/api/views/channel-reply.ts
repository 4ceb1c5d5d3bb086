/** What the commands on channels are answered with. */
import type { CommandOutcome } from '../../core/job/command-outcome.ts';
import type { SendResult, Tested } from '../../core/notices/channel.ts';
import type { Mute } from '../../core/notices/mute.ts';
import { epochMsToIso, type TimeZone } from '../../core/time/time.ts';
import type { ChannelMuteView } from '../schemas/notice-schemas.ts';
import type { Reply } from './command-reply.ts';

type ChannelOutcome = Extract<CommandOutcome, { readonly kind: 'channel_muted' | 'channels_tested' }>;

export function toChannelReply(outcome: ChannelOutcome, timeZone: TimeZone): Reply {
  switch (outcome.kind) {
    case 'channel_muted': {
      const { channel, mute } = outcome;
      const message =
        mute === undefined
          ? `Channel ${channel} gets notices again`
          : `Channel ${channel} muted until ${epochMsToIso(mute.until, timeZone)}`;
      const view = mute === undefined ? null : toMuteView(mute, timeZone);
      return { status: 200, message, data: { channel, mute: view } };
    }
    case 'channels_tested': {
      const tests = outcome.tested.map(({ channel, result }) => ({
        channel,
        result: result.kind === 'retry' ? ('failed' as const) : result.kind,
        problem: result.problem ?? null,
      }));
      return { status: 200, message: `Test sent: ${outcome.tested.map(saidBy).join('; ')}`, data: { tests } };
    }
  }
}

export const toMuteView = (
  { until, since, by, byId, reason }: Mute,
  timeZone: TimeZone,
): ChannelMuteView => ({
  until: epochMsToIso(until, timeZone),
  since: epochMsToIso(since, timeZone),
  by,
  by_id: byId ?? null,
  reason,
});

function saidBy({ channel, result }: Tested): string {
  const problem = result.problem === undefined ? '' : ` (${result.problem})`;
  return `${channel} ${said[result.kind]}${problem}`;
}

const said: Readonly<Record<SendResult['kind'], string>> = {
  delivered: 'received it',
  retry: 'failed',
  refused: 'refused it',
  gone: 'wants nothing any more',
};
