/** What may be asked of backfill, and what it still has to do. */
import { z } from 'zod';
import { longestPlanDays } from '../../core/coverage/make-plan.ts';
import { Reason, requestedDate, strictObject } from './common-fields.ts';
import { BackfillView, DateRangeView } from './coverage-schemas.ts';
import { Instant } from './progress-schemas.ts';
import { Seconds } from './run-schemas.ts';

const datesWords = 'expected missing or all';
export const PlanBackfillRequest = strictObject('fields', {
  awal: requestedDate.meta({
    description: `First day; also before the beginning of coverage. At most ${longestPlanDays} days up to \`akhir\`.`,
    examples: ['2026-11-02'],
  }),
  akhir: requestedDate.meta({ description: 'Last day: today or earlier.', examples: ['2026-11-05'] }),
  dates: z
    .enum(['missing', 'all'], { error: datesWords })
    .meta({ description: '`missing`: only what is not settled.' })
    .default('missing'),
  reason: Reason.exactOptional(),
});
export const SteerBackfillRequest = strictObject('fields', { reason: Reason.exactOptional() });

export const backfillRequests = { PlanBackfillRequest, SteerBackfillRequest };
export type PlanBackfillRequest = z.infer<typeof PlanBackfillRequest>;
export type SteerBackfillRequest = z.infer<typeof SteerBackfillRequest>;

export const BackfillProgressView = z
  .object({
    backfill: BackfillView,
    next_chunk: DateRangeView.nullable().meta({ description: 'After the one in progress.' }),
    chunks_left: z.int().min(0).meta({ description: 'Besides the one in progress.' }),
    days_per_chunk: z.int().min(1),
    usual_duration: Seconds.nullable().meta({
      description: 'Of a run of the schedule; null while no run has succeeded in the last 30 days.',
    }),
    next_start: Instant.nullable().meta({
      description: 'An estimate; null while backfill is held, and where it lies too far ahead to say.',
    }),
    expected_end: Instant.nullable().meta({
      description:
        'Of the plan; without one, of the gaps of now. An estimate by the usual duration and the coming slots.',
    }),
  })
  .readonly();
export type BackfillProgressView = z.infer<typeof BackfillProgressView>;
