/** A session that holds the procedure's applock, or why there is none. */
import type { Failure } from '../../core/run/failure.ts';
import { toFailure } from './errors/classify-error.ts';
import type { Clock } from '../../ports.ts';
import { releaseApplock, takeApplock } from './applock.ts';
import { createSession, type Session } from './session.ts';
import { describeTarget, type SqlSettings } from './sql-settings.ts';

export interface LockTarget {
  readonly sql: SqlSettings;
  readonly lockName: string;
  readonly clock: Clock;
}

export type LockedSession =
  | { readonly kind: 'locked'; readonly session: Session }
  | { readonly kind: 'held_elsewhere' }
  | { readonly kind: 'failed'; readonly failure: Failure }
  | { readonly kind: 'aborted' };

/** Leaves nothing open unless it answers `locked`. The signal is heeded until then. */
export async function openLockedSession(target: LockTarget, signal: AbortSignal): Promise<LockedSession> {
  const { sql, lockName, clock } = target;
  const session = await createSession(sql, clock, signal);
  signal.addEventListener('abort', session.abandon);
  try {
    if (signal.aborted) return { kind: 'aborted' };
    await session.connect();
    const granted = await takeApplock(session, lockName);
    if (granted && !signal.aborted) return { kind: 'locked', session };
    await session.close();
    return signal.aborted ? { kind: 'aborted' } : { kind: 'held_elsewhere' };
  } catch (error) {
    await session.close();
    if (signal.aborted) return { kind: 'aborted' };
    const failure = toFailure(session.reportsOf([error]), 'before_execute');
    const message = `connecting to ${describeTarget(sql)}: ${failure.message}`;
    return { kind: 'failed', failure: { ...failure, message } };
  } finally {
    signal.removeEventListener('abort', session.abandon);
  }
}

export async function closeLockedSession(session: Session, lockName: string): Promise<void> {
  await releaseApplock(session, lockName);
  await session.close();
}
