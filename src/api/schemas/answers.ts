/** Every answer to a request that was met, by the name that it has in the description of the API. */
import { z } from 'zod';
import { AuditEntry, AuditHead } from '../../core/job/audit.ts';
import { ErrorDetail, errorAnswers } from './error-schemas.ts';
import {
  ActiveRunView,
  AttemptView,
  FailureView,
  Instant,
  ProgressView,
  RunDetailView,
  RunListView,
  RunReference,
  RunView,
} from './run-schemas.ts';
import { ScheduleView } from './schedule-schemas.ts';
import { SessionView } from './session-schemas.ts';
import { PauseView, ReasonView, RuleView, StatusView } from './status-schemas.ts';

const HealthView = z.object({ status: z.literal('ok'), version: z.string() }).readonly();
export type HealthView = z.infer<typeof HealthView>;

/** Each entry as it was hashed, and its instant in words. */
const AuditEntryView = AuditEntry.unwrap().extend({ time: Instant }).readonly();
const AuditView = z
  .object({
    entries: z.array(AuditEntryView).readonly().meta({ description: 'Newest first.' }),
    next: z.string().nullable().meta({ description: 'Path and query of the next page.' }),
    head: AuditHead.nullable().meta({
      description: 'The last entry that was written, to notice when it is missing.',
    }),
  })
  .readonly();
export type AuditView = z.infer<typeof AuditView>;

const success = z.literal(true);
const found = <T extends z.ZodType>(data: T) => z.object({ success, data });
const done = <T extends z.ZodType>(data: T) =>
  z.object({ success, message: z.string().meta({ description: 'For people: what was done.' }), data });

/** What the caller of a route that changes something is given. */
export type ChangeData = StatusView | RunReference;

/** Not in the envelope of the others: tools read it as it is. */
const Description = z.looseObject({ openapi: z.literal('3.1.1') });

const answers = {
  Health: HealthView,
  Status: StatusView,
  Run: RunView,
  ActiveRun: ActiveRunView,
  RunDetail: RunDetailView,
  Runs: RunListView,
  RunReference,
  Attempt: AttemptView,
  Failure: FailureView,
  Progress: ProgressView,
  AuditEntry: AuditEntryView,
  Audit: AuditView,
  Reason: ReasonView,
  Pause: PauseView,
  Rule: RuleView,
  Schedule: ScheduleView,
  Session: SessionView,
  HealthAnswer: found(HealthView),
  StatusAnswer: found(StatusView),
  RunAnswer: found(RunDetailView),
  RunsAnswer: found(RunListView),
  AuditAnswer: found(AuditView),
  ScheduleAnswer: found(ScheduleView),
  SessionAnswer: found(SessionView),
  ChangeAnswer: done(StatusView),
  RunReferenceAnswer: done(RunReference),
  Description,
  ErrorDetail,
};
export type ComponentName = keyof typeof answers;

export const components = { ...answers, ...errorAnswers };
