/** What the API says about a schedule document besides the document: each rule in words, and what is doubtful. */
import { z } from 'zod';
import { scheduleWarningCodes } from '../../core/schedule/warnings/schedule-warnings.ts';
import { InBothLanguages } from './both-languages.ts';

export const DocumentWordsView = z
  .object({
    rule: InBothLanguages.meta({ description: 'The default rule.' }),
    profiles: z
      .array(z.object({ name: z.string(), when: InBothLanguages, rule: InBothLanguages }).readonly())
      .readonly()
      .meta({ description: 'In the order of the document.' }),
    adaptive: InBothLanguages.nullable(),
  })
  .readonly();
export type DocumentWordsView = z.infer<typeof DocumentWordsView>;

export const ScheduleWarningView = z
  .object({
    code: z.enum(scheduleWarningCodes).meta({
      description:
        '`interval_too_short`: runs often take longer than the interval leaves. `rule_never_fires`: it has no slot in nine years. `profile_never_applies`: its conditions never fit, or others always come first. `cron_time_skipped`, `cron_time_repeated`: when the clocks change, a time of the cron rule does not exist or exists twice. `windows_overlap`: two profiles fit at the same time; the first one is in force. `blackout_over`: it is over.',
    }),
    path: z.string().meta({
      description: 'The place in the document that it is about.',
      examples: ['profiles.0.rule'],
    }),
    message: InBothLanguages,
    facts: z
      .record(z.string(), z.union([z.string(), z.number()]))
      .readonly()
      .meta({ description: 'The values in the sentence, such as `recommended_hours`.' }),
  })
  .readonly();
export type ScheduleWarningView = z.infer<typeof ScheduleWarningView>;
