/** Servers that would keep a login busy for ever, multiply its connections, or fill the memory before EXEC is sent. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { infoToken, doneFlag, doneToken, errorToken } from '../../../local/sql-server/tds/tokens.ts';
import { preloginResponse } from '../../../local/sql-server/tds/handshake.ts';
import { openLockedSession } from '../../../src/adapters/sql-server/locked-session.ts';
import { createProcedureRunner, lockTargetOf } from '../../../src/adapters/sql-server/procedure-runner.ts';
import { systemClock } from '../../../src/adapters/system/clock.ts';
import { createAbort } from '../../../src/operations/attempt/abort.ts';
import { type Environment, record, recordingLog, runnerParts, probeOnce } from './support/attempt.ts';
import {
  type HostileClient,
  type HostileScript,
  type HostileServer,
  loginTokens,
  routingToken,
  startHostileServer,
  unfinished,
  whole,
} from './support/hostile-server.ts';
import { variablesFor } from '../../../local/sql-server/variables.ts';

let servers: HostileServer[] = [];
let unhandled: unknown[] = [];
const note = (reason: unknown): void => void unhandled.push(reason);
beforeEach(() => {
  servers = [];
  unhandled = [];
  process.on('uncaughtException', note);
  process.on('unhandledRejection', note);
});
afterEach(async () => {
  process.off('uncaughtException', note);
  process.off('unhandledRejection', note);
  await Promise.all(servers.map((server) => server.close()));
  if (unhandled.length > 0) throw new AggregateError(unhandled, `left unhandled: ${unhandled.join('; ')}`);
});

async function start(script: HostileScript): Promise<HostileServer> {
  const server = await startHostileServer(script);
  servers.push(server);
  return server;
}

const deadlineMs = 300;
const targetOf = ({ port }: HostileServer, environment: Environment = {}) => {
  const parts = runnerParts(systemClock, {
    ...variablesFor({ port, user: 'app', password: 'secret' }),
    SQL_CONNECT_RETRY_SECONDS: '0',
    SQL_CONNECT_TIMEOUT_SECONDS: String(deadlineMs / 1_000),
    ...environment,
  });
  return { ...parts, ...lockTargetOf(parts) };
};

const neverAborted = { signal: new AbortController().signal, reason: () => undefined };

/** Opens once; no socket may be left, and none may follow. */
async function open(server: HostileServer, environment?: Environment) {
  const began = performance.now();
  const opened = await openLockedSession(targetOf(server, environment), neverAborted);
  const took = performance.now() - began;
  const failure = opened.kind === 'failed' ? opened.failure : undefined;
  if (opened.kind === 'locked') await opened.session.close();
  const { connections } = server;
  const before = connections();
  await expect.poll(() => server.open(), { interval: 5, timeout: 3_000 }).toBe(0);
  expect(connections()).toBe(before);
  return { opened, failure, took };
}

const last = (data: Buffer): readonly [tokens: Buffer, done: Buffer] => {
  const tokens = loginTokens(data);
  return [tokens.subarray(0, -13), tokens.subarray(-13)];
};
const redirect = (client: HostileClient, data: Buffer, server: string, port: number): void => {
  const [tokens, done] = last(data);
  client.send(tokens, routingToken(server, port), done);
};

/** Well-formed tokens that mean nothing; as many as the server likes. */
const chatter = infoToken({ number: 5701, state: 2, class: 0, message: 'x'.repeat(300) });
const onRequest =
  (wanted: string, answer: (client: HostileClient) => void): NonNullable<HostileScript['request']> =>
  (client, { kind }) =>
    kind === wanted ? answer(client) : false;

it('a server that a script leaves alone answers well', async () => {
  const server = await start({});
  const result = await createProcedureRunner(targetOf(server, { SQL_CONNECT_TIMEOUT_SECONDS: '60' })).execute(
    record().execution,
  );
  expect(result).toMatchObject({ kind: 'succeeded', returnValue: 0 });
  expect(server.connections()).toBe(2);
  await expect.poll(() => server.open()).toBe(0);
});

it.each(['true', 'false'])(
  'a name with several addresses is reached at one of them (SQL_MULTI_SUBNET_FAILOVER=%s)',
  async (atOnce) => {
    const server = await start({});
    const { opened } = await open(server, {
      SQL_SERVER: 'localhost',
      SQL_MULTI_SUBNET_FAILOVER: atOnce,
      SQL_CONNECT_TIMEOUT_SECONDS: '60',
    });
    expect(opened.kind).toBe('locked');
    expect(server.connections()).toBe(2);
  },
);

