/** What had happened by an instant of the past, from the runs around it. */
import { adaptationIn } from '../job/adaptation.ts';
import type { JobConfig } from '../job/job-config.ts';
import { omitUndefined } from '../omit-undefined.ts';
import { isFinished, movesInterval, type Run } from '../run/run.ts';
import type { Adapted } from '../schedule/adaptive.ts';
import type { ScheduleHistory } from '../schedule/slot.ts';
import { type EpochMs, later } from '../time/time.ts';
import type { WhyFactsRead } from './why-facts.ts';

/** Recorded for slots that nothing served: no run of its own began. */
export const isMereSkip = (run: Run): boolean =>
  isFinished(run) && run.state.outcome === 'skipped' && run.attempts.length === 0;

export const endOf = (run: Run): EpochMs | undefined => (isFinished(run) ? run.state.endedAt : undefined);

/** The run that was waiting or in progress then. */
export const activeThen = (runs: readonly Run[], at: EpochMs): Run | undefined =>
  runs.find((run) => !isMereSkip(run) && run.createdAt <= at && (endOf(run) ?? Infinity) > at);

const latestOf = (instants: readonly EpochMs[]): EpochMs | undefined =>
  instants.length === 0 ? undefined : instants.reduce(later);

/** `notBefore` is that of the configuration then. */
export function historyThen(
  { notBefore }: Pick<JobConfig, 'notBefore'>,
  runs: readonly Run[],
  at: EpochMs,
): ScheduleHistory {
  const slots = runs.flatMap((run) => (run.trigger === 'schedule' && run.createdAt <= at ? [run.slot] : []));
  const ends = runs.flatMap((run) => {
    if (!isFinished(run) || !movesInterval(run)) return [];
    const { endedAt } = run.state;
    return endedAt > at ? [] : [endedAt];
  });
  return { notBefore, lastSlot: latestOf(slots), lastEnd: latestOf(ends) };
}

/** What the state row had then of the adaptive interval: today's, with every later change of the audit undone. */
export function adaptedThen({ rows, audit, at }: Pick<WhyFactsRead, 'rows' | 'audit' | 'at'>): {
  readonly adapted: Adapted | undefined;
  readonly fromAudit: boolean;
} {
  const { adapted } = rows.state;
  const since = audit.entries.filter((entry) => entry.at > at);
  const next = since.map(adaptationIn).findLast((each) => each !== undefined);
  if (next === undefined) return { adapted, fromAudit: false };
  const interval = next.before.adapted ?? undefined;
  return { adapted: { samples: [], ...omitUndefined({ interval }) }, fromAudit: true };
}
