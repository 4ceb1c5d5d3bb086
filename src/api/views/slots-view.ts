/** What became of each slot of a period, as the API shows it. */
import { elapsed, type EpochMs, epochMsToIso, toSeconds } from '../../core/time/time.ts';
import { type SlotsOfPeriod, summarise } from '../../core/why/slot-record.ts';
import type { SlotsView } from '../schemas/why-schemas.ts';
import { isFinished } from '../../core/run/run.ts';
import { toIso, toRunView } from './run-view.ts';

/** Where the period ends now, its ends change with every request. */
export function slotsContent(view: SlotsView): unknown {
  const { from: _, to: __, ...content } = view;
  return content;
}

export function toSlotsView({
  from,
  to,
  timeZone,
  records,
  gaps,
  pauses,
  otherRuns,
  complete,
  ticksSince,
}: SlotsOfPeriod): SlotsView {
  const iso = (instant: EpochMs): string => epochMsToIso(instant, timeZone);
  const { shareKept, ...counts } = summarise(records);
  return {
    from: iso(from),
    to: iso(to),
    time_zone: timeZone,
    slots: records.map(({ at, fate, missed, run }) => ({
      at: iso(at),
      kind: fate,
      missed_slots: missed,
      delay_seconds: run === undefined ? null : toSeconds(elapsed(at, run.createdAt)),
      run: run === undefined ? null : toRunView(run, timeZone),
    })),
    gaps: gaps.map((gap) => ({ from: iso(gap.from), silent_from: iso(gap.silentFrom), to: iso(gap.to) })),
    pauses: pauses.map((pause) => ({ from: iso(pause.from), to: iso(pause.to) })),
    other_runs: otherRuns.map((run) => ({
      run_id: run.id,
      at: iso(run.createdAt),
      trigger: run.trigger,
      outcome: isFinished(run) ? run.state.outcome : null,
    })),
    summary: { ...counts, share_kept: shareKept ?? null },
    complete,
    ticks_since: toIso(ticksSince, timeZone),
  };
}