describe('a server that is too slow or silent', () => {
  it.each<readonly [string, HostileScript, string]>([
    ['accepts and says nothing', { connected: () => {} }, 'waiting for the first answer'],
    [
      'drips its first answer',
      { prelogin: (client) => client.drip(whole(preloginResponse())) },
      'waiting for the first answer',
    ],
    ['keeps silent after the login', { login: () => {} }, 'waiting for the answer to the login'],
    [
      'drips the answer to the login',
      { login: (client, data) => client.drip(whole(loginTokens(data))) },
      'waiting for the answer to the login',
    ],
    [
      'sends one message after another, but never the end of the login',
      { login: (client) => client.drip(Buffer.concat(Array.from({ length: 500 }, () => unfinished())), 1) },
      'waiting for the answer to the login',
    ],
    [
      'answers the second login of the pool no more',
      { login: (client) => (client.number > 1 ? undefined : false) },
      'waiting for the answer to the login',
    ],
    [
      'keeps silent about the options of the session',
      { request: onRequest('options', () => {}) },
      'setting the options of the session',
    ],
    ['keeps silent about the lock', { request: onRequest('lock', () => {}) }, 'taking the lock'],
    [
      'drips the answer of the lock, which ends the driver’s own timeout',
      { request: onRequest('lock', (client) => client.drip(unfinished(chatter))) },
      'taking the lock',
    ],
    [
      'begins the answer of the lock and does not confirm a cancel',
      {
        request: (client, { kind }) => {
          if (kind === 'lock') client.write(unfinished(chatter));
          return kind === 'lock' || kind === 'attention';
        },
      },
      'taking the lock',
    ],
  ])('is given up in time when it %s', async (_, script, stuck) => {
    const server = await start(script);
    const { failure, took } = await open(server);
    expect(failure).toMatchObject({
      class: 'unreachable',
      code: 'ETIMEOUT',
      message: expect.stringMatching(
        /^connecting to 127\.0\.0\.1:\d+, database Attendance, as user app: no session within 0\.3 s \(SQL_CONNECT_TIMEOUT_SECONDS\), still /,
      ),
    });
    expect(failure?.message).toContain(`still ${stuck} (127.0.0.1:${server.port})`);
    expect(took).toBeLessThan(deadlineMs * 10);
    expect(server.connections()).toBeLessThanOrEqual(2);
  });

  it.each(['strict', 'true'])(
    'is given up in time when it agrees on TLS byte by byte (SQL_ENCRYPT=%s)',
    async (encrypt) => {
      // The beginning of a ServerHello that is announced with 4,000 bytes.
      const hello = Buffer.from([0x16, 3, 3, 0x0f, 0xa0, 2, 0, 0x0f, 0x9c, 3, 3, ...Buffer.alloc(2_000)]);
      let asked = false;
      const server = await start({
        connected: (client) => (encrypt === 'strict' ? client.drip(hello) : false),
        // What the client says of TLS comes in packets of the same type.
        prelogin: (client) => {
          if (asked) client.drip(whole(hello));
          else client.send(encryptedPrelogin);
          asked = true;
        },
      });
      const { failure } = await open(server, { SQL_ENCRYPT: encrypt });
      expect(failure).toMatchObject({
        class: 'unreachable',
        code: 'ETIMEOUT',
        message: expect.stringContaining('still agreeing on encryption'),
      });
    },
  );
});

