/** What the page says first: whether the work is current, and if not, why. */
import type { ActiveRunView } from '../../core/api/run-answers.ts';
import type { PauseView, StatusView } from '../../core/api/status-answer.ts';

export type Headline =
  /** The first question is not answered yet. */
  | { readonly kind: 'loading' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'running'; readonly run: ActiveRunView }
  | { readonly kind: 'paused'; readonly pause: PauseView }
  /** `failed`: the last runs failed. `overdue`: nothing started although it was due. `late`: no success for too long. */
  | { readonly kind: 'failing'; readonly cause: 'failed' | 'overdue' | 'late' }
  /** Nothing has ever succeeded or failed. */
  | { readonly kind: 'first' }
  | { readonly kind: 'current' };

export interface Knowledge {
  readonly status: StatusView | undefined;
  /** The last question was not answered with a status. */
  readonly failed: boolean;
  /** Milliseconds since the status was last confirmed by the API. */
  readonly age: number;
  /** By the server's clock. */
  readonly now: number;
  readonly timeoutSeconds: number;
}

/** After that long without an answer nobody can say what is. */
export const unknownAfter = 60_000;
/** A tick comes every 15 seconds; an app that was just deployed takes longer. */
const overdueAfter = 5 * 60_000;

export function headlineOf({ status, failed, age, now, timeoutSeconds }: Knowledge): Headline {
  if (status === undefined) return { kind: failed ? 'unknown' : 'loading' };
  if (age > unknownAfter) return { kind: 'unknown' };
  const { current_run: run, paused } = status;
  if (run !== null) return { kind: 'running', run };
  if (paused !== null) return { kind: 'paused', pause: paused };
  if (status.consecutive_failure_count > 0) return { kind: 'failing', cause: 'failed' };
  if (isOverdue(status, now)) return { kind: 'failing', cause: 'overdue' };
  if (status.last_success_time === null) return { kind: 'first' };
  const allowed = (2 * status.interval_hours * 3_600 + timeoutSeconds) * 1_000;
  return now - Date.parse(status.last_success_time) > allowed
    ? { kind: 'failing', cause: 'late' }
    : { kind: 'current' };
}

function isOverdue({ next_execution_time, reason }: StatusView, now: number): boolean {
  const due = reason.at ?? next_execution_time;
  return due !== null && now - Date.parse(due) > overdueAfter;
}
