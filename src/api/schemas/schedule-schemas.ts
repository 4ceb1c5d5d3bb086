/** The current rule or a preview of another one, its pause, and the slots that follow from it. */
import { z } from 'zod';
import { Counting, IntervalHours } from '../../core/schedule/interval.ts';
import { Seconds } from './run-schemas.ts';
import { ScheduleDocumentView } from './document-schemas.ts';
import { ActorId, Instant } from './progress-schemas.ts';
import { SlotView } from './slot-schemas.ts';
import { InBothLanguages } from './both-languages.ts';
import { DocumentWordsView, ScheduleWarningView } from './warned-schemas.ts';

export const PauseView = z
  .object({
    by: z.string(),
    by_id: ActorId.nullable(),
    reason: z.string(),
    since: Instant,
    until: Instant.nullable(),
  })
  .readonly();
export type PauseView = z.infer<typeof PauseView>;

const time_zone = z.string().meta({ examples: ['Asia/Jakarta'] });

const IntervalRuleView = z
  .object({
    kind: z.literal('interval'),
    hours: IntervalHours,
    after: Counting.meta({
      description: '`finish`: counted from the end of the previous run. `start`: at a fixed rate.',
    }),
    time_zone,
  })
  .readonly();
const CronRuleView = z
  .object({
    kind: z.literal('cron'),
    expression: z.string().meta({ examples: ['0 7 * * mon-fri'] }),
    time_zone,
  })
  .readonly();
const PausedRuleView = z
  .object({ kind: z.literal('paused'), time_zone })
  .readonly()
  .meta({ description: 'Has no slots of its own; profiles may have some.' });

export const RuleView = z.discriminatedUnion('kind', [IntervalRuleView, CronRuleView, PausedRuleView]);
export type RuleView = z.infer<typeof RuleView>;

export const AdaptedIntervalView = z
  .object({
    hours: IntervalHours,
    from_hours: IntervalHours.meta({ description: 'In force before.' }),
    since: Instant,
    by: z.enum(['duration', 'rows', 'pending']),
    measured: z
      .number()
      .meta({ description: 'The median of the runs: seconds, rows, or new rows of input.' }),
    runs: z.int(),
    words: InBothLanguages,
  })
  .readonly()
  .meta({
    description:
      'The interval in place of the default rule’s hours. Null where those are in force, or a profile.',
  });
export type AdaptedIntervalView = z.infer<typeof AdaptedIntervalView>;

const UsualDurationView = z
  .object({
    runs: z.int(),
    median_seconds: Seconds,
    p95_seconds: Seconds.nullable().meta({ description: 'Null with fewer than 20 runs.' }),
  })
  .readonly()
  .meta({ description: 'Of the successful runs of the last 30 days, at most 100.' });
export type UsualDurationView = z.infer<typeof UsualDurationView>;

const LimitsView = z
  .object({
    run_timeout_seconds: Seconds,
    start_delay_seconds: Seconds.meta({ description: 'After a change, no slot is sooner than this.' }),
    heartbeat_seconds: Seconds.meta({
      description: 'A cancellation request reaches the procedure with the next heartbeat.',
    }),
    range_max_days: z.int(),
  })
  .readonly();

const documentFields = {
  document: ScheduleDocumentView.meta({ description: 'Everything that can be set, in the form of `PUT`.' }),
  words: DocumentWordsView,
  warnings: z.array(ScheduleWarningView).readonly(),
  revision: z.int().meta({
    description: 'Grows with each change of the document; `If-Match` of `PUT` names it.',
  }),
};

export const ScheduleView = z
  .object({
    job: z.string().meta({ examples: ['spJamkerja'] }),
    procedure: z.string().meta({ examples: ['dbo.spJamkerja'] }),
    rule: RuleView,
    adapted_interval: AdaptedIntervalView.nullable(),
    in_force: z.boolean().meta({ description: 'False for a preview.' }),
    changed_at: Instant,
    changed_by: z.string(),
    changed_by_id: ActorId.nullable(),
    days_back: z.int().meta({ description: 'Days from `awal` to `akhir` in scheduled runs.' }),
    paused: PauseView.nullable(),
    slots: z.array(SlotView).readonly().meta({
      description: 'The next 20; empty while the schedule is paused with no end.',
    }),
    usual_duration: UsualDurationView.nullable(),
    limits: LimitsView,
    ...documentFields,
  })
  .readonly();
export type ScheduleView = z.infer<typeof ScheduleView>;

export const SchedulePreviewView = z
  .object({
    ...documentFields,
    revision: documentFields.revision.meta({ description: 'Of the document in force.' }),
    changes: z.boolean().meta({ description: 'False if the document in force is the same.' }),
    slots: ScheduleView.unwrap().shape.slots,
  })
  .readonly();
export type SchedulePreviewView = z.infer<typeof SchedulePreviewView>;

export const ScheduleChangeView = z
  .object({
    revision: documentFields.revision,
    document: documentFields.document,
    not_before: Instant.meta({ description: 'No slot is due before this instant.' }),
  })
  .readonly();
export type ScheduleChangeView = z.infer<typeof ScheduleChangeView>;