describe('a server that redirects', () => {
  it('to itself is followed a few times only', async () => {
    const server = await start({
      login: (client, data) => redirect(client, data, '127.0.0.1', server.port),
    });
    const { failure } = await open(server, { SQL_CONNECT_TIMEOUT_SECONDS: '60' });
    expect(failure).toMatchObject({
      class: 'unreachable',
      code: 'ELIMIT',
      message: expect.stringContaining(
        `the server redirected the login 5 times, the last time from 127.0.0.1:${server.port}: at most 4 are followed`,
      ),
    });
    expect(server.connections()).toBe(5);
  });

  it('to another one that redirects back is followed a few times only, by a probe as well', async () => {
    let otherPort = 0;
    const one = await start({ login: (client, data) => redirect(client, data, '127.0.0.1', otherPort) });
    const other = await start({ login: (client, data) => redirect(client, data, '127.0.0.1', one.port) });
    otherPort = other.port;
    const lines: string[] = [];
    const target = targetOf(one, { SQL_CONNECT_TIMEOUT_SECONDS: '60' });
    expect(await probeOnce(createProcedureRunner(target), lines)).toBe('unknown');
    expect(lines).toEqual([expect.stringContaining('redirected the login 5 times')]);
    expect(one.connections() + other.connections()).toBe(5);
  });

  it('slowly is given up in time', async () => {
    const server = await start({
      login: (client, data) => void setTimeout(() => redirect(client, data, '127.0.0.1', server.port), 100),
    });
    const { failure } = await open(server);
    expect(failure?.message).toMatch(
      /waiting for the answer to the login \(127\.0\.0\.1:\d+, after \d redirections?\)/,
    );
  });

  it.each([
    ['a name that does not resolve', 'no-such-host.invalid', 1433],
    ['no name at all', '', 1433],
    ['a port that nobody has', '127.0.0.1', 1],
    ['port 0', '127.0.0.1', 0],
    ['a text that is no name', 'a b\u0000\n\u001b[2J', 1433],
  ])('to %s cannot be reached', async (_, host, port) => {
    const server = await start({ login: (client, data) => redirect(client, data, host, port) });
    const { failure } = await open(server, { SQL_CONNECT_TIMEOUT_SECONDS: '20' });
    expect(failure).toMatchObject({ class: 'unreachable', code: 'ESOCKET' });
    expect(server.connections()).toBe(1);
  });

  it('once, as Azure SQL does, is followed for both logins', async () => {
    const node = await start({});
    const gateway = await start({
      login: (client, data) => redirect(client, data, '127.0.0.1', node.port),
    });
    const result = await createProcedureRunner(
      targetOf(gateway, { SQL_CONNECT_TIMEOUT_SECONDS: '60' }),
    ).execute(record().execution);
    expect(result).toMatchObject({ kind: 'succeeded' });
    expect([gateway.connections(), node.connections()]).toEqual([2, 2]);
  });
});

/** A token of a length that never comes. */
const endless = (id: number): Buffer =>
  Buffer.concat([Buffer.from([id, 0xff, 0xff, 0xff, 0x7f]), Buffer.alloc(4_000)]);
const bytes = (...values: readonly number[]) => Buffer.from(values);
/** The reply to PRELOGIN of a server that encrypts. */
const encryptedPrelogin = bytes(0, 0, 11, 0, 6, 1, 0, 17, 0, 1, 0xff, 12, 0, 0, 0, 0, 0, 1);
const zeros = Buffer.alloc(4_000);

describe('a server that floods', () => {
  const error = errorToken({ number: 50_000, message: 'x', class: 16, state: 1 });
  it.each<readonly [string, HostileScript]>([
    ['the first answer', { prelogin: (client) => client.flood(zeros) }],
    ['messages during the login', { login: (client) => client.flood(chatter) }],
    ['errors during the login', { login: (client) => client.flood(error) }],
    [
      'changes of the environment that nobody knows',
      { login: (client) => client.flood(bytes(0xe3, 1, 0, 99)) },
    ],
    ['what a managed identity is to ask for', { login: (client) => client.flood(endless(0xee)) }],
    ['messages about the options', { request: onRequest('options', (client) => client.flood(chatter)) }],
    ['messages about the lock', { request: onRequest('lock', (client) => client.flood(chatter)) }],
    ['errors about the lock', { request: onRequest('lock', (client) => client.flood(error)) }],
  ])('with %s is given up before it fills the memory', async (_, script) => {
    const server = await start(script);
    // The driver tells of each change that it does not know.
    const silenced = vi.spyOn(console, 'error').mockImplementation(() => {});
    const { failure } = await open(server, { SQL_CONNECT_TIMEOUT_SECONDS: '60' });
    silenced.mockRestore();
    expect(failure?.message).toContain('the server sent more than 256 KB where a few are usual');
    expect(failure?.message.length).toBeLessThan(5_000);
    // What the sockets hold in between is sent as well.
    expect(server.sent()).toBeLessThan(100 * 1_024 * 1_024);
  });
});

