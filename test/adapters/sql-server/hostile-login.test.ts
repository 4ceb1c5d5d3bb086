/** Servers that would keep a login busy for ever, multiply its connections, or fill the memory before EXEC is sent. */
import { afterEach, expect, it } from 'vitest';
import { createProcedureRunner } from '../../../src/adapters/sql-server/procedure-runner.ts';
import { systemClock } from '../../../src/adapters/system/clock.ts';
import { record, runnerParts } from './support/attempt.ts';
import { type HostileServer, startHostileServer } from './support/hostile-server.ts';

let server: HostileServer;
afterEach(() => server.close());

const partsOf = ({ port }: HostileServer) =>
  runnerParts(systemClock, {
    SQL_SERVER: '127.0.0.1',
    SQL_PORT: String(port),
    SQL_DATABASE: 'Attendance',
    SQL_USER: 'app',
    SQL_PASSWORD: 'secret',
    SQL_ENCRYPT: 'false',
    SQL_CONNECT_RETRY_SECONDS: '0',
    SQL_CONNECT_TIMEOUT_SECONDS: '0.3',
  });

it('a server that a script leaves alone answers well', async () => {
  server = await startHostileServer();
  const result = await createProcedureRunner(partsOf(server)).execute(record().execution);
  expect(result).toMatchObject({ kind: 'succeeded', returnValue: 0 });
  expect(server.connections()).toBe(2);
  await expect.poll(() => server.open()).toBe(0);
});
