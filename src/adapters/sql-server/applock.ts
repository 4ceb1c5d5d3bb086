/**
 * The applock that decides who may run the procedure. It belongs to the session: it survives a cancel and an error
 * and ends with the session, so no crash can leave it behind.
 */
import { seconds } from '../../core/time/time.ts';
import type { Session } from './sql-session.ts';

const releaseTimeout = seconds(3);

/** Does not wait. False: another session holds it (any negative result; servers differ in which). */
export async function takeApplock({ driver, request }: Session, name: string): Promise<boolean> {
  const result = await request()
    .input('Resource', driver.NVarChar(255), name)
    .input('LockMode', driver.NVarChar(32), 'Exclusive')
    .input('LockOwner', driver.NVarChar(32), 'Session')
    .input('LockTimeout', driver.Int, 0)
    .execute('sp_getapplock');
  const granted: unknown = result.returnValue;
  return typeof granted === 'number' && granted >= 0;
}

/** The end of the session would release it too, but a moment later, when the next session may already have asked. */
export async function releaseApplock({ driver, request }: Session, name: string): Promise<void> {
  try {
    await request({ requestTimeout: releaseTimeout })
      .input('Resource', driver.NVarChar(255), name)
      .input('LockOwner', driver.NVarChar(32), 'Session')
      .execute('sp_releaseapplock');
  } catch {
    // The session is closed next, which releases it.
  }
}
