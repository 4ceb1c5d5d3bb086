/** Asks once whether any session is running the procedure: if so, it holds the applock. */
import type { ProbeResult } from '../../core/run/reconciliation.ts';
import type { Log } from '../../ports.ts';
import { closeLockedSession, type LockTarget, openLockedSession } from './locked-session.ts';

export async function probeProcedure(
  target: LockTarget,
  log: Log,
  signal: AbortSignal,
): Promise<ProbeResult> {
  const reason = () => (signal.aborted ? ({ cause: 'shutdown' } as const) : undefined);
  const opened = await openLockedSession(target, { signal, reason });
  switch (opened.kind) {
    case 'locked':
      await closeLockedSession(target, opened.session);
      return 'gone';
    case 'held_elsewhere':
      return 'alive';
    case 'failed':
      log.warn(`cannot tell whether the procedure is still running: ${opened.failure.message}`, {
        remedy: opened.failure.remedy,
      });
      return 'unknown';
    case 'aborted':
      return 'unknown';
  }
}
