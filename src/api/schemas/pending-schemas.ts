/** What the commands about the dates that are computed take and answer. */
import { z } from 'zod';
import { LocalDate } from '../../core/time/time.ts';
import { strictObject } from './common-fields.ts';

const countWords = 'expected a whole number from 0 on';
export const PendingDates = z
  .array(
    strictObject('fields', {
      date: LocalDate,
      rows: z
        .int({ error: countWords })
        .min(0, { error: countWords })
        .max(1_000_000_000, { error: 'expected at most 1000000000' })
        .meta({ description: 'How many rows are new or changed; left out if nobody knows.' })
        .exactOptional(),
    }),
    { error: 'expected a list of dates' },
  )
  .min(1, { error: 'expected at least one date' })
  .max(400, { error: 'expected at most 400 dates' })
  .meta({ description: 'None of them in the future.', examples: [[{ date: '2026-11-09', rows: 12 }]] });

const dates = z.array(LocalDate).readonly();
export const PendingChange = z
  .object({
    noted: dates.meta({ description: 'They are computed again.' }),
    not_needed: dates.meta({ description: 'Runs will compute them anyway.' }),
    given_up: z.int().min(0).meta({
      description: 'How many of the oldest dates are not computed again, because more than 400 wait.',
    }),
  })
  .readonly();
export type PendingChange = z.infer<typeof PendingChange>;
