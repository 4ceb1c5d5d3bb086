/** The states that are true now and that people are told of, as the state row keeps them: who was told of what. */
import { z } from 'zod';
import { ChannelName } from './channel.ts';
import { ConditionKind } from './notice.ts';
import { EpochMs } from '../time/time.ts';

const Told = z
  .object({
    channel: ChannelName,
    /** That of the notice which the channel got, or is going to get. */
    noticeId: z.string(),
    /** Since when the state had lasted then. */
    since: EpochMs,
  })
  .readonly();
export type Told = z.infer<typeof Told>;

export const Condition = z
  .object({
    kind: ConditionKind,
    since: EpochMs,
    runId: z.string().exactOptional(),
    channel: ChannelName.exactOptional(),
    /** Of a state that a success ends: how many runs had ever succeeded when somebody last looked. */
    successesBefore: z.int().exactOptional(),
    /** Those that hear of its end. */
    told: z.array(Told).readonly(),
  })
  .readonly();
export type Condition = z.infer<typeof Condition>;

/** A run that fails after one that timed out is the same state: the data gets no newer. */
const failing: ReadonlySet<ConditionKind> = new Set(['run_failed', 'run_timed_out', 'run_lost']);
export const isFailing = (kind: ConditionKind): boolean => failing.has(kind);

export const endsWithSuccess = (kind: ConditionKind): boolean => isFailing(kind) || kind === 'no_success';

/** The same for what is one state, whoever finds it. */
export function stateOf({ kind, channel, runId }: Pick<Condition, 'kind' | 'channel' | 'runId'>): string {
  if (isFailing(kind)) return 'failing';
  switch (kind) {
    case 'end_open':
    case 'unusually_long':
      return `${kind} ${runId ?? ''}`;
    case 'channel_off':
      return `${kind} ${channel ?? ''}`;
    default:
      return kind;
  }
}
