/**
 * The interval that follows what runs take, process or have new: by duration, four times 30 minutes is 2 hours; by rows
 * and by pending input, in steps. It stands in for the hours of the default rule, and each change keeps what it was measured by.
 */
import { z } from 'zod';
import type { AdaptiveRule, RowStep } from './document/adaptive-rule.ts';
import type { Plan } from './document/schedule-document.ts';
import { IntervalHours } from './interval.ts';
import { DurationMs, EpochMs, milliseconds, toHours } from '../time/time.ts';

const Sample = z
  .object({
    duration: DurationMs,
    rows: z.int(),
    /** Rows of input that were new to the run. Absent where nobody asked, as in rows of earlier versions. */
    arrived: z.int().min(0).exactOptional(),
  })
  .readonly();
export type Sample = z.infer<typeof Sample>;

/** How many rows of input were new to a run: undefined without an answer, `unasked` where there is nobody to ask. */
export type Arrived = number | 'unasked' | undefined;
export type Measured = Omit<Sample, 'arrived'> & { readonly arrived?: Arrived };

export const AdaptedInterval = z
  .object({
    hours: IntervalHours,
    at: EpochMs,
    /** What was in force before. */
    before: IntervalHours,
    /** The hours of the default rule then: once somebody sets others, those count. */
    ofRule: IntervalHours,
    by: z.enum(['duration', 'rows', 'pending']),
    /** The median of the runs: milliseconds, rows, or new rows. */
    measured: z.number(),
    runs: z.int(),
  })
  .readonly();
export type AdaptedInterval = z.infer<typeof AdaptedInterval>;

/** Kept in the state row, and written with the end of a successful run. */
export const Adapted = z
  .object({
    /** Of the last successful runs, the latest at the end. */
    samples: z.array(Sample).readonly(),
    /** Absent until there are enough. */
    interval: AdaptedInterval.exactOptional(),
  })
  .readonly();
export type Adapted = z.infer<typeof Adapted>;

/** The plan with the interval in force. */
export function adaptedPlan<P extends Plan>(plan: P, adapted: Adapted | undefined): P {
  const { schedule } = plan;
  const interval = intervalInForce(plan, adapted);
  return interval === undefined || schedule.kind !== 'interval'
    ? plan
    : {
        ...plan,
        schedule: { ...schedule, hours: interval.hours },
        adaptedFrom: { until: interval.at, hours: interval.before },
      };
}

/** Undefined where the hours of the default rule are in force. */
export function intervalInForce(
  { adaptive, schedule }: Plan,
  adapted: Adapted | undefined,
): AdaptedInterval | undefined {
  const interval = adapted?.interval;
  if (adaptive === undefined || interval === undefined || schedule.kind !== 'interval') return undefined;
  return interval.ofRule === schedule.hours && interval.by === adaptive.by ? interval : undefined;
}

/** After one more success. Undefined while the interval is not adaptive. */
export function adaptAfter(
  plan: Plan,
  before: Adapted | undefined,
  measured: Measured,
  now: EpochMs,
): Adapted | undefined {
  const { adaptive, schedule } = plan;
  if (adaptive === undefined || schedule.kind !== 'interval') return undefined;
  const { arrived, ...sample } = measured;
  // Nothing will measure it any more: the hours of the rule hold, rather than the last ones for ever.
  if (adaptive.by === 'pending' && arrived === 'unasked') return { samples: before?.samples ?? [] };
  const taken: Sample = typeof arrived === 'number' ? { ...sample, arrived } : sample;
  const samples = [...(before?.samples ?? []), taken]
    .filter((each) => adaptive.by !== 'pending' || each.arrived !== undefined)
    .slice(-adaptive.runs);
  const known = intervalInForce(plan, before);
  const kept: Adapted = known === undefined ? { samples } : { samples, interval: known };
  if (samples.length < adaptive.runs) return kept;
  const inForce = known?.hours ?? schedule.hours;
  const { hours, median } = wantedHours(adaptive, samples);
  const outside = inForce < adaptive.least || inForce > adaptive.most;
  if (hours === inForce || (!outside && Math.abs(hours - inForce) <= adaptive.hysteresis * inForce))
    return kept;
  const { by, runs } = adaptive;
  return {
    samples,
    interval: { hours, at: now, before: inForce, ofRule: schedule.hours, by, measured: median, runs },
  };
}

function wantedHours(
  adaptive: AdaptiveRule,
  samples: readonly Sample[],
): { readonly hours: number; readonly median: number } {
  const within = (hours: number): number => Math.min(Math.max(hours, adaptive.least), adaptive.most);
  switch (adaptive.by) {
    case 'duration': {
      const median = medianOf(samples.map(({ duration }) => duration));
      return { hours: within(toWholeMinutes(adaptive.factor * toHours(milliseconds(median)))), median };
    }
    case 'rows':
    case 'pending': {
      const { by, steps } = adaptive;
      const median = medianOf(samples.map(({ rows, arrived = 0 }) => (by === 'rows' ? rows : arrived)));
      return { hours: within(stepFor(steps, median)), median };
    }
  }
}

const toWholeMinutes = (hours: number): number => Math.round(hours * 60) / 60;

/** Half of them are no larger. */
const medianOf = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.ceil(values.length / 2) - 1] ?? 0;

const stepFor = (steps: readonly RowStep[], rows: number): number =>
  steps.find(({ upTo }) => upTo === undefined || rows <= upTo)?.hours ?? steps.at(-1)?.hours ?? 24;
