/** What the page says first: whether the work is current, and if not, why. */
import type { ActiveRunView } from '../../api/schemas/run-schemas.ts';
import type { PauseView, StatusView } from '../../api/schemas/status-schemas.ts';

export type Headline =
  /** The first question is not answered yet. */
  | { readonly kind: 'loading' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'running'; readonly run: ActiveRunView }
  /** Nobody answers for it: what the procedure does is not known, or known to go on without its process. */
  | { readonly kind: 'adrift'; readonly run: ActiveRunView }
  | { readonly kind: 'paused'; readonly pause: PauseView }
  /** `failed`: the last runs failed. `late`: no success for too long. */
  | { readonly kind: 'failing'; readonly cause: 'failed' | 'late' }
  /** Due since then, in epoch milliseconds, and nothing has begun: nothing ticks. */
  | { readonly kind: 'overdue'; readonly since: number }
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
/** Also when no question has failed: a tab in the background asks once a minute, one that slept did not ask at all. */
const unaskedAfter = 3 * 60_000;
/** A tick comes every 15 seconds; an app that was just deployed takes longer. */
const overdueAfter = 5 * 60_000;
const hour = 3_600_000;

export function headlineOf({ status, failed, age, now, timeoutSeconds }: Knowledge): Headline {
  if (status === undefined) return { kind: failed ? 'unknown' : 'loading' };
  if (age > (failed ? unknownAfter : unaskedAfter)) return { kind: 'unknown' };
  const { current_run: run, paused } = status;
  if (run !== null && run.state !== 'waiting') return begun(run);
  const due = dueSince(status);
  if (due !== undefined && now - due > overdueAfter) return { kind: 'overdue', since: due };
  if (paused !== null && (run === null || status.reason.code === 'retry_held_by_pause'))
    return { kind: 'paused', pause: paused };
  if (run !== null) return { kind: 'running', run };
  if (status.consecutive_failure_count > 0) return { kind: 'failing', cause: 'failed' };
  if (isLate(status, now, timeoutSeconds)) return { kind: 'failing', cause: 'late' };
  return { kind: status.last_success_time === null ? 'first' : 'current' };
}

function begun(run: ActiveRunView): Headline {
  return { kind: run.state === 'reconciling' || run.state === 'orphaned' ? 'adrift' : 'running', run };
}

/** The reason names the latest slot that is due, but the wait began with the first. */
function dueSince({ reason, next_execution_time, interval_hours }: StatusView): number | undefined {
  // That slot is going to be skipped.
  if (reason.code === 'slot_while_running') return undefined;
  const at = reason.at ?? next_execution_time;
  return at === null ? undefined : Date.parse(at) - (reason.missed_slots ?? 0) * interval_hours * hour;
}

/** A pause, a change of the interval and the first start each begin the wait anew. */
function isLate(status: StatusView, now: number, timeoutSeconds: number): boolean {
  const { last_success_time, not_before, interval_hours } = status;
  const since = Math.max(
    ...[last_success_time, not_before].map((each) => (each === null ? 0 : Date.parse(each))),
  );
  return since > 0 && now - since > 2 * interval_hours * hour + timeoutSeconds * 1_000;
}
