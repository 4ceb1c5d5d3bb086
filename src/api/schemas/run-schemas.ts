/** Runs as the API shows them; the types of the views come from these schemas. */
import { z } from 'zod';
import { DamagedRow } from '../../core/job/damaged-row.ts';
import { Failure, RemedyCode } from '../../core/run/failure.ts';
import { AttemptOutcome, RunOutcome, SkipReason, Trigger } from '../../core/run/run.ts';
import { LocalDate } from '../../core/time/time.ts';
import { ActorId, Instant, MessageView, ProgressView, Rows, StopOrderView } from './progress-schemas.ts';
import { Notes } from './note-schemas.ts';
import { Warnings } from './warning-schemas.ts';

export const Seconds = z.number();
export const RunId = z.string().meta({ examples: ['01M83TWC6WTENC80CQS4R1FZWR'] });
const UrlOfRun = z.string().meta({ examples: ['/scheduler/runs/01M83TWC6WTENC80CQS4R1FZWR'] });

export const RunReference = z.object({ run_id: RunId, url: UrlOfRun }).readonly();
export type RunReference = z.infer<typeof RunReference>;

/** As stored, except that the remedy's code is named in the API's style. */
export const FailureView = Failure.unwrap().omit({ remedyCode: true }).readonly();

export const ErrorView = FailureView.unwrap()
  .extend({
    remedy_code: RemedyCode.meta({
      description: 'The remedy as a code, for clients that have their own wording.',
    }),
  })
  .readonly();
export type ErrorView = z.infer<typeof ErrorView>;

export const AttemptView = z
  .object({
    number: z.int(),
    started_at: Instant,
    ended_at: Instant,
    duration_seconds: Seconds.meta({
      description:
        'Measured by a clock that nobody sets, so it is right even where `started_at` and `ended_at` are not.',
    }),
    outcome: AttemptOutcome,
    rows_affected: Rows,
    return_value: z.int().nullable(),
    epoch: z.int().meta({ description: 'Fencing token of the lease that the attempt ran under.' }),
    instance: z.string(),
    version: z.string(),
    error: ErrorView.nullable(),
  })
  .readonly();
export type AttemptView = z.infer<typeof AttemptView>;

export const LeftOut = z
  .array(DamagedRow)
  .readonly()
  .meta({ description: 'Rows that cannot be read; the page goes on without them. Absent without any.' });

const run = {
  id: RunId,
  url: UrlOfRun,
  state: z.enum(['waiting', 'running', 'stopping', 'reconciling', 'orphaned', 'finished']).meta({
    description:
      '`reconciling`: contact with the procedure was lost, and SQL Server is asked whether it is still running. `orphaned`: the procedure is still running, but no process is connected to it: the connection was lost, the app was stopped, or its process no longer responds.',
  }),
  outcome: RunOutcome.nullable(),
  message: z.string().nullable(),
  trigger: Trigger,
  actor: z.string(),
  actor_id: ActorId.nullable().meta({
    description: 'Null in scheduled runs, and in those of older versions.',
  }),
  reason: z.string(),
  awal: LocalDate,
  akhir: LocalDate,
  slot: Instant.meta({ description: 'The scheduled time; for a requested run, the time of the request.' }),
  missed_slots: z.int().meta({ description: 'Missed slots that this run also covers.' }),
  skip_reason: SkipReason.nullable(),
  created_at: Instant,
  started_at: Instant.nullable(),
  ended_at: Instant.nullable(),
  duration_seconds: Seconds.nullable(),
  next_attempt_at: Instant.nullable(),
  warnings: Warnings,
  attempts: z.array(AttemptView).readonly().meta({ description: 'Attempts that have ended.' }),
  notes: Notes.exactOptional(),
};
export const RunView = z.object(run).readonly();
export type RunView = z.infer<typeof RunView>;

const live = {
  elapsed_seconds: Seconds.meta({ description: 'Since the first attempt started.' }),
  attempt: z
    .object({ number: z.int(), started_at: Instant })
    .readonly()
    .nullable()
    .meta({ description: 'The attempt in progress.' }),
  progress: ProgressView.nullable(),
  stop_order: StopOrderView.nullable().meta({
    description:
      'The cancellation request for this run, or its time limit; present until the end of the run is known.',
  }),
};
export const ActiveRunView = z.object({ ...run, ...live }).readonly();
export type ActiveRunView = z.infer<typeof ActiveRunView>;

/** The live fields are present only while the run is active. */
export const RunDetailView = z
  .object({
    ...run,
    elapsed_seconds: live.elapsed_seconds.exactOptional(),
    attempt: live.attempt.exactOptional(),
    progress: live.progress.exactOptional(),
    stop_order: live.stop_order.exactOptional(),
    messages: z.array(MessageView).readonly(),
    messages_dropped: z
      .int()
      .meta({ description: 'How many messages the procedure sent that are not kept.' }),
  })
  .readonly();
export type RunDetailView = z.infer<typeof RunDetailView>;

export const RunListView = z
  .object({
    runs: z.array(RunView).readonly().meta({ description: 'Newest first.' }),
    next: z
      .string()
      .nullable()
      .meta({ description: 'Path and query of the next page; null on the last one.' }),
    searched_back_to: Instant.nullable().meta({
      description:
        'One request with `outcome` looks at 500 runs at most. If that did not fill the page, runs before this time have not been looked at: `next` goes on. Otherwise null.',
    }),
    damaged: LeftOut.exactOptional(),
  })
  .readonly();
export type RunListView = z.infer<typeof RunListView>;
