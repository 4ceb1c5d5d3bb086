/** The dates of a period as the API shows them. */
import type { Day } from '../../core/coverage/day-states.ts';
import { decide } from '../../core/job/decide.ts';
import { rowsOrDefaults, type Snapshot } from '../../core/job/snapshot.ts';
import type { DateRange } from '../../core/run/date-range.ts';
import type { Settings } from '../../core/settings/scheduler-settings.ts';
import type { EpochMs } from '../../core/time/time.ts';
import type { DaysView } from '../schemas/coverage-schemas.ts';
import { toCoverageView } from './coverage-view.ts';
import { toIso } from './run-view.ts';

interface DaysRead {
  readonly period: DateRange;
  readonly days: readonly Day[];
  readonly snapshot: Snapshot;
  readonly now: EpochMs;
}

export function toDaysView({ period, days, snapshot, now }: DaysRead, settings: Settings): DaysView {
  const rows = rowsOrDefaults(snapshot, settings, now);
  const decision = decide(snapshot, now, settings.startDelay);
  return {
    from: period.awal,
    to: period.akhir,
    days: days.map(({ date, state, computed }) => ({
      date,
      state,
      computed_at: toIso(computed?.at, rows.config.timeZone),
      run_id: computed?.runId ?? null,
    })),
    coverage: snapshot.kind === 'empty' ? null : toCoverageView(rows, decision, now, settings),
  };
}
