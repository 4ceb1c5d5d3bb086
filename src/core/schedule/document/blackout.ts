/** A blackout: a time in which no scheduled run begins, whatever the rules say. */
import { z } from 'zod';
import { EpochMs } from '../../time/time.ts';
import { DateSpan, Label, objectExpected } from './names.ts';

const InstantSpan = z
  .object({ from: EpochMs, to: EpochMs }, objectExpected('from and to, as instants'))
  .refine(({ from, to }) => from < to, {
    error: 'expected an end (to) after the beginning (from)',
    path: ['to'],
  })
  .readonly();

/** Whole days in the zone of the schedule, so that a change of the zone moves them, or instants. */
const BlackoutTime = z.union(
  [z.strictObject({ dates: DateSpan }).readonly(), z.strictObject({ instants: InstantSpan }).readonly()],
  { error: 'expected either dates or instants' },
);
export type BlackoutTime = z.infer<typeof BlackoutTime>;

export const Blackout = z
  .object(
    {
      time: BlackoutTime,
      label: Label,
      /** Who set it, and when. */
      by: z.string(),
      byId: z.string().exactOptional(),
      at: EpochMs,
    },
    objectExpected('time, label, by and at'),
  )
  .readonly();
export type Blackout = z.infer<typeof Blackout>;
