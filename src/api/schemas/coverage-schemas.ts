/** Which dates are computed, settled, missing and closed. */
import { z } from 'zod';
import { dayStates } from '../../core/coverage/day-states.ts';
import { RunOutcome } from '../../core/run/run.ts';
import { LocalDate } from '../../core/time/time.ts';
import { ActorId, Instant } from './progress-schemas.ts';
import { RunId } from './run-schemas.ts';

const Day = LocalDate.meta({ description: 'A calendar date.', examples: ['2026-11-25'] });
const count = z.int().min(0);
const signed = { by: z.string(), by_id: ActorId, reason: z.string(), at: Instant };

export const DateRangeView = z.object({ awal: Day, akhir: Day }).readonly();
export type DateRangeView = z.infer<typeof DateRangeView>;

export const ClosedBy = z
  .object({ through: Day, by: signed.by, by_id: signed.by_id, reason: signed.reason })
  .readonly()
  .meta({ description: 'With `period_closed`: the last closed date, and who closed it.' });
export type ClosedBy = z.infer<typeof ClosedBy>;

const ReopeningView = z
  .object({ ...signed, from: Day, until: Instant })
  .readonly()
  .meta({ description: 'Dates from `from` on may be computed until then.' });
export const ClosingView = z
  .object({ ...signed, through: Day, reopened: ReopeningView.nullable() })
  .readonly()
  .meta({ description: 'Nothing computes dates up to `through`, since they are paid.' });
export type ClosingView = z.infer<typeof ClosingView>;

export const PlanView = z
  .object({
    id: z.string(),
    ...signed,
    awal: Day,
    akhir: Day,
    dates: z.enum(['missing', 'all']),
    computed_days: count,
    remaining_days: count,
  })
  .readonly()
  .meta({ description: 'Dates that somebody has asked for. They come before the gaps.' });
export type PlanView = z.infer<typeof PlanView>;

export const BackfillView = z
  .object({
    mode: z
      .enum(['auto', 'ask'])
      .meta({ description: 'BACKFILL: whether gaps are filled without being asked.' }),
    state: z.enum(['idle', 'offered', 'waiting', 'running', 'paused', 'stopped']).meta({
      description:
        '`offered`: gaps wait for somebody to ask. `waiting`: for its turn. `stopped`: three chunks in a row have failed.',
    }),
    plan: PlanView.nullable(),
    remaining_days: count,
    failures: count.meta({ description: 'Chunks that failed in a row.' }),
    paused: z.object(signed).readonly().nullable(),
    last_run: z
      .object({
        run_id: RunId,
        awal: Day,
        akhir: Day,
        outcome: RunOutcome,
        ended_at: Instant,
        message: z.string(),
      })
      .readonly()
      .nullable(),
  })
  .readonly();
export type BackfillView = z.infer<typeof BackfillView>;

export const CutOffView = z
  .object({
    day: Day,
    period: DateRangeView,
    unsettled_days: count.meta({
      description: 'Dates of the period that could be settled by now, and are not.',
    }),
    start_by: Instant.nullable().meta({
      description: 'The last run or backfill must start by then, for the period to be settled in time.',
    }),
    in_danger: z.boolean().meta({
      description: 'Dates are missing, and there is little time left, or backfill of them is held.',
    }),
    text: z.string(),
  })
  .readonly()
  .meta({ description: 'The next closing day (CUT_OFF_DAY).' });
export type CutOffView = z.infer<typeof CutOffView>;

export const CoverageView = z
  .object({
    since: Day.meta({ description: 'Coverage begins here.' }),
    settled_through: Day.nullable().meta({
      description:
        'Every date from `since` up to this one is settled or closed; null if the first one is not.',
    }),
    today: z
      .object({ date: Day, as_of: Instant.nullable(), run_id: RunId.nullable() })
      .readonly()
      .meta({ description: 'Input that had arrived by `as_of` is computed.' }),
    gap_days: count,
    gaps: z.array(DateRangeView).readonly().meta({
      description: 'The first 20: the schedule has moved past these dates, and they are not settled.',
    }),
    pending_days: count,
    pending: z
      .array(z.object({ date: Day, rows: count.nullable(), told_at: Instant }).readonly())
      .readonly()
      .meta({ description: 'The first 20 dates with input that arrived after they were computed.' }),
    pending_problem: z.object({ message: z.string(), since: Instant }).readonly().nullable().meta({
      description: 'The last question for such input failed (PENDING_PROCEDURE): nothing else depends on it.',
    }),
    closed: ClosingView.nullable(),
    closed_through: Day.nullable().meta({ description: 'In force now: a reopening counts.' }),
    backfill: BackfillView,
    cut_off: CutOffView.nullable(),
    text: z.string().meta({ examples: ['Complete through Wed 25 Nov; today as of 13:45'] }),
  })
  .readonly();
export type CoverageView = z.infer<typeof CoverageView>;

export const DayView = z
  .object({
    date: Day,
    state: z.enum(dayStates),
    computed_at: Instant.nullable(),
    run_id: RunId.nullable(),
  })
  .readonly();
export type DayView = z.infer<typeof DayView>;

export const DaysView = z
  .object({ from: Day, to: Day, days: z.array(DayView).readonly(), coverage: CoverageView.nullable() })
  .readonly();
export type DaysView = z.infer<typeof DaysView>;