describe('a server that sends nonsense', () => {
  const nonsense: readonly (readonly [string, Buffer])[] = [
    ['a packet of length 0', bytes(4, 1, 0, 0, 0, 0, 0, 0)],
    ['a packet of length 7', bytes(4, 1, 0, 7, 0, 0, 0, 0)],
    ['an unknown token', whole(bytes(0x42, 1, 2, 3))],
    ['a token without its end', whole(bytes(0xab, 0xff, 0xff, 1))],
    ['an empty message', whole()],
    ['a redirection without a server', whole(bytes(0xe3, 5, 0, 20, 0, 0, 0, 0), doneToken(doneFlag.final))],
    ['columns', whole(bytes(0x81, 1, 0, 0, 0, 0, 0, 0, 0, 0x99, 0))],
    ['a row of no columns', whole(bytes(0xd1, 1, 2, 3))],
    ['a token of Windows', whole(bytes(0xed, 4, 0, 1, 2, 3, 4), doneToken(doneFlag.final))],
    ['where to get a token', whole(bytes(0xee, 4, 0, 0, 0, 0, 0, 0, 0), doneToken(doneFlag.final))],
    [
      'a feature that nobody asked for',
      whole(bytes(0xae, 2, 1, 0, 0, 0, 1, 0xff), doneToken(doneFlag.final)),
    ],
    ['a web page', Buffer.from('HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n')],
  ];
  const places: readonly (readonly [string, (answer: (client: HostileClient) => void) => HostileScript])[] = [
    ['at first', (prelogin) => ({ prelogin })],
    ['to the login', (login) => ({ login })],
    ['to the options', (answer) => ({ request: onRequest('options', answer) })],
    ['to the lock', (answer) => ({ request: onRequest('lock', answer) })],
  ];
  const endings: readonly (readonly [string, (client: HostileClient) => void])[] = [
    ['and waits', () => {}],
    ['and closes', (client) => client.socket.end()],
    ['and resets', (client) => client.socket.resetAndDestroy()],
  ];
  it.each(places)('%s fails with a class, and nothing is thrown outside of a call', async (_, scriptOf) => {
    const cases = [Buffer.alloc(0), ...nonsense.map(([, sent]) => sent)].flatMap((sent) =>
      endings.map(([, end]) => ({ sent, end })),
    );
    await Promise.all(
      cases.map(async ({ sent, end }) => {
        const server = await start(
          scriptOf((client) => {
            client.write(sent);
            end(client);
          }),
        );
        const { opened, failure } = await open(server);
        expect(server.connections()).toBeLessThanOrEqual(2);
        expect(opened.kind === 'failed' ? failure?.class : 'unreachable').toMatch(
          /^(unreachable|access|unclassified)$/,
        );
      }),
    );
  });
});

it.each(['login', 'lock'] as const)(
  'waiting for the %s ends at once when the app is shut down',
  async (at) => {
    const abort = createAbort();
    const hear = (): void => abort.abort({ cause: 'shutdown' });
    const server = await start(at === 'login' ? { login: hear } : { request: onRequest('lock', hear) });
    const target = targetOf(server, { SQL_CONNECT_TIMEOUT_SECONDS: '60' });
    expect(await openLockedSession(target, abort)).toEqual({
      kind: 'aborted',
      reason: { cause: 'shutdown' },
    });
    await expect.poll(() => server.open(), { interval: 5 }).toBe(0);
    expect(server.connections()).toBe(at === 'login' ? 1 : 2);
  },
);

it('a probe ends at once when the app is shut down, and does not know', async () => {
  const shutdown = new AbortController();
  const server = await start({ login: () => shutdown.abort() });
  const runner = createProcedureRunner(targetOf(server, { SQL_CONNECT_TIMEOUT_SECONDS: '60' }));
  expect(await runner.probe(recordingLog([]), shutdown.signal)).toBe('unknown');
  await expect.poll(() => server.open(), { interval: 5 }).toBe(0);
});

describe('an answer to a cancelled request', () => {
  it.each<readonly [string, Buffer]>([
    ['is nonsense', whole(bytes(0x42, 1, 2, 3))],
    ['ends in the middle of a token', whole(bytes(0xab, 0xff, 0xff, 1))],
    ['is followed by nonsense', Buffer.concat([whole(doneToken(doneFlag.error)), whole(bytes(0x42))])],
  ])('that %s is thrown at nobody outside of a call', async (_, sent) => {
    const { abort, execution } = record();
    const server = await start({
      request: (client, { kind }) => {
        if (kind === 'execute') return abort({ cause: 'shutdown' });
        if (kind !== 'attention') return false;
        client.write(sent);
        client.socket.end();
        return true;
      },
    });
    const target = targetOf(server, { SQL_CONNECT_TIMEOUT_SECONDS: '60' });
    const result = await createProcedureRunner(target).execute(execution);
    expect(result).toMatchObject({ kind: 'interrupted', confirmed: false });
    await expect.poll(() => server.open(), { interval: 5 }).toBe(0);
  });
});
