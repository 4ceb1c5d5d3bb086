/** What the check of a connection finds, with the real driver against the stand-in and against sockets that misbehave. */
import { createSocket } from 'node:dgram';
import { createServer, type Server, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { inspectServer } from '../../../../src/adapters/sql-server/preflight/inspect-server.ts';
import { askBrowser } from '../../../../src/adapters/sql-server/preflight/ask-browser.ts';
import { closeLockedSession, openLockedSession } from '../../../../src/adapters/sql-server/locked-session.ts';
import { systemClock } from '../../../../src/adapters/system/clock.ts';
import type { Finding } from '../../../../src/core/preflight/finding.ts';
import { judgePreflight } from '../../../../src/core/preflight/judge-preflight.ts';
import { milliseconds } from '../../../../src/core/time/time.ts';
import type { Fault } from '../../../../local/sql-server/stand-in.ts';
import { startRig, type Rig } from '../support/rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await startRig({ durationMs: 60_000 });
});
afterEach(() => rig.reset());
afterAll(() => rig.close());

async function check(
  change: Partial<Rig['target']['sql']> = {},
  fault?: Fault | readonly Fault[],
  own = false,
  pending?: string,
) {
  rig.server.setFault(fault);
  const { settings, target } = rig;
  const facts = await inspectServer(
    { ...target, sql: { ...target.sql, ...change } },
    { procedure: settings.procedure, pending },
  );
  return judgePreflight(facts, { ...settings, runInProgress: own, wrongSettings: [] });
}
const codesOf = (findings: readonly Finding[]) => findings.map(({ code }) => code);
const worst = (findings: readonly Finding[]) =>
  findings.filter(({ level }) => level === 'wrong').map(({ code }) => code);

describe('a server that is as it should be', () => {
  test('gives findings from name to time zone, none of them wrong', async () => {
    const findings = await check({}, { kind: 'server', offsetMinutes: 420 });
    expect(codesOf(findings)).toEqual([
      'address_given',
      'port_open',
      'logged_in',
      'unencrypted_local',
      'server_other',
      'database_open',
      'session_options',
      'procedure_found',
      'parameter_fits',
      'parameter_fits',
      'execute_granted',
      'lock_free',
      'clock_agrees',
      'zone_agrees',
    ]);
    expect(worst(findings)).toEqual([]);
  });

  test('is not touched: nothing is executed, and the lock stays free', async () => {
    const before = rig.server.executions.length;
    await check();
    expect(rig.server.executions.length).toBe(before);
    expect(codesOf(await check())).toContain('lock_free');
  });

  test('reports the options that the session has on the server', async () => {
    const findings = await check();
    expect(findings.find(({ code }) => code === 'session_options')?.facts).toEqual({
      language: 'us_english',
      date_format: 'mdy',
      first_day: 7,
      isolation: 'read committed',
    });
  });
});

describe('each problem of the server has a finding of its own', () => {
  test.each<readonly [string, Fault, string]>([
    ['a missing procedure', { kind: 'unknown-procedure' }, 'procedure_missing'],
    ['no right to execute it', { kind: 'permission-denied' }, 'execute_denied'],
    ['a read-only database', { kind: 'server', readOnly: true }, 'database_read_only'],
    ['no right to take the lock', { kind: 'server', mayLock: false }, 'lock_denied'],
    ['a login with all rights', { kind: 'server', sysadmin: true }, 'login_powerful'],
    ['a clock that is ahead', { kind: 'server', clockAheadMs: 3_600_000 }, 'clock_differs'],
    ['a refused login', { kind: 'deny-login', error: { number: 18456 } }, 'login_failed'],
    ['a missing database', { kind: 'deny-login', error: { number: 4060 } }, 'database_failed'],
    [
      'a parameter of another type',
      { kind: 'server', parameters: [{ name: '@awal', type: 'int', length: 4 }] },
      'parameter_type_wrong',
    ],
    [
      'a parameter of another name',
      { kind: 'server', parameters: [{ name: '@mulai', type: 'date', length: 3 }] },
      'parameter_missing',
    ],
  ])('%s', async (_, fault, code) => {
    expect(codesOf(await check({}, fault))).toContain(code);
  });

  test('the name that comes close is suggested', async () => {
    const findings = await check({}, { kind: 'unknown-procedure' });
    expect(findings.find(({ code }) => code === 'procedure_missing')?.facts).toMatchObject({
      similar: ['dbo.spJamKerja2'],
    });
  });

  test('one function that a server lacks does not cost the other answers', async () => {
    const findings = await check({}, { kind: 'server', without: ['applock_test', 'dm_exec_sessions'] });
    expect(findings.filter(({ code }) => code === 'unanswered').map(({ check: about }) => about)).toEqual([
      'lock',
    ]);
    expect(codesOf(findings)).toEqual(expect.arrayContaining(['session_options', 'execute_granted']));
  });
});

