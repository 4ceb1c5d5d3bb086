/** Tells from the status when the history, the schedule and the audit trail may have changed. */
import type { StatusView } from '../../api/schemas/status-schemas.ts';

/** The progress of a run alone does not change it. */
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
    rest.coverage,
  ]);
}
