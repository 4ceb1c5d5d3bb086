/** A coming slot as the API shows it: when, under which profile, and why then. */
import { z } from 'zod';
import { SlotCause } from '../../core/schedule/slot.ts';
import { InBothLanguages } from './both-languages.ts';
import { Instant } from './progress-schemas.ts';

export const BlockerView = z
  .object({
    kind: z.enum(['blackout', 'paused_profile', 'paused_rule', 'least_gap', 'clock_change']).meta({
      description: '`clock_change`: the local time of the slot does not exist on that day.',
    }),
    name: z
      .string()
      .nullable()
      .meta({ description: 'The label of the blackout, or the name of the profile.' }),
  })
  .readonly();
export type BlockerView = z.infer<typeof BlockerView>;

export const SlotView = z
  .object({
    at: Instant,
    cause: SlotCause,
    estimated: z
      .boolean()
      .meta({ description: 'An estimate: depends on the end of a run that has not ended yet.' }),
    overlapped: z.boolean().meta({
      description:
        'A run of the usual duration would still be in progress then, so this slot would be skipped.',
    }),
    profile: z.string().nullable().meta({ description: 'In force then; null under the default rule.' }),
    moved: z
      .object({ from: Instant, by: BlockerView })
      .readonly()
      .nullable()
      .meta({ description: 'With the cause `moved`: from when, and because of what.' }),
    reason: InBothLanguages,
  })
  .readonly();
export type SlotView = z.infer<typeof SlotView>;
