/** How the interval of the default rule follows what runs take, process or have new. Off unless somebody sets it. */
import { z } from 'zod';
import { IntervalHours } from '../interval.ts';
import { mostRowSteps, mostRunsToAdaptBy } from '../limits.ts';
import { listOf, objectExpected } from './names.ts';

const number = (least: number, most: number) => {
  const error = `expected a number from ${least} to ${most}`;
  return z.number({ error }).min(least, { error }).max(most, { error });
};

const runs = z
  .int({ error: `expected a whole number from 1 to ${mostRunsToAdaptBy}` })
  .min(1, { error: `expected a whole number from 1 to ${mostRunsToAdaptBy}` })
  .max(mostRunsToAdaptBy, { error: `expected a whole number from 1 to ${mostRunsToAdaptBy}` });

const common = {
  /** The last successful ones; with fewer, nothing is adapted yet. */
  runs,
  /** Bounds, in hours. */
  least: IntervalHours,
  most: IntervalHours,
  /** A change by no more than this share of the interval in force is left out. */
  hysteresis: number(0, 1),
};

/** The hours for up to so many rows; the last step has no limit. */
const RowStep = z
  .object(
    {
      upTo: z.int({ error: 'expected a whole number of rows' }).min(0).exactOptional(),
      hours: IntervalHours,
    },
    objectExpected('upTo, except in the last step, and hours'),
  )
  .readonly();
export type RowStep = z.infer<typeof RowStep>;

const ascending = (steps: readonly RowStep[]): boolean =>
  steps.every(({ upTo }, index) =>
    index === steps.length - 1
      ? upTo === undefined
      : upTo !== undefined && upTo > (steps[index - 1]?.upTo ?? -1),
  );

const ByDuration = z.object({
  by: z.literal('duration'),
  /** The interval is the median duration times this. */
  factor: number(1, 100),
  ...common,
});
const BySteps = z.object({
  /** Rows that runs have processed, or rows of input that were new to them. */
  by: z.literal(['rows', 'pending']),
  steps: listOf(RowStep, mostRowSteps, 'steps').refine(ascending, {
    error: 'expected ascending limits (up_to), and none in the last step',
  }),
  ...common,
});

export const kindsExpected = 'expected an object with by: "duration", "rows" or "pending"';

export const AdaptiveRule = z
  .discriminatedUnion('by', [ByDuration, BySteps], { error: kindsExpected })
  .refine(({ least, most }) => least <= most, {
    error: 'expected an upper bound (most) that is not below the lower one (least)',
    path: ['most'],
  })
  .readonly();
export type AdaptiveRule = z.infer<typeof AdaptiveRule>;
