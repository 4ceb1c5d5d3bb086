/**
 * The applock that decides who may run the procedure. It belongs to the session: it survives a cancel and an error
 * and ends with the session, so no crash can leave it behind.
 */
import { z } from 'zod';
import { type DurationMs, milliseconds, seconds } from '../../core/time/time.ts';
import type { Clock } from '../../ports.ts';
import type { Session } from './sql-session.ts';

/** Waits no longer than `wait`. False: another session holds it (any negative result; servers differ in which). */
export async function takeApplock(
  { driver, request }: Session,
  name: string,
  wait: DurationMs,
): Promise<boolean> {
  const result = await request()
    .input('Resource', driver.NVarChar(255), name)
    .input('LockMode', driver.NVarChar(32), 'Exclusive')
    .input('LockOwner', driver.NVarChar(32), 'Session')
    .input('LockTimeout', driver.Int, wait)
    .execute('sp_getapplock');
  const granted: unknown = result.returnValue;
  return typeof granted === 'number' && granted >= 0;
}

const Answer = z.object({ recordset: z.tuple([z.object({ free: z.literal([0, 1]) })]) });

/**
 * Whether nobody holds it, without taking it, so that no attempt meets whoever asks. Principal and owner as in
 * sp_getapplock: under another principal it would be another lock, and without an owner it asks for a transaction.
 */
export async function isApplockFree({ driver, request }: Session, name: string): Promise<boolean> {
  const answer: unknown = await request()
    .input('Resource', driver.NVarChar(255), name)
    .query("SELECT APPLOCK_TEST(N'public', @Resource, N'Exclusive', N'Session') AS free");
  const read = Answer.safeParse(answer);
  if (!read.success) throw new Error('the server did not say whether the applock is free (APPLOCK_TEST)');
  return read.data.recordset[0].free === 1;
}

/** What the release found. `unfinished`: the server was still rolling back when the session was given up. */
export type LeftOpen = 'nothing' | 'rolled_back' | 'unfinished' | 'unknown';

/** Undoing may take long, and the applock stays with the session until it is done: the next ticks ask for it. */
export const rollbackPatience = seconds(10);
/** Until the server says anything at all. */
const answerTimeout = seconds(3);
const notice = 'spJamkerja-scheduler: rolling back the transaction that the procedure left open';

/**
 * Undoes what the procedure left open, then gives up the lock, in one round trip and in this order: nobody may begin
 * beside locks that are still held. NOWAIT tells of the transaction before the rollback, which may outlast our
 * patience. A batch, because in sp_executesql a rollback would be reported as error 266.
 */
export async function releaseApplock(
  { request }: Pick<Session, 'request'>,
  name: string,
  clock: Clock,
  patience: DurationMs = rollbackPatience,
): Promise<LeftOpen> {
  let open = false;
  const released = new AbortController();
  const releasing = request({ requestTimeout: milliseconds(Math.min(patience, answerTimeout)) });
  releasing.on('info', ({ message }: { readonly message: string }) => {
    if (message === notice) open = true;
  });
  const batch = releasing
    .batch(
      `IF @@TRANCOUNT > 0 RAISERROR(N'${notice}', 0, 1) WITH NOWAIT;
IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;
EXEC sp_releaseapplock @Resource = N'${name.replaceAll("'", "''")}', @LockOwner = N'Session';`,
    )
    .then(
      () => true,
      // The session is closed next, which releases the lock.
      () => false,
    );
  const ended = await Promise.race([batch, clock.sleep(patience, released.signal).then(() => false)]);
  released.abort();
  if (open) return ended ? 'rolled_back' : 'unfinished';
  return ended ? 'nothing' : 'unknown';
}