describe('the procedure that tells of late input', () => {
  test('is not looked for unless the settings name it', async () => {
    expect(codesOf(await check()).filter((code) => code.startsWith('pending_'))).toEqual([]);
  });

  test.each<readonly [Fault | undefined, string, string]>([
    [undefined, 'pending_granted', 'good'],
    [{ kind: 'pending', procedure: 'denied' }, 'pending_denied', 'doubtful'],
    [{ kind: 'pending', procedure: 'missing' }, 'pending_missing', 'doubtful'],
  ])('with %o: %s', async (fault, code, level) => {
    const calls = rig.server.pendingCalls;
    const findings = await check({}, fault, false, 'dbo.spJamkerjaPending');
    expect(findings.filter((each) => each.code.startsWith('pending_'))).toMatchObject([
      { code, level, facts: { procedure: 'dbo.spJamkerjaPending' } },
    ]);
    expect(rig.server.pendingCalls).toBe(calls);
  });
});

test('the lock of a run is good while it is our own, and doubtful otherwise', async () => {
  const held = await openLockedSession(rig.target, {
    signal: new AbortController().signal,
    reason: () => undefined,
  });
  if (held.kind !== 'locked') throw new Error(`expected the lock, got ${held.kind}`);
  try {
    expect(codesOf(await check({}, undefined, true))).toContain('lock_own');
    expect(codesOf(await check())).toContain('lock_held');
  } finally {
    await closeLockedSession(rig.target, held.session);
  }
});

describe('the way to the server', () => {
  const listening: Server[] = [];
  afterAll(() => listening.forEach((each) => each.close()));

  test('a name that nobody knows', async () => {
    expect(codesOf(await check({ server: 'no-such-host.invalid' }))).toEqual(['name_unknown']);
  });

  test('a port where nothing listens', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    await new Promise((resolve) => server.close(resolve));
    expect(codesOf(await check({ port }))).toEqual(['address_given', 'port_refused']);
  });

  test('a server that is silent after the connection does not answer in time', async () => {
    const findings = await check({ connectTimeout: milliseconds(300) }, { kind: 'mute', at: 'prelogin' });
    expect(codesOf(findings)).toEqual(['address_given', 'port_open', 'login_unanswered']);
  });

  test.each([
    ['closes the connection', (socket: Socket) => void socket.destroy()],
    ['speaks HTTP', (socket: Socket) => void socket.end('HTTP/1.1 400 Bad Request\r\n\r\n')],
    ['speaks SSH', (socket: Socket) => void socket.write('SSH-2.0-OpenSSH_9.6\r\n')],
  ])('a program on that port that %s', async (_, greet) => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      greet(socket);
    }).listen(0, '127.0.0.1');
    listening.push(server);
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    const findings = await check({ port, connectTimeout: milliseconds(300) });
    expect(codesOf(findings)).toEqual(['address_given', 'port_open', 'login_unanswered']);
  });

  test('a server without encryption, where it is demanded', async () => {
    expect(codesOf(await check({ encrypt: true })).at(-1)).toBe('encryption_failed');
  });

  test.each([
    [
      'HR',
      'ServerName;DB;InstanceName;HR;IsClustered;No;Version;16.0;tcp;50123;;',
      { kind: 'found', port: 50123 },
    ],
    [
      'hr',
      'ServerName;DB;InstanceName;HR;IsClustered;No;Version;16.0;tcp;50123;;',
      { kind: 'found', port: 50123 },
    ],
    ['HR', 'ServerName;DB;InstanceName;HR;IsClustered;No;Version;16.0;np;x;;', { kind: 'without_tcp' }],
    [
      'HR',
      'ServerName;DB;InstanceName;PAY;IsClustered;No;Version;16.0;tcp;1;;',
      { kind: 'unlisted', instances: ['PAY'] },
    ],
    ['HR', 'InstanceName;HR;tcp;70000;;', { kind: 'without_tcp' }],
    ['HR', undefined, { kind: 'silent' }],
  ])('instance %s, when SQL Server Browser answers %s', async (instance, answer, expected) => {
    const browser = createSocket('udp4');
    const body = Buffer.from(answer ?? '', 'latin1');
    const head = Buffer.from([0x05, body.length & 0xff, body.length >> 8]);
    browser.on('message', (_, { port, address }) => {
      if (answer !== undefined) browser.send(Buffer.concat([head, body]), port, address);
    });
    await new Promise<void>((resolve) => browser.bind(0, '127.0.0.1', resolve));
    const limit = milliseconds(answer === undefined ? 50 : 20_000);
    const patience = { clock: systemClock, limit, signal: new AbortController().signal };
    expect(await askBrowser('127.0.0.1', instance, patience, browser.address().port)).toMatchObject(expected);
    browser.close();
  });
});
