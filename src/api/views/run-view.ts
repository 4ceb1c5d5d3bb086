/** A run as the API shows it, in the history and everywhere else. */
import type { DamagedRow } from '../../core/job/damaged-row.ts';
import type { Failure } from '../../core/run/failure.ts';
import { omitUndefined } from '../../core/omit-undefined.ts';
import { type ProcedureMessage, reportedRows } from '../../core/run/progress.ts';
import type { RunNote } from '../../core/run/run-note.ts';
import { type EndedAttempt, isFinished, type Run } from '../../core/run/run.ts';
import { durationOf } from '../../core/run/start-and-finish.ts';
import { warningsOf } from '../../core/run/warnings.ts';
import { type EpochMs, epochMsToIso, type TimeZone, toSeconds } from '../../core/time/time.ts';
import { urlOfRun } from '../routes.ts';
import type { NoteView } from '../schemas/note-schemas.ts';
import type { RunsQuery } from '../schemas/query-parameters.ts';
import type { AttemptView, ErrorView, RunListView, RunView } from '../schemas/run-schemas.ts';
import type { MessageView } from '../schemas/progress-schemas.ts';
import type { WarningView } from '../schemas/warning-schemas.ts';
import { nextPage } from './next-page.ts';

export const toIso = (instant: EpochMs | undefined, zone: TimeZone): string | null =>
  instant === undefined ? null : epochMsToIso(instant, zone);

export const toMessageView = ({ at, text, dropped }: ProcedureMessage, zone: TimeZone): MessageView => ({
  at: epochMsToIso(at, zone),
  text,
  ...omitUndefined({ dropped }),
});

export const toWarningViews = (run: Run): readonly WarningView[] =>
  warningsOf(run).map(({ code, message, returnValue }) => ({
    code,
    message,
    return_value: returnValue ?? null,
  }));

export function toRunView(run: Run, zone: TimeZone): RunView {
  const { state } = run;
  const finished = isFinished(run) ? run.state : undefined;
  const startedAt =
    run.attempts[0]?.startedAt ??
    ('attempt' in state && state.kind !== 'waiting' ? state.attempt.startedAt : undefined);
  return {
    id: run.id,
    url: urlOfRun(run.id),
    state: state.kind,
    outcome: finished?.outcome ?? null,
    message: finished?.message ?? null,
    trigger: run.trigger,
    actor: run.actor,
    actor_id: run.actorId ?? null,
    reason: run.reason,
    awal: run.range.awal,
    akhir: run.range.akhir,
    slot: epochMsToIso(run.slot, zone),
    missed_slots: run.missedSlots,
    skip_reason: finished?.skip ?? null,
    created_at: epochMsToIso(run.createdAt, zone),
    started_at: toIso(startedAt, zone),
    ended_at: toIso(finished?.endedAt, zone),
    duration_seconds: finished === undefined ? null : Math.max(0, toSeconds(finished.duration)),
    next_attempt_at: state.kind === 'waiting' ? toIso(state.dueAt, zone) : null,
    warnings: toWarningViews(run),
    attempts: run.attempts.map((attempt) => toAttemptView(attempt, zone)),
    ...(isFinished(run) && run.notes !== undefined
      ? { notes: run.notes.map((note) => toNoteView(note, zone)) }
      : {}),
  };
}

const toNoteView = ({ text, by, byId, at }: RunNote, zone: TimeZone): NoteView => ({
  text,
  by,
  by_id: byId,
  at: epochMsToIso(at, zone),
});

const toAttemptView = (attempt: EndedAttempt, zone: TimeZone): AttemptView => ({
  number: attempt.number,
  started_at: epochMsToIso(attempt.startedAt, zone),
  ended_at: epochMsToIso(attempt.endedAt, zone),
  duration_seconds: toSeconds(durationOf(attempt)),
  outcome: attempt.outcome,
  rows_affected: reportedRows(attempt) ?? null,
  return_value: attempt.returnValue ?? null,
  epoch: attempt.epoch,
  instance: attempt.instance,
  version: attempt.version,
  error: toErrorView(attempt.failure),
});

export function toErrorView(failure: Failure | undefined): ErrorView | null {
  if (failure === undefined) return null;
  const { remedyCode, ...shown } = failure;
  return { ...shown, remedy_code: remedyCode ?? failure.class };
}

interface RunPage {
  readonly runs: readonly Run[];
  readonly next?: string | undefined;
  readonly searchedBackTo?: EpochMs | undefined;
  readonly timeZone: TimeZone;
  readonly damaged?: readonly DamagedRow[];
}

export const toRunListView = (page: RunPage, query: RunsQuery): RunListView => ({
  runs: page.runs.map((run) => toRunView(run, page.timeZone)),
  next: nextPage('scheduler/runs', query, page.next),
  searched_back_to: toIso(page.searchedBackTo, page.timeZone),
  ...(page.damaged === undefined || page.damaged.length === 0 ? {} : { damaged: page.damaged }),
});
