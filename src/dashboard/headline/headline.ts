/** What the page says first: whether the data is up to date, and if not, why. */
import type { ActiveRunView } from '../../api/schemas/run-schemas.ts';
import type { PauseView } from '../../api/schemas/schedule-schemas.ts';
import type { StatusView } from '../../api/schemas/status-schemas.ts';

export type Headline =
  /** The first answer is not there yet. */
  | { readonly kind: 'loading' }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'running'; readonly run: ActiveRunView }
  /** Contact with its procedure was lost: it may still be running, or is known to be. */
  | { readonly kind: 'process_lost'; readonly run: ActiveRunView }
  | { readonly kind: 'paused'; readonly pause: PauseView }
  /** `failed`: the last runs failed. `late`: no success for too long. */
  | { readonly kind: 'failing'; readonly cause: 'failed' | 'late' }
  /** Due since then, in epoch milliseconds, and nothing has begun: nothing ticks. */
  | { readonly kind: 'overdue'; readonly since: number }
  /** Since then no run has succeeded: what the rows say of time is not true. */
  | { readonly kind: 'clock_went_back' }
  /** All runs are well, but days are missing, or those of a period may not be complete by its closing day. */
  | { readonly kind: 'incomplete' }
  /** Nothing has ever succeeded or failed. */
  | { readonly kind: 'first' }
  | { readonly kind: 'current' };

/** The words of the headline, besides the states of a run. */
export type HeadlineWord =
  | Exclude<Headline['kind'], 'loading' | 'running' | 'process_lost'>
  /** A run waits for its first or for another attempt. */
  | 'starting'
  /** Somebody asked for it. */
  | 'requested'
  | 'computing'
  /** It takes unusually long. */
  | 'slow'
  | 'retrying';

export interface Knowledge {
  readonly status: StatusView | undefined;
  /** The last poll got no status. */
  readonly failed: boolean;
  /** Milliseconds since the status was last confirmed by the API. */
  readonly age: number;
  /** By the server's clock. */
  readonly now: number;
}

/** After this long without an answer the status is unknown. */
export const unknownAfter = 60_000;
/** Without a failed poll it takes longer: a tab in the background polls once a minute, one that slept not at all. */
const unaskedAfter = 3 * 60_000;
/** A tick comes every 15 seconds; an app just deployed takes longer. */
const overdueAfter = 5 * 60_000;

export function headlineOf({ status, failed, age, now }: Knowledge): Headline {
  if (status === undefined) return { kind: failed ? 'unknown' : 'loading' };
  // A confirmation from the future: the browser's clock went back, and nobody knows how old it is.
  if (Math.abs(age) > (failed ? unknownAfter : unaskedAfter)) return { kind: 'unknown' };
  const { current_run: run, paused } = status;
  if (run !== null && run.state !== 'waiting') return begun(run);
  const due = dueSince(status);
  if (due !== undefined && now - due > overdueAfter) return { kind: 'overdue', since: due };
  if (paused !== null && (run === null || status.reason.code === 'retry_held_by_pause'))
    return { kind: 'paused', pause: paused };
  if (run !== null) return { kind: 'running', run };
  if (status.consecutive_failure_count > 0) return { kind: 'failing', cause: 'failed' };
  if (isLate(status, now)) return { kind: 'failing', cause: 'late' };
  if (status.clock_went_back != null) return { kind: 'clock_went_back' };
  if (isIncomplete(status)) return { kind: 'incomplete' };
  return { kind: status.last_success_time === null ? 'first' : 'current' };
}

function begun(run: ActiveRunView): Headline {
  return { kind: isProcessLost(run) ? 'process_lost' : 'running', run };
}

/** When it ends, nobody knows. */
export const isProcessLost = ({ state }: ActiveRunView): boolean =>
  state === 'reconciling' || state === 'orphaned';

/** The reason names the latest slot that is due, but the delay began with the first one missed. */
function dueSince({ reason, next_execution_time }: StatusView): number | undefined {
  // This slot is going to be skipped.
  if (reason.code === 'slot_while_running') return undefined;
  const at = reason.first_slot ?? reason.at ?? next_execution_time;
  return at === null ? undefined : Date.parse(at);
}

const isIncomplete = ({ coverage }: StatusView): boolean =>
  coverage !== null && (coverage.gap_days > 0 || coverage.cut_off?.in_danger === true);

const isLate = ({ success_due_by: by }: StatusView, now: number): boolean =>
  by !== null && now > Date.parse(by);
