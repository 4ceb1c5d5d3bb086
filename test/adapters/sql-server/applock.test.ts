/** The applock is given up last, in one batch: nobody may begin beside locks that are still held. */
import mssql from 'mssql';
import { expect, it } from 'vitest';
import { releaseApplock } from '../../../src/adapters/sql-server/applock.ts';
import type { Session } from '../../../src/adapters/sql-server/sql-session.ts';
import { systemClock } from '../../../src/adapters/system/clock.ts';

it('rolls back what the procedure left open before it gives up the applock', async () => {
  const batches: string[] = [];
  const request = new mssql.Request();
  Object.assign(request, { batch: async (text: string) => void batches.push(text) });
  const session: Pick<Session, 'request'> = { request: () => request };

  expect(await releaseApplock(session, "O'Brien", systemClock)).toBe('nothing');

  const statements = batches.flatMap((text) => text.split('\n'));
  expect(statements).toEqual([
    expect.stringMatching(/^IF @@TRANCOUNT > 0 RAISERROR\(.+\) WITH NOWAIT;$/),
    'IF @@TRANCOUNT > 0 ROLLBACK TRANSACTION;',
    "EXEC sp_releaseapplock @Resource = N'O''Brien', @LockOwner = N'Session';",
  ]);
});
