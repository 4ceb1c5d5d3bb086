/** A session that holds the procedure's applock, or the reason why there is none. */
import type { Failure } from '../../core/run/failure.ts';
import type { KeepMessages } from '../../core/run/kept-text.ts';
import { toFailure } from './errors/classify-error.ts';
import { type DurationMs, milliseconds } from '../../core/time/time.ts';
import type { FailurePhase } from './errors/error-reports.ts';
import type { Abort, AbortReason, Clock } from '../../ports.ts';
import { type LeftOpen, releaseApplock, takeApplock } from './applock.ts';
import type { CreateSession, Session } from './sql-session.ts';
import { describeTarget, type SqlSettings } from './sql-settings.ts';

export interface LockTarget {
  readonly sql: SqlSettings;
  readonly lockName: string;
  readonly clock: Clock;
  readonly keep: KeepMessages;
  /** Of the real driver, except in a simulation. */
  readonly createSession: CreateSession;
}

export type LockedSession =
  | { readonly kind: 'locked'; readonly session: Session }
  | { readonly kind: 'held_elsewhere' }
  /** `asked`: the applock was asked for, so the session may hold it until the server has noticed its end. */
  | { readonly kind: 'failed'; readonly failure: Failure; readonly asked: boolean }
  | { readonly kind: 'aborted'; readonly reason: AbortReason };

/** Leaves nothing open unless it answers `locked`. Heeds the abort until then. `wait`: for the applock. */
export async function openLockedSession(
  target: LockTarget,
  abort: Abort,
  wait: DurationMs = milliseconds(0),
): Promise<LockedSession> {
  const session = await target.createSession(target.sql, target.clock, abort.signal);
  const early = abort.reason();
  if (early !== undefined) return { kind: 'aborted', reason: early };

  const opened = await logInAndLock(target, session, wait);
  if (opened.kind === 'locked' && !abort.signal.aborted) return opened;

  await session.close();
  const reason = abort.reason();
  return reason === undefined ? opened : { kind: 'aborted', reason };
}

async function logInAndLock(target: LockTarget, session: Session, wait: DurationMs): Promise<LockedSession> {
  const opened = await openAndAsk(target, session, () => takeApplock(session, target.lockName, wait));
  if (opened.kind === 'failed') return opened;
  return opened.answer ? { kind: 'locked', session } : { kind: 'held_elsewhere' };
}

/** Logs in and asks the first question, within the time limit for connecting. `asked`: it was sent. */
export async function openAndAsk<T>(
  { sql, keep }: LockTarget,
  session: Session,
  ask: () => Promise<T>,
): Promise<
  | { readonly kind: 'answered'; readonly answer: T }
  | { readonly kind: 'failed'; readonly failure: Failure; readonly asked: boolean }
> {
  let asked = false;
  try {
    const answer = await session.open(() => {
      asked = true;
      return ask();
    });
    return { kind: 'answered', answer };
  } catch (error) {
    const phase: FailurePhase = asked ? 'before_execute' : 'login';
    const failure = toFailure(session.reportsOf([error]), phase, keep, sql);
    const message = `connecting to ${describeTarget(sql)}: ${failure.message}`;
    return { kind: 'failed', failure: { ...failure, message }, asked };
  }
}

export async function closeLockedSession(
  { lockName, clock }: LockTarget,
  session: Session,
  patience?: DurationMs,
): Promise<LeftOpen> {
  const left = await releaseApplock(session, lockName, clock, patience);
  await session.close();
  return left;
}
