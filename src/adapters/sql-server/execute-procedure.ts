/** Executes the procedure once, on a session that holds its applock, and returns how it ended. */
import type { AttemptResult } from '../../core/run/end-attempt.ts';
import type { FailureClass } from '../../core/run/failure.ts';
import { connectDelay } from '../../core/run/retry.ts';
import type { Settings } from '../../core/settings/scheduler-settings.ts';
import { milliseconds, seconds, toSeconds } from '../../core/time/time.ts';
import type { Execution } from '../../ports.ts';
import { callProcedure } from './call-procedure.ts';
import { judgeCall, judgeReturnCode, stoppedResult } from './judge-call.ts';
import { judgeLeftOpen } from './judge-left-open.ts';
import {
  closeLockedSession,
  type LockedSession,
  type LockTarget,
  openLockedSession,
} from './locked-session.ts';

/** The host kills the process within 5 s, and the result must be written before. */
const shutdownPatience = seconds(1);

export async function executeProcedure(
  target: LockTarget,
  settings: Settings,
  execution: Execution,
): Promise<AttemptResult> {
  const opened = await openPatiently(target, settings, execution);
  switch (opened.kind) {
    case 'aborted':
      return stoppedResult(opened.reason, 0, true);
    case 'held_elsewhere':
      return { kind: 'foreign_run' };
    case 'failed':
      return { kind: 'failed', rowsAffected: 0, failure: opened.failure };
    case 'locked':
      break;
  }
  const { session } = opened;
  if (!session.isBounded()) execution.log.warn(unbounded);
  try {
    const ending = await callProcedure(session, settings, target.clock, execution);
    const reason = execution.abort.reason();
    const patience = reason?.cause === 'shutdown' ? shutdownPatience : undefined;
    const left = await closeLockedSession(target, session, patience);
    const judged = judgeCall(ending, reason, settings.keepMessages);
    const result = judgeReturnCode(judged, settings.failOnReturnCode);
    return judgeLeftOpen(result, left);
  } finally {
    await session.close();
  }
}

const unbounded =
  'the driver of SQL Server has changed: what the server sends is not bounded in memory, and rows are not counted. Install the version that package-lock.json names, or report this as a defect in the scheduler';

const worthAnotherTry: ReadonlySet<FailureClass> = new Set(['unreachable', 'transient']);

/** Connects again, a few times and ever later, while the reason is one that passes by itself. */
async function openPatiently(
  target: LockTarget,
  settings: Settings,
  { abort, log }: Execution,
): Promise<LockedSession> {
  const { clock, sql } = target;
  const began = clock.monotonic();
  for (let tries = 1; ; tries += 1) {
    const opened = await openLockedSession(target, abort);
    if (opened.kind !== 'failed' || !worthAnotherTry.has(opened.failure.class)) return opened;
    const took = milliseconds(clock.monotonic() - began);
    const delay = connectDelay({ tries, took, each: sql.connectTimeout }, settings.connectRetry);
    if (delay === undefined) return opened;
    log.warn(`${opened.failure.message}; trying again in ${toSeconds(delay)} seconds`, { tries });
    await clock.sleep(delay, abort.signal);
    const reason = abort.reason();
    if (reason !== undefined) return { kind: 'aborted', reason };
  }
}
