/** Limits that hold because they are in the table: for all processes, and for hundreds of requests at once. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Answer, type App, asOnAzure, neverByItself, startApp, until } from '../support/app.ts';
import { postRaw } from '../support/refused-over-http.ts';
import { startSurroundings, type Surroundings } from '../support/surroundings.ts';
import { stateOf } from '../support/table-rows.ts';

const manual = { TICK_SCHEDULE: neverByItself, START_DELAY_SECONDS: '86400' };
const retryAfter = ({ headers }: Answer): number => Number(headers.get('retry-after'));

function sendFeed(app: App, length: number): Promise<Answer> {
  const feed = '2026-12-25 Hari Natal\n# '.padEnd(length, 'x');
  return postRaw(app, '/scheduler/schedule/calendar', feed, { 'content-type': 'text/plain' });
}

interface Pair extends AsyncDisposable {
  readonly world: Surroundings;
  readonly one: App;
  readonly other: App;
}

async function startPair(env: Readonly<Record<string, string | undefined>>): Promise<Pair> {
  await using stack = new AsyncDisposableStack();
  const world = stack.use(await startSurroundings());
  const options = { ...world, env: { ...manual, ...env } };
  const [one, other] = await Promise.all([startApp(options), startApp(options)]);
  stack.use(one);
  stack.use(other);
  const held = stack.move();
  return { world, one, other, [Symbol.asyncDispose]: () => held.disposeAsync() };
}

/** As long a cool-down as an app has whose settings do not say. */
const usualCoolDown = { FORCE_COOLDOWN_SECONDS: undefined };

describe('the cool-down between forced runs', () => {
  it('outlasts the run, holds for every process, and says when it is over', async () => {
    await using pair = await startPair(usualCoolDown);
    const { one, other } = pair;
    expect((await one.post('/scheduler/force-execute')).status).toBe(202);
    await one.tick();
    await one.statusWhen(({ execution_count }) => execution_count === 1);
    for (const app of [one, other]) {
      const refused = await app.post('/scheduler/force-execute');
      expect({ status: refused.status, code: refused.body.error.code }).toEqual({
        status: 429,
        code: 'cooling_down',
      });
      expect(retryAfter(refused)).toBeGreaterThan(0);
      expect(refused.body.error.message).toContain(
        `is accepted in ${retryAfter(refused)} s (FORCE_COOLDOWN_SECONDS)`,
      );
    }
    expect((await other.status()).execution_count).toBe(1);
  });

  it('ends on time', async () => {
    await using world = await startSurroundings();
    await using app = await startApp({ ...world, env: { ...manual, FORCE_COOLDOWN_SECONDS: '2' } });
    await app.post('/scheduler/force-execute');
    await app.tick();
    await app.statusWhen(({ execution_count }) => execution_count === 1);
    const accepted = await until(
      () => app.post('/scheduler/force-execute'),
      ({ status }) => status !== 429,
    );
    expect(accepted.status).toBe(202);
  });
});

