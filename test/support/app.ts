/** The built app in a host process, on real storage and a real TDS socket, with settings that shorten its waits. */
import { setTimeout as wait } from 'node:timers/promises';
import { inject } from 'vitest';
import type { SqlServerStandIn } from '../../local/sql-server/stand-in.ts';
import type { StatusView } from '../../src/api/views/status-view.ts';
import { type HostProcess, startHost } from './host-process.ts';
import type { Storage } from './surroundings.ts';
import { variablesFor } from '../../local/sql-server/variables.ts';

export interface AppOptions {
  readonly storage: Storage;
  readonly sql: Pick<SqlServerStandIn, 'port' | 'user' | 'password'>;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** More of the host's command line. */
  readonly args?: readonly string[];
  /** Another folder than the built app's. */
  readonly root?: string;
  /** See HostProcessOptions. */
  readonly main?: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: JsonBody;
}

/** What the tests read of an answer, whichever it is. */
export interface JsonBody {
  readonly success?: boolean;
  readonly message?: string;
  // oxlint-disable-next-line typescript/no-explicit-any -- answers are asserted, not trusted
  readonly data?: any;
  // oxlint-disable-next-line typescript/no-explicit-any -- answers are asserted, not trusted
  readonly error?: any;
}

export interface App extends AsyncDisposable {
  readonly host: HostProcess;
  readonly get: (path: string, headers?: Readonly<Record<string, string>>) => Promise<Answer>;
  readonly post: (
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Answer>;
  readonly send: (
    method: string,
    path: string,
    body?: unknown,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Answer>;
  readonly status: () => Promise<StatusView>;
  /** Invokes the timer function by hand; resolves when the host has accepted it. */
  readonly tick: () => Promise<void>;
  /** The first status that fits. */
  readonly statusWhen: (fits: (status: StatusView) => boolean) => Promise<StatusView>;
}

/** As on Azure: whoever sends a key holds it, although the local host asks for none, and addresses are forwarded. */
export const asOnAzure = { WEBSITE_SITE_NAME: 'jamkerja', AZURE_FUNCTIONS_ENVIRONMENT: 'Production' };
/** No timer fires by itself in the life of a test: tests tick by hand. */
export const neverByItself = '0 0 0 1 1 *';
export const everySecond = '* * * * * *';
/** Nothing listens there: a check of the connection, asked for hundreds of times, costs no login each time. */
export const noSqlServer = { SQL_PORT: '9' };

const quick = {
  TICK_SCHEDULE: everySecond,
  START_DELAY_SECONDS: '0',
  RETRY_DELAYS_MINUTES: '0.002',
  LEASE_RENEW_SECONDS: '0.2',
  // Outlives every test, however busy the machine is: a test that wants it over calls expireLease.
  LEASE_EXPIRY_SECONDS: '3000',
  SQL_CONNECT_RETRY_SECONDS: '0.01',
  SQL_CONNECT_TIMEOUT_SECONDS: '15',
  FORCE_COOLDOWN_SECONDS: '0',
  RATE_LIMIT_PER_MINUTE: '1000000',
  SQL_CONNECTION_STRING: undefined,
  NODE_ENV: undefined,
};

export async function startApp(options: AppOptions): Promise<App> {
  const { storage, sql, env = {}, args = [], root = inject('appRoot'), main } = options;
  const host = await startHost({
    root,
    main,
    args: ['--drain-seconds', '1', ...args],
    env: {
      ...quick,
      AzureWebJobsStorage: storage.connectionString,
      TABLE_NAME: storage.table,
      ...variablesFor(sql),
      ...env,
    },
  });
  const call = async (method: string, path: string, body?: unknown, headers = {}): Promise<Answer> => {
    const json = body === undefined ? {} : { 'content-type': 'application/json' };
    const response = await fetch(host.url(path), {
      method,
      headers: { ...json, ...headers },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = /^application\/json\b/.test(response.headers.get('content-type') ?? '');
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : {} };
  };
  const status = async (): Promise<StatusView> => (await call('GET', '/scheduler/status')).body.data;
  return {
    host,
    get: (path, headers) => call('GET', path, undefined, headers),
    post: (path, body, headers) => call('POST', path, body, headers),
    send: call,
    status,
    tick: async () => {
      await fetch(host.url('/admin/functions/tick'), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      });
    },
    statusWhen: async (fits) => {
      const last = await until(status, fits, () => host.lines().slice(-30).join('\n'));
      return last;
    },
    [Symbol.asyncDispose]: () => host[Symbol.asyncDispose](),
  };
}

/** Far beyond what anything here takes: it only turns a hang into a message. */
const patienceMs = 100_000;

/** Asks until the answer fits: soon at first, then ever more rarely, because each question costs what others wait for. */
export async function until<T>(
  ask: () => T | Promise<T>,
  fits: (answer: T) => boolean,
  context: () => string = () => '',
): Promise<T> {
  const end = Date.now() + patienceMs;
  for (let pause = 20; ; pause = Math.min(pause * 1.5, 250)) {
    const answer = await ask();
    if (fits(answer)) return answer;
    if (Date.now() > end) {
      throw new Error(
        `waited in vain; the last answer was ${JSON.stringify(answer, undefined, 1)}\n${context()}`,
      );
    }
    await wait(pause);
  }
}
