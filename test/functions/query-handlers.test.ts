/** What the GET routes answer, over a table in memory. */
import { gunzipSync } from 'node:zlib';
import { HttpRequest, type HttpResponseInit } from '@azure/functions';
import { expect, test } from 'vitest';
import { z } from 'zod';
import type { Identity } from '../../src/core/identity.ts';
import type { RateWindow } from '../../src/core/job/rate-limit.ts';
import type { PreflightFacts } from '../../src/core/preflight/preflight-facts.ts';
import { milliseconds } from '../../src/core/time/time.ts';
import type { QueryName } from '../../src/api/queries.ts';
import { queryHandlers } from '../../src/functions/query-handlers.ts';
import type { AuditPage } from '../../src/core/job/history.ts';
import type { SchedulerStore } from '../../src/ports.ts';
import { recordingLog } from '../operations/support/recording-log.ts';
import { createWorld, type TestWorld } from '../operations/support/world.ts';
import { settingsWith, start } from '../support/core-samples.ts';
import { sampleFinishedRun } from '../support/sample-records.ts';
import { writeRuns } from '../support/store-contract/rows.ts';
import { withJson } from './support/with-json.ts';

const sha256 = () => '0'.repeat(64);
const siti = { kind: 'known', actor: { id: 'user:aad::siti', name: 'siti' } } as const;
const run = sampleFinishedRun('succeeded');
const entry = {
  sequence: 1,
  at: start,
  actor: 'siti',
  from: 'unknown',
  action: 'start',
  reason: 'closing',
  before: 'null',
  after: 'null',
  previous: '',
  hash: 'a',
} as const;
const audit: AuditPage = { entries: [entry] };
const withAudit = () => ({ listAudit: async () => audit });

async function dataOf(
  { world }: TestWorld,
  name: QueryName,
  id = '',
  identity: Identity = siti,
): Promise<unknown> {
  const request = new HttpRequest({ method: 'GET', url: 'http://app/', params: { id } });
  const { log } = recordingLog();
  const answer = await queryHandlers[name]({
    request,
    world,
    log,
    identity,
    role: 'reader',
    from: 'unknown',
  });
  return 'kind' in answer ? answer : withJson(answer).jsonBody;
}

const instantsIn = (data: unknown): readonly string[] =>
  JSON.stringify(data).match(/\d{4}-\d\d-\d\dT[\d:.]+(Z|[+-]\d\d:\d\d)/g) ?? [];

test.each(['status', 'runs', 'run', 'audit', 'schedule'] as const)(
  '%s shows times in the zone of the stored schedule, also when the setting names another one',
  async (name) => {
    const there = createWorld({
      settings: settingsWith({ TIME_ZONE: 'Europe/Berlin' }),
      sha256,
      store: withAudit,
    });
    expect(there.control().config.timeZone).toBe('Asia/Jakarta');
    await writeRuns(there.store, [run]);
    const instants = instantsIn(await dataOf(there, name, run.id));
    expect(instants).not.toEqual([]);
    expect(instants.filter((each) => !each.endsWith('+07:00'))).toEqual([]);
  },
);

test('the page of runs and the zone of the schedule are read at the same time', async () => {
  const events: string[] = [];
  const traced =
    <A extends readonly unknown[], R>(name: string, call: (...args: A) => Promise<R>) =>
    async (...args: A): Promise<R> => {
      events.push(`${name} asked`);
      const result = await call(...args);
      events.push(`${name} answered`);
      return result;
    };
  const store = ({ read, listRuns }: SchedulerStore) => ({
    read: traced('rows', read),
    listRuns: traced('runs', listRuns),
  });
  await dataOf(createWorld({ sha256, store }), 'runs');
  expect(events.slice(0, 2).toSorted()).toEqual(['rows asked', 'runs asked']);
  expect(events.slice(2).toSorted()).toEqual(['rows answered', 'runs answered']);
});

