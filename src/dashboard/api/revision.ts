/** When the history, the schedule and the audit are worth asking for again. */
import type { StatusView } from '../../api/schemas/status-schemas.ts';

/** Changes with whatever of the status they could follow; the progress of a run is not among it. */
export function revisionOf(status: StatusView | undefined): string {
  if (status === undefined) return '';
  const { current_run: run, ...rest } = status;
  return JSON.stringify([
    run?.id,
    run?.state,
    run?.attempts.length,
    rest.last_run_id,
    rest.last_skip?.run_id,
    rest.execution_count,
    rest.cancelled_count,
    rest.skipped_count,
    rest.paused,
    rest.schedule,
  ]);
}
