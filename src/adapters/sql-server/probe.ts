/** Asks once whether any session is running the procedure: if so, it holds the applock. Takes nothing. */
import type { ProbeResult } from '../../core/run/reconciliation.ts';
import type { Log } from '../../ports.ts';
import { isApplockFree } from './applock.ts';
import { type LockTarget, openAndAsk } from './locked-session.ts';

export async function probeProcedure(
  target: LockTarget,
  log: Log,
  signal: AbortSignal,
): Promise<ProbeResult> {
  const session = await target.createSession(target.sql, target.clock, signal, 'read');
  if (signal.aborted) return 'unknown';

  const opened = await openAndAsk(target, session, () => isApplockFree(session, target.lockName));
  await session.close();
  if (opened.kind === 'answered') return opened.answer ? 'gone' : 'alive';

  const { message, remedy } = opened.failure;
  if (!signal.aborted) log.warn(`cannot tell whether the procedure is still running: ${message}`, { remedy });
  return 'unknown';
}
