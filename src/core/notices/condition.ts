/** The states that are true now and that people are told of, as the state row keeps them: who was told of what. */
import { z } from 'zod';
import { ChannelName, type ChannelSetting } from './channel.ts';
import { isOff } from './mute.ts';
import { ConditionKind, type NoticeKind } from './notice.ts';
import type { ChannelStates, WaitingRow } from './outbox.ts';
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
const failing: ReadonlySet<NoticeKind> = new Set(['run_failed', 'run_timed_out', 'run_lost']);
export const isFailing = (kind: NoticeKind): boolean => failing.has(kind);

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

/** Whoever wants nothing any more no longer counts as told, and hears of what stands once it wants to again. */
export function withoutOff(
  conditions: readonly Condition[],
  states: ChannelStates | undefined,
  configured: readonly ChannelSetting[],
): readonly Condition[] {
  const off = new Set(configured.filter((each) => isOff(states, each)).map(({ name }) => name));
  return conditions.map((each) => ({
    ...each,
    told: each.told.filter(({ channel }) => !off.has(channel)),
  }));
}

/** Undefined where everybody who was told has heard of it, or is going to. `rows`: with what is never sent. */
export function withoutSilenced(
  conditions: readonly Condition[],
  rows: readonly WaitingRow[],
): readonly Condition[] | undefined {
  const silenced = new Set(
    rows.flatMap(({ item }) =>
      item.kind === 'notice'
        ? item.deliveries.flatMap(({ channel, kind }) =>
            kind === 'left_out' ? [`${channel} ${item.notice.id}`] : [],
          )
        : [],
    ),
  );
  const isSilenced = ({ channel, noticeId }: Told): boolean => silenced.has(`${channel} ${noticeId}`);
  return conditions.some(({ told }) => told.some(isSilenced))
    ? conditions.map((each) => ({ ...each, told: each.told.filter((one) => !isSilenced(one)) }))
    : undefined;
}
