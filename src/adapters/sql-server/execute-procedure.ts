/** Executes the procedure once, on a session that holds its applock, and returns how it ended. */
import type { AttemptResult } from '../../core/run/end-attempt.ts';
import { type Failure, type FailureClass, leaseUnconfirmed, lockPerhapsOwn } from '../../core/run/failure.ts';
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
    // Only with the applock held: a process that took this one for lost finds it held, or has settled the run already.
    const refused = await lastRefusal(execution);
    if (refused !== undefined) {
      await closeLockedSession(target, session);
      return refused;
    }
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

/** Why the procedure is not to be sent after all. An abort does not wait for a table that does not answer. */
async function lastRefusal({ abort, confirmLease }: Execution): Promise<AttemptResult | undefined> {
  const { promise: aborted, resolve } = Promise.withResolvers<false>();
  const onAbort = (): void => resolve(false);
  abort.signal.addEventListener('abort', onAbort);
  const confirmed = await Promise.race([confirmLease(), aborted]);
  abort.signal.removeEventListener('abort', onAbort);
  const reason = abort.reason();
  if (reason !== undefined) return stoppedResult(reason, 0, true);
  return confirmed ? undefined : { kind: 'failed', rowsAffected: 0, failure: leaseUnconfirmed };
}

const worthAnotherTry: ReadonlySet<FailureClass> = new Set(['unreachable', 'transient']);

/**
 * A process that was suspended before it asked for the applock holds it until it finds out that its lease is gone, and
 * a session that was just closed until the server has noticed: neither is somebody else's run.
 */
const lockPatience = seconds(2);

/** Connects again, a few times and ever later, while the reason is one that passes by itself. */
async function openPatiently(
  target: LockTarget,
  settings: Settings,
  { abort, log }: Execution,
): Promise<LockedSession> {
  const { clock, sql } = target;
  const began = clock.monotonic();
  // It is part of connecting, which has a time limit of its own.
  const wait = milliseconds(Math.min(lockPatience, sql.connectTimeout / 3));
  let asked = false;
  for (let tries = 1; ; tries += 1) {
    const opened = await openLockedSession(target, abort, wait);
    const failure = failureOf(opened, asked);
    if (failure === undefined || !worthAnotherTry.has(failure.class)) return opened;
    if (opened.kind === 'failed') asked ||= opened.asked;
    const took = milliseconds(clock.monotonic() - began);
    const delay = connectDelay({ tries, took, each: sql.connectTimeout }, settings.connectRetry);
    if (delay === undefined) return { kind: 'failed', failure, asked };
    log.warn(`${failure.message}; trying again in ${toSeconds(delay)} seconds`, { tries });
    await clock.sleep(delay, abort.signal);
    const reason = abort.reason();
    if (reason !== undefined) return { kind: 'aborted', reason };
  }
}

function failureOf(opened: LockedSession, askedBefore: boolean): Failure | undefined {
  if (opened.kind === 'failed') return opened.failure;
  return opened.kind === 'held_elsewhere' && askedBefore ? lockPerhapsOwn : undefined;
}
