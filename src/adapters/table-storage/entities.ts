/**
 * Turns records into rows. The record is JSON in `document`; the other columns are for filters and for people who
 * look into the table. Instants in columns are ISO texts in UTC, which every version of the service compares alike.
 */
import { z } from 'zod';
import { AuditEntry } from '../../core/job/audit.ts';
import { JobConfig } from '../../core/job/job-config.ts';
import { Lease } from '../../core/run/lease.ts';
import { droppedNote, ProcedureMessage } from '../../core/run/progress.ts';
import { RateWindow } from '../../core/job/rate-limit.ts';
import {
  keepAnswerUntil,
  keepAuditUntil,
  keepMessagesUntil,
  keepRateUntil,
  keepRunUntil,
} from '../../core/job/retention.ts';
import { omitUndefined } from '../../core/omit-undefined.ts';
import { isFinished, Run } from '../../core/run/run.ts';
import { JobState } from '../../core/job/job-state.ts';
import type { EpochMs } from '../../core/time/time.ts';
import type { AnsweredRequest } from '../../core/job/change.ts';
import { type Row, rowOf } from './row-of.ts';
import { fitDocument, fitMessages, splitDocument } from './fit-document.ts';
import { auditKey, controlKeys, messagesKey, rateKey, requestKey, runKey } from './row-keys.ts';

export const Messages = z.array(ProcedureMessage).readonly();
export const Answered: z.ZodType<AnsweredRequest> = z
  .object({
    key: z.string(),
    request: z.string(),
    reply: z.string().refine(isReply, { error: 'expected the JSON of an answer' }),
  })
  .readonly();

/** What it means is the API's business; it must only be such that it can be sent. */
const Reply = z.looseObject({
  status: z.int().min(200).max(299).optional(),
  message: z.string().optional(),
  runId: z.string().optional(),
});

function isReply(text: string): boolean {
  try {
    return Reply.safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}

export const toColumn = (instant: EpochMs): string => new Date(instant).toISOString();

export const configRow = (config: JobConfig): Row =>
  rowOf(controlKeys.config, JobConfig, config, ({ pause, changedAt }) => ({
    paused: pause === undefined ? 'no' : 'yes',
    changedAt: toColumn(changedAt),
  }));

export const leaseRow = (lease: Lease): Row =>
  rowOf(
    controlKeys.lease,
    Lease,
    lease,
    (sound) =>
      sound.kind === 'free'
        ? { kind: sound.kind }
        : { kind: sound.kind, holder: sound.holder, expiresAt: toColumn(sound.expiresAt) },
    (sound) => [fitDocument(fitLease(sound))],
  );

/** Progress must never be too large for a heartbeat. */
function fitLease(lease: Lease): Lease {
  if (lease.kind === 'free') return lease;
  const { messages: latest, messageCount } = lease.progress;
  const [note, ...rest] = fitMessages(latest, progressLimit);
  const messages =
    note?.dropped === undefined ? latest : [droppedNote(note.at, messageCount - rest.length), ...rest];
  return { ...lease, progress: { ...lease.progress, messages } };
}
const progressLimit = 20_000;

export const stateRow = (state: JobState): Row =>
  rowOf(controlKeys.state, JobState, state, ({ active, last }) => ({
    activeRun: active?.id ?? '',
    lastRun: last?.id ?? '',
  }));

export const runRow = (given: Run): Row =>
  rowOf(needed(runKey(given.id), given.id), Run, given, (run) => ({
    runId: run.id,
    outcome: isFinished(run) ? run.state.outcome : 'active',
    slot: toColumn(run.slot),
    createdAt: toColumn(run.createdAt),
    keepUntil: toColumn(keepRunUntil(run)),
  }));

/** One row per attempt, so that a retry does not overwrite the messages of the attempt before. */
export const messagesRow = (run: Run, messages: readonly ProcedureMessage[], now: EpochMs): Row =>
  rowOf(
    needed(messagesKey(run.id, lastAttempt(run)), run.id),
    Messages,
    messages,
    () => ({ runId: run.id, keepUntil: toColumn(keepMessagesUntil(run, now)) }),
    (sound) => [fitDocument(fitMessages(sound))],
  );

function lastAttempt(run: Run): number {
  const { state } = run;
  if (state.kind !== 'waiting' && state.kind !== 'finished') return state.attempt.number;
  return run.attempts.at(-1)?.number ?? 0;
}

export const answeredRow = (answered: AnsweredRequest, now: EpochMs): Row =>
  rowOf(
    requestKey(answered.key),
    Answered,
    answered,
    () => ({ keepUntil: toColumn(keepAnswerUntil(now)) }),
    splitDocument,
  );

/** Nothing of it may be cut: its hash tells. */
export const auditRow = (entry: AuditEntry): Row =>
  rowOf(
    auditKey(entry.sequence),
    AuditEntry,
    entry,
    ({ actor, actorId, action, at }) => ({
      actor,
      ...omitUndefined({ actorId }),
      action,
      at: toColumn(at),
      keepUntil: toColumn(keepAuditUntil(at)),
    }),
    splitDocument,
  );

export const rateRow = (actor: string, window: RateWindow): Row =>
  rowOf(rateKey(actor), RateWindow, window, ({ startedAt }) => ({
    keepUntil: toColumn(keepRateUntil(startedAt)),
  }));

function needed(key: string | undefined, id: string): string {
  if (key === undefined) throw new Error(`a run's id must be a ULID, got ${JSON.stringify(id)}`);
  return key;
}
