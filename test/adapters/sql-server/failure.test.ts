import net from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { createProcedureRunner } from '../../../src/adapters/sql-server/procedure-runner.ts';
import type { SqlSettings } from '../../../src/adapters/sql-server/sql-settings.ts';
import { record, probeOnce } from './support/attempt.ts';
import { type Rig, startRig } from './support/rig.ts';
import { portOf } from './support/tcp-relay.ts';

const triesToConnect = 4;
const wrongPassword = 'not the p4ssword';

describe('a failed attempt', () => {
  let rig: Rig;
  beforeAll(async () => {
    rig = await startRig();
  });
  afterEach(() => rig.reset());
  afterAll(() => rig.close());

  async function executeWith(changed: Partial<SqlSettings>) {
    const sql = { ...rig.target.sql, ...changed };
    const runner = createProcedureRunner({ sql, settings: rig.settings, clock: rig.target.clock });
    const recording = record();
    const lines: string[] = [];
    const result = await runner.execute(recording.execution);
    return { result, recording, probe: await probeOnce(runner, lines), probeLines: lines };
  }

  it('names a wrong password as such, never the password, and is not repeated', async () => {
    const before = rig.relay.connections();
    const login = { kind: 'password', user: 'app', password: wrongPassword } as const;
    const { result, recording, probe, probeLines } = await executeWith({ login });

    const { port } = rig.relay;
    expect(result).toMatchObject({
      kind: 'failed',
      failure: {
        class: 'access',
        number: 18456,
        message: `connecting to 127.0.0.1:${port}, database Attendance, as user app: Login failed for user 'app'.`,
        remedy: expect.stringContaining('SQL_PASSWORD'),
      },
    });
    expect(probe).toBe('unknown');
    expect(rig.relay.connections()).toBe(before + 2);
    expect(JSON.stringify([result, recording.lines, probeLines])).not.toContain(wrongPassword);
  });

  it('names the database when that was the reason why the login failed, and tries again', async () => {
    rig.server.setFault([
      { kind: 'deny-login', error: { number: 4060, message: 'Cannot open database "Attendance".' } },
    ]);
    const recording = record();
    const result = await rig.runner.execute(recording.execution);

    expect(result).toMatchObject({
      kind: 'failed',
      failure: { class: 'transient', number: 4060, remedy: expect.stringContaining('SQL_DATABASE') },
    });
    expect(recording.lines).toHaveLength(triesToConnect - 1);
  });

  it('is avoided when the server refuses only the first logins', async () => {
    rig.server.setFault({ kind: 'deny-login', error: { number: 40613 }, times: 2 });
    const recording = record();

    expect(await rig.runner.execute(recording.execution)).toMatchObject({ kind: 'succeeded' });
    expect(recording.lines).toEqual([
      expect.stringContaining('trying again in 0 seconds'),
      expect.stringContaining('trying again in 0 seconds'),
    ]);
  });

  it('says that the server cannot be reached, after its tries', async () => {
    const { result, recording, probe, probeLines } = await executeWith({ port: await closedPort() });

    expect(result).toMatchObject({
      kind: 'failed',
      failure: {
        class: 'unreachable',
        code: 'ESOCKET',
        message: expect.stringMatching(
          /^connecting to 127\.0\.0\.1:\d+, database Attendance, as user app: .*ECONNREFUSED/,
        ),
        remedy: expect.stringContaining('SQL_PORT'),
      },
    });
    expect(recording.lines).toHaveLength(triesToConnect - 1);
    expect(recording.executing()).toBe(0);
    expect(probe).toBe('unknown');
    expect(probeLines).toEqual([
      expect.stringContaining('cannot tell whether the procedure is still running'),
    ]);
  });

  it('says that the server does not encrypt, when encryption is required', async () => {
    const { result } = await executeWith({ encrypt: true });
    expect(result).toMatchObject({
      kind: 'failed',
      failure: {
        class: 'access',
        code: 'EENCRYPT',
        message: expect.stringContaining('did not negotiate encryption'),
        remedy: expect.stringContaining('SQL_ENCRYPT=false'),
      },
    });
  });

  it('says which procedure the database does not have', async () => {
    rig.server.setFault({ kind: 'unknown-procedure' });
    expect(await rig.runner.execute(record().execution)).toMatchObject({
      kind: 'failed',
      failure: {
        class: 'contract',
        number: 2812,
        message: expect.stringContaining('[dbo].[spJamkerja]'),
        remedy: expect.stringContaining('PROCEDURE_NAME'),
      },
    });
  });

  it('says which permission is missing, and how to grant it', async () => {
    rig.server.setFault({ kind: 'permission-denied' });
    expect(await rig.runner.execute(record().execution)).toMatchObject({
      kind: 'failed',
      failure: {
        class: 'access',
        number: 229,
        message: expect.stringContaining('EXECUTE permission was denied'),
        remedy: expect.stringContaining('GRANT EXECUTE'),
      },
    });
  });

  it('passes by itself when the procedure was the victim of a deadlock', async () => {
    rig.server.setFault({ kind: 'errors', errors: [{ number: 1205 }] });
    expect(await rig.runner.execute(record().execution)).toMatchObject({
      kind: 'failed',
      failure: { class: 'transient', number: 1205, severity: 13, procedure: 'spJamkerja' },
    });
  });

  it.each([
    ['with the count of transactions that no longer fits', [{ number: 1205 }, { number: 266 }]],
    [
      'with what the end of the transaction brings about',
      [{ number: 3609 }, { number: 1205 }, { number: 3998 }],
    ],
    [
      'when the procedure raised it again under a number of its own',
      [
        {
          number: 50_000,
          message:
            'Transaction (Process ID 61) was deadlocked on lock resources with another process and has been chosen as the deadlock victim. Rerun the transaction.',
        },
        { number: 266 },
      ],
    ],
  ])('passes by itself after a deadlock, also %s', async (_, errors) => {
    rig.server.setFault({ kind: 'errors', errors });
    expect(await rig.runner.execute(record().execution)).toMatchObject({
      kind: 'failed',
      failure: { class: 'transient', remedyCode: 'locked_rows' },
    });
  });

  it('is one of the procedure when only the count of transactions does not fit', async () => {
    rig.server.setFault({ kind: 'errors', errors: [{ number: 266 }] });
    expect(await rig.runner.execute(record().execution)).toMatchObject({
      kind: 'failed',
      failure: { class: 'contract', number: 266, remedy: expect.stringContaining('COMMIT') },
    });
  });

  it('is tried once when the login is refused by a number that nobody knows', async () => {
    const before = rig.relay.connections();
    rig.server.setFault([{ kind: 'deny-login', error: { number: 33_134, message: 'not known' } }]);
    expect(await rig.runner.execute(record().execution)).toMatchObject({
      kind: 'failed',
      failure: { class: 'access', number: 33_134, message: expect.stringContaining('not known') },
    });
    expect(rig.relay.connections()).toBe(before + 1);
  });

  it('keeps every message of several errors, and is judged by the decisive one', async () => {
    rig.server.setFault({
      kind: 'errors',
      errors: [
        { number: 547, message: 'the foreign key' },
        { number: 1205, message: 'the deadlock' },
        { number: 50_000, message: 'the last word' },
      ],
    });
    expect(await rig.runner.execute(record().execution)).toMatchObject({
      kind: 'failed',
      failure: { class: 'data', number: 547, message: 'the foreign key | the deadlock | the last word' },
    });
  });
});

/** One on which nobody listens. */
async function closedPort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const port = portOf(server);
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  return port;
}
