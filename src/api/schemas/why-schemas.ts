/** The answers to "why did it run, or not?" and to "what became of the slots?", and what callers ask with. */
import { z } from 'zod';
import { SlotCause } from '../../core/schedule/slot.ts';
import { slotFates } from '../../core/why/slot-record.ts';
import { whyCodes, whySources } from '../../core/why/why-answer.ts';
import { InBothLanguages } from './both-languages.ts';
import { Instant } from './progress-schemas.ts';
import { RunOutcome, Trigger } from '../../core/run/run.ts';
import { RunId, RunView, Seconds } from './run-schemas.ts';
import { RuleView } from './schedule-schemas.ts';
import { BlockerView } from './slot-schemas.ts';

const WhySlotView = z
  .object({
    at: Instant,
    cause: SlotCause,
    profile: z.string().nullable(),
    moved: z.object({ from: Instant, by: BlockerView }).readonly().nullable(),
  })
  .readonly();

const WhyFactView = z
  .object({
    code: z.string().meta({ examples: ['no_ticks'] }),
    source: z.enum(whySources).meta({
      description:
        '`configuration`: the stored schedule. `audit`: who changed it when. `state`, `runs`: what has run. `ticks`: the record of ticks. `forecast`: the usual duration of runs.',
    }),
    from: Instant.nullable(),
    to: Instant.nullable(),
    run_id: RunId.nullable(),
    words: InBothLanguages,
  })
  .readonly();
export type WhyFactView = z.infer<typeof WhyFactView>;

export const WhyView = z
  .object({
    at: Instant,
    now: Instant,
    tense: z.enum(['past', 'future']).meta({ description: 'The present minute is past.' }),
    code: z.enum(whyCodes).meta({
      description:
        '`ran`: a run began in that minute. `served_later`, `skipped`, `pending`, `dropped`: a slot came, and what became of it. Otherwise none came: `running`, `paused`, `blocked` (blackout, profile, least gap), `start_delay`, `down` (no tick came), `not_planned`, or `unknown`. In the future: `planned`, `planned_during_run`, `too_far`, or one of these.',
    }),
    words: InBothLanguages,
    rule: RuleView.nullable().meta({ description: 'In force then; null where nobody can tell any more.' }),
    profile: z.string().nullable().meta({ description: 'In force then; null under the default rule.' }),
    slot: WhySlotView.nullable().meta({ description: 'The slot that the answer is about.' }),
    run: RunView.nullable().meta({
      description: 'The run that served or skipped it, or that was in progress.',
    }),
    before: Instant.nullable().meta({ description: 'The nearest planned instant before.' }),
    after: Instant.nullable().meta({ description: 'The nearest planned instant afterwards.' }),
    facts: z.array(WhyFactView).readonly().meta({ description: 'What the answer follows from.' }),
  })
  .readonly();
export type WhyView = z.infer<typeof WhyView>;

const SlotRecordView = z
  .object({
    at: Instant,
    kind: z.enum(slotFates).meta({
      description:
        '`late`: its run began more than 10 minutes afterwards. `dropped`: a pause or a change of the schedule came first. `pending`: nothing has served it yet.',
    }),
    missed_slots: z
      .int()
      .meta({ description: 'Earlier slots that share its fate, or that its run caught up on.' }),
    delay_seconds: Seconds.nullable().meta({ description: 'From the slot until its run began.' }),
    run: RunView.nullable(),
  })
  .readonly();

const GapView = z
  .object({
    from: Instant.meta({ description: 'The last tick on record before.' }),
    silent_from: Instant.meta({ description: 'From here on certainly none came.' }),
    to: Instant.meta({ description: 'The first tick afterwards.' }),
  })
  .readonly();

const PauseSpanView = z.object({ from: Instant, to: Instant }).readonly();

const OtherRunView = z
  .object({
    run_id: RunId,
    at: Instant.meta({ description: 'When it was requested or begun.' }),
    trigger: Trigger,
    outcome: RunOutcome.nullable(),
  })
  .readonly();
export type OtherRunView = z.infer<typeof OtherRunView>;

export type SlotRecordView = z.infer<typeof SlotRecordView>;

export const SlotsView = z
  .object({
    from: Instant,
    to: Instant,
    time_zone: z.string().meta({ examples: ['Asia/Jakarta'] }),
    slots: z.array(SlotRecordView).readonly().meta({ description: 'Newest first.' }),
    gaps: z.array(GapView).readonly().meta({ description: 'Times without ticks, the earliest first.' }),
    pauses: z
      .array(PauseSpanView)
      .readonly()
      .meta({ description: 'When the schedule was paused, the earliest first.' }),
    other_runs: z
      .array(OtherRunView)
      .readonly()
      .meta({ description: 'Runs that served no slot: requested, or of backfill. The earliest first.' }),
    summary: z
      .object({
        planned: z.int(),
        ran: z.int(),
        late: z.int(),
        skipped: z.int(),
        missed: z.int().meta({ description: 'Slots that a later run caught up on.' }),
        dropped: z.int(),
        pending: z.int(),
        share_kept: z.number().nullable().meta({ description: '`ran` of `planned`; null without any.' }),
      })
      .readonly(),
    complete: z.boolean().meta({
      description:
        'False where the period has more runs or changes than one answer takes: ask for a shorter one.',
    }),
    ticks_since: Instant.nullable().meta({
      description: 'Ticks are on record from here on: before, no gap is known. Null without any.',
    }),
  })
  .readonly();
export type SlotsView = z.infer<typeof SlotsView>;
