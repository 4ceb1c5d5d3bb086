/** Says every few minutes that the procedure is still running, and how far it is. */
import { type Progress, reportedRows } from '../../core/run/progress.ts';
import { milliseconds, minutes, toMinutes } from '../../core/time/time.ts';
import type { Log, World } from '../../ports.ts';

/**
 * Often enough for the no-tick alert, which treats ten silent minutes as a dead scheduler. A tick that executes the
 * procedure is logged only when it ends.
 */
const aliveEvery = minutes(5);

export function aliveLogger(world: World, log: Log, runId: string): (progress: Progress) => void {
  const began = world.clock.monotonic();
  let logged = began;
  return (progress) => {
    const { phase } = progress;
    const rowsAffected = reportedRows(progress);
    const now = world.clock.monotonic();
    if (now - logged < aliveEvery) return;
    logged = now;
    const soFar = rowsAffected === undefined ? 'row count not reported' : `${rowsAffected} rows so far`;
    const running = toMinutes(milliseconds(now - began)).toFixed(0);
    log.info(`💓 Run ${runId} has been ${phase} for ${running} minutes, ${soFar}`, {
      runId,
      event: 'run_alive',
      rowsAffected,
    });
  };
}