test('health asks the table once a second at most, however many ask, and says when it does not answer', async () => {
  let reads = 0;
  let broken = false;
  const store = ({ read }: SchedulerStore) => ({
    read: () => {
      reads += 1;
      return broken ? Promise.reject(new Error('no table')) : read();
    },
  });
  const there = createWorld({ store });
  await Promise.all(Array.from({ length: 50 }, () => dataOf(there, 'health')));
  await dataOf(there, 'health');
  expect(reads).toBe(1);
  broken = true;
  const failing = createWorld({ store });
  const answers = await Promise.allSettled(Array.from({ length: 50 }, () => dataOf(failing, 'health')));
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 50 }, () => 'rejected'));
  expect(reads).toBe(2);
});

const inspect = async (): Promise<PreflightFacts> => ({
  target: {
    host: 'sql1',
    port: 1433,
    database: 'HR',
    login: 'app',
    encryption: 'on',
    trustsAnyCertificate: false,
    lockName: 'spJamkerja',
  },
  name: { kind: 'failed', reason: 'ENOTFOUND', took: milliseconds(3) },
});

test('the check of the connection counts against the rate limit of its caller, and says when to come back', async () => {
  const settings = settingsWith({ RATE_LIMIT_PER_MINUTE: '1' });
  let window: RateWindow | undefined;
  const store = (): Partial<SchedulerStore> => ({
    readRate: async () => window && { window, version: '1' },
    writeRate: async (_, next) => {
      window = next;
      return 'written';
    },
  });
  const there = createWorld({ settings, store, inspector: { inspect } });
  expect(await dataOf(there, 'preflight')).toMatchObject({
    success: true,
    data: {
      level: 'wrong',
      findings: [{ check: 'name', code: 'name_unknown', remedy: { en: expect.any(String) } }],
    },
  });
  expect(await dataOf(there, 'preflight')).toMatchObject({ kind: 'refused', code: 'too_many_requests' });
});

const unreadable = { keySalt: async () => Promise.reject(new Error('the salt cannot be read')) };

test('only what names the holder of a function key needs the salt: all else answers without it', async () => {
  const there = createWorld({ sha256, store: () => ({ ...withAudit(), ...unreadable }) });
  const asked = (name: QueryName) => dataOf(there, name, '', { kind: 'key', key: 'k' });
  for (const name of ['health', 'status', 'runs', 'audit', 'schedule'] as const) {
    expect(await asked(name)).toMatchObject({ success: true });
  }
  await expect(asked('me')).rejects.toThrow('the salt cannot be read');
});

test('the description is made once, compressed for whoever takes it, and not sent to whoever has it', async () => {
  const { world } = createWorld({ sha256 });
  const { log } = recordingLog();
  const ask = async (headers: Readonly<Record<string, string>>): Promise<HttpResponseInit> => {
    const request = new HttpRequest({ method: 'GET', url: 'http://app/', headers });
    const answer = await queryHandlers.openapi({
      request,
      world,
      log,
      identity: siti,
      role: 'reader',
      from: 'unknown',
    });
    if ('kind' in answer) throw new Error(answer.message);
    return answer;
  };
  const [plain, again] = [await ask({}), await ask({})];
  expect(plain).toMatchObject({ status: 200, headers: { 'Content-Type': 'application/json' } });
  expect(JSON.parse(String(plain.body))).toMatchObject({ openapi: '3.1.1' });
  expect(again.body).toBe(plain.body);
  const zipped = await ask({ 'accept-encoding': 'br, gzip' });
  expect(zipped.headers).toMatchObject({ 'Content-Encoding': 'gzip', Vary: 'Accept-Encoding' });
  const bytes = z.instanceof(Uint8Array).parse(zipped.body);
  expect(gunzipSync(bytes).toString('utf8')).toBe(plain.body);
  expect(bytes.length).toBeLessThan(String(plain.body).length / 4);
  expect((await ask({ 'accept-encoding': 'gzip' })).body).toBe(zipped.body);
  const known = await ask({ 'if-none-match': z.object({ ETag: z.string() }).parse(plain.headers).ETag });
  expect(known).toEqual({ status: 304, headers: expect.objectContaining({ Vary: 'Accept-Encoding' }) });
});
