/**
 * What is the matter with the job at an instant, by its rows alone: whoever asks finds the same, so nothing depends on
 * who changed them, or on whether anybody asked at the time.
 */
import { type Condition, isFailing } from './condition.ts';
import type { ChannelSetting } from './channel.ts';
import { ofActiveRun } from './active-run-states.ts';
import { channelsOff } from './channel-states.ts';
import { ofCoverage } from './coverage-states.ts';
import { ofLateInput } from './late-input-states.ts';
import { nextAt, ofSchedule } from './schedule-states.ts';
import type { ConditionKind, NoticeOf } from './notice.ts';
import type { ChannelStates } from './outbox.ts';
import type { ControlRows } from '../job/snapshot.ts';
import { omitUndefined } from '../omit-undefined.ts';
import type { FinishedRun } from '../run/run.ts';
import type { Settings } from '../settings/scheduler-settings.ts';
import type { WrongSettings } from '../settings/wrong-settings.ts';
import { type DurationMs, elapsed, type EpochMs } from '../time/time.ts';

/** Without id, instant and severity: those of the moment at which somebody is told. */
type FactsOf<N> = N extends unknown ? Omit<N, 'id' | 'at' | 'severity'> : never;
export type Facts = FactsOf<NoticeOf<ConditionKind>>;

export interface Standing {
  readonly facts: Facts;
  /** As `Condition` has them, for `stateOf`. */
  readonly runId?: string;
  /** So many in a row: channels may want more than one. */
  readonly failures: number;
  /** Nobody is told of it yet. It counts from now on. */
  readonly isOnlyNoticed?: true;
}

export interface JobNow extends ControlRows {
  readonly channels?: ChannelStates | undefined;
}

/** How long the run that a process executes may take before it is unusual. */
export interface Usual {
  readonly runId: string;
  readonly limit: DurationMs;
  /** What it has exceeded then, as people are told. */
  readonly usual: DurationMs;
}

export interface Context {
  readonly now: EpochMs;
  readonly settings: Settings;
  readonly configured: readonly ChannelSetting[];
  readonly wrong?: readonly WrongSettings[] | undefined;
  readonly usual?: Usual | undefined;
}

export function standingStates(
  rows: JobNow,
  open: readonly Condition[],
  context: Context,
): readonly Standing[] {
  return [
    ...failing(rows, open, context),
    ...foreign(rows, open, context),
    ...ofActiveRun(rows, open, context),
    ...ofSchedule(rows, open, context),
    ...clock(rows),
    ...channelsOff(rows, context),
    ...ofCoverage(rows, open, context),
    ...ofLateInput(rows, open, context),
  ];
}

function* failing(rows: JobNow, open: readonly Condition[], { now, settings }: Context): Generator<Standing> {
  const { last, lastSuccessAt, statistics } = rows.state;
  const failures = statistics.consecutiveFailures;
  if (last === undefined || failures === 0) return;
  const { outcome, failure } = last.state;
  const end = {
    runId: last.id,
    range: last.range,
    attempts: last.attempts.length,
    failures,
    ...omitUndefined({ lastSuccessAt, nextAt: nextAt(rows, now) }),
  };
  const limit = settings.runTimeout;
  const facts: Facts =
    outcome === 'timed_out'
      ? { kind: 'run_timed_out', ...end, limit }
      : outcome === 'failed'
        ? { kind: 'run_failed', ...end, failure: shortOf(failure) }
        : { kind: 'run_lost', ...end };
  // A cancelled run changes nothing, and nobody is told of it: the ones before it have failed.
  if (outcome !== 'cancelled') yield { facts, runId: last.id, failures };
  else if (open.some(({ kind }) => isFailing(kind))) yield { facts, failures: 0 };
}

/** Without the server's own words. */
const shortOf = (failure: FinishedRun['state']['failure']) => ({
  class: failure?.class ?? ('unclassified' as const),
  ...omitUndefined({ number: failure?.number }),
});

/** Over once a run of our own has come to its end. */
function* foreign(rows: JobNow, open: readonly Condition[], { now }: Context): Generator<Standing> {
  const { last, lastSkip } = rows.state;
  if (lastSkip === undefined) return;
  const known = open.find(({ kind }) => kind === 'foreign_run')?.runId;
  const since = lastSkip.state.skip === 'foreign_run' ? lastSkip.id : known;
  if (since === undefined || (last !== undefined && last.id > since)) return;
  const { range } = lastSkip;
  const next = omitUndefined({ nextAt: nextAt(rows, now) });
  yield { facts: { kind: 'foreign_run', runId: since, range, ...next }, runId: since, failures: 1 };
}

/** Until a run succeeds under the clock as it is now, or the clock turns out to have been behind. */
function* clock({ state: { clockNotice } }: JobNow): Generator<Standing> {
  if (clockNotice === undefined || clockNotice.givenBack) return;
  const wentBackBy = elapsed(clockNotice.at, clockNotice.latest);
  yield { facts: { kind: 'clock_went_back', wentBackBy }, failures: 1 };
}
