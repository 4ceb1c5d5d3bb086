/**
 * Turns records into rows. The record is JSON in `document`; the other columns are for filters and for people who
 * look into the table. Instants in columns are ISO texts in UTC, which every version of the service compares alike.
 */
import { z } from 'zod';
import type { AuditEntry } from '../../core/job/audit.ts';
import { JobConfig } from '../../core/job/job-config.ts';
import { Lease } from '../../core/run/lease.ts';
import { droppedNote, ProcedureMessage } from '../../core/run/progress.ts';
import type { RateWindow } from '../../core/job/rate-limit.ts';
import {
  keepAnswerUntil,
  keepAuditUntil,
  keepMessagesUntil,
  keepRateUntil,
  keepRunUntil,
} from '../../core/job/retention.ts';
import { isFinished, Run } from '../../core/run/run.ts';
import { JobState } from '../../core/job/job-state.ts';
import type { EpochMs } from '../../core/time/time.ts';
import type { AnsweredRequest } from '../../core/job/change.ts';
import { partColumn } from './read-document.ts';
import { fitDocument, fitMessages, splitDocument } from './fit-document.ts';
import { auditKey, controlKeys, messagesKey, rateKey, requestKey, runKey } from './row-keys.ts';

/** What a write puts into a row, besides the partition key and the change id. */
export interface Row {
  readonly rowKey: string;
  readonly document: string;
  readonly columns: Readonly<Record<string, string>>;
}

export const Messages = z.array(ProcedureMessage).readonly();
export const Answered: z.ZodType<AnsweredRequest> = z
  .object({ key: z.string(), request: z.string(), reply: z.string() })
  .readonly();

export const toColumn = (instant: EpochMs): string => new Date(instant).toISOString();

export function configRow(config: JobConfig): Row {
  const columns = {
    paused: config.pause === undefined ? 'no' : 'yes',
    changedAt: toColumn(config.changedAt),
  };
  return { rowKey: controlKeys.config, document: fitDocument(config), columns };
}

export function leaseRow(lease: Lease): Row {
  const columns =
    lease.kind === 'free'
      ? { kind: lease.kind }
      : { kind: lease.kind, holder: lease.holder, expiresAt: toColumn(lease.expiresAt) };
  return { rowKey: controlKeys.lease, document: fitDocument(fitLease(lease)), columns };
}

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

export function stateRow(state: JobState): Row {
  const columns = { activeRun: state.active?.id ?? '', lastRun: state.last?.id ?? '' };
  return { rowKey: controlKeys.state, document: fitDocument(state), columns };
}

export function runRow(run: Run): Row {
  return {
    rowKey: needed(runKey(run.id), run.id),
    document: fitDocument(run),
    columns: {
      runId: run.id,
      outcome: isFinished(run) ? run.state.outcome : 'active',
      slot: toColumn(run.slot),
      createdAt: toColumn(run.createdAt),
      keepUntil: toColumn(keepRunUntil(run)),
    },
  };
}

/** One row per attempt, so that a retry does not overwrite the messages of the attempt before. */
export function messagesRow(run: Run, messages: readonly ProcedureMessage[], now: EpochMs): Row {
  return {
    rowKey: needed(messagesKey(run.id, lastAttempt(run)), run.id),
    document: fitDocument(fitMessages(messages)),
    columns: { runId: run.id, keepUntil: toColumn(keepMessagesUntil(run, now)) },
  };
}

function lastAttempt(run: Run): number {
  const { state } = run;
  if (state.kind !== 'waiting' && state.kind !== 'finished') return state.attempt.number;
  return run.attempts.at(-1)?.number ?? 0;
}

export function answeredRow(answered: AnsweredRequest, now: EpochMs): Row {
  const [document, ...rest] = splitDocument(answered);
  const more = rest.map((part, index) => [partColumn(index), part] as const);
  const columns = { keepUntil: toColumn(keepAnswerUntil(now)), ...Object.fromEntries(more) };
  return { rowKey: requestKey(answered.key), document, columns };
}

export function auditRow(entry: AuditEntry): Row {
  return {
    rowKey: auditKey(entry.sequence),
    document: JSON.stringify(entry),
    columns: {
      actor: entry.actor,
      action: entry.action,
      at: toColumn(entry.at),
      keepUntil: toColumn(keepAuditUntil(entry.at)),
    },
  };
}

export function rateRow(actor: string, window: RateWindow): Row {
  const columns = { keepUntil: toColumn(keepRateUntil(window.startedAt)) };
  return { rowKey: rateKey(actor), document: JSON.stringify(window), columns };
}

function needed(key: string | undefined, id: string): string {
  if (key === undefined) throw new Error(`a run's id must be a ULID, got ${JSON.stringify(id)}`);
  return key;
}