describe('the rate limit for commands', () => {
  let pair: Pair;
  beforeAll(async () => {
    pair = await startPair({ ...asOnAzure, RATE_LIMIT_PER_MINUTE: '5' });
  });
  afterAll(async () => pair?.[Symbol.asyncDispose]());

  it('counts across processes, and does not affect queries', async () => {
    const { world, one, other } = pair;
    const statuses: number[] = [];
    for (let sent = 0; sent < 5; sent += 1) {
      const app = sent % 2 === 0 ? one : other;
      statuses.push((await app.post('/scheduler/stop', { reason: `number ${sent}` })).status);
    }
    expect(statuses).toEqual([200, 200, 200, 200, 200]);
    const before = await stateOf(world.storage);
    for (const app of [one, other]) {
      const refused = await app.post('/scheduler/start');
      expect({ status: refused.status, code: refused.body.error.code }).toEqual({
        status: 429,
        code: 'too_many_requests',
      });
      expect(retryAfter(refused)).toBeGreaterThan(0);
      expect(retryAfter(refused)).toBeLessThanOrEqual(60);
      expect(refused.body.error.message).toContain('at most 5 a minute (RATE_LIMIT_PER_MINUTE)');
      expect((await app.get('/scheduler/status')).status).toBe(200);
      const document = { rule: { kind: 'paused' }, time_zone: 'UTC', days_back: 0 };
      const put = await app.send('PUT', '/scheduler/schedule', { document }, { 'if-match': '*' });
      expect(put).toMatchObject({ status: 429, body: { error: { code: 'too_many_requests' } } });
      expect((await app.get('/scheduler/schedule')).body.data.revision).toBe(0);
      // A question changes nothing, and is not counted.
      expect((await app.post('/scheduler/schedule/preview', { document })).status).toBe(200);
    }
    expect(await stateOf(world.storage)).toEqual(before);
  });

  it('counts each caller separately', async () => {
    const key = { 'x-functions-key': 'another' };
    expect((await pair.one.post('/scheduler/start', {}, key)).status).toBe(200);
  });

  it('does not count malformed requests', async () => {
    const headers = { 'x-functions-key': 'x', 'content-type': 'text/plain' };
    for (let sent = 0; sent < 10; sent += 1) {
      expect((await postRaw(pair.one, '/scheduler/stop', 'x', headers)).status).toBe(415);
    }
    expect((await pair.one.post('/scheduler/start', {}, { 'x-functions-key': 'x' })).status).toBe(200);
  });

  it('has a counterpart for reads: of a hundred at once some are refused, and the health check answers meanwhile', async () => {
    const asked = Array.from({ length: 100 }, () => pair.one.get('/scheduler/runs?outcome=lost'));
    const health = await pair.one.get('/scheduler/health');
    expect(health.status).toBe(200);
    const answers = await Promise.all(asked);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 429]));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.map(({ body }) => body.error.code)).toContain('too_many_requests');
    expect(refused.map(retryAfter)).toEqual(refused.map(() => 1));
    expect((await pair.one.get('/scheduler/runs?outcome=lost')).status).toBe(200);
  });

  it('accepts a body of 16 KiB for checking, and none larger', async () => {
    const json = { 'content-type': 'application/json' };
    const statuses: number[] = [];
    for (const length of [16_384, 16_385, 262_144, 262_145, 5_000_000]) {
      const body = JSON.stringify({ reason: 'x'.repeat(length - 13) });
      const init = { method: 'POST', body, headers: json };
      statuses.push((await fetch(pair.one.host.url('/scheduler/stop'), init)).status);
    }
    // Beyond 256 KiB the host fails the invocation before the app sees it.
    expect(statuses).toEqual([400, 413, 413, 500, 500]);
  });

  it('takes a calendar of 240 KiB, and says of a larger one how long it may be', async () => {
    const taken = await sendFeed(pair.one, 245_760);
    expect(taken.body.data.days).toEqual([{ date: '2026-12-25', name: 'Hari Natal' }]);
    const refused = await sendFeed(pair.one, 245_761);
    expect(refused).toMatchObject({ status: 413, body: { error: { code: 'body_too_large' } } });
    expect(refused.body.error.message).toBe('body: expected at most 245760 bytes, got 245761');
  });
});

describe('two hundred requests for a run at once, to two processes', () => {
  it.each([
    ['a rate limit that lets them all through', { RATE_LIMIT_PER_MINUTE: '1000000' }],
    ['the usual rate limit', { RATE_LIMIT_PER_MINUTE: undefined }],
  ])('give one run and 199 answers that say why not, with %s', async (_, env) => {
    await using pair = await startPair({ ...usualCoolDown, ...env });
    const { world, one, other } = pair;
    const requests = Array.from({ length: 200 }, (__, index) =>
      (index % 2 === 0 ? one : other).post('/scheduler/force-execute', { reason: `request ${index}` }),
    );
    const answers = await Promise.all(requests);
    const accepted = answers.filter(({ status }) => status === 202);
    const refused = answers.filter(({ status }) => status !== 202);
    expect(accepted).toHaveLength(1);
    expect(refused).toHaveLength(199);
    for (const answer of refused) {
      const { code, message } = answer.body.error;
      expect(`${answer.status} ${code}`).toMatch(/^(409 run_active|429 cooling_down|429 too_many_requests)$/);
      expect(message).toMatch(
        /wait for its end or cancel it first|FORCE_COOLDOWN_SECONDS|RATE_LIMIT_PER_MINUTE/,
      );
      expect(answer.status === 409 || retryAfter(answer) > 0).toBe(true);
    }
    await Promise.all([one.tick(), other.tick()]);
    const status = await one.statusWhen(({ execution_count }) => execution_count === 1);
    expect(status.last_run_id).toBe(accepted[0]?.body.data.run_id);
    expect(world.sql.executions).toHaveLength(1);
    expect((await one.get('/scheduler/runs')).body.data.runs).toHaveLength(1);
  });
});
