import { describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../src/core/job/audit.ts';
import { type App, type AppOptions, asOnAzure, startApp } from '../support/app.ts';
import { forgedAs, type Headers, startUnprotected } from '../support/guarded.ts';
import { quiet, shared } from '../support/stage.ts';
import { startSurroundings } from '../support/surroundings.ts';

interface Request {
  readonly path: string;
  readonly body: unknown;
  readonly other: unknown;
}

const requests: readonly Request[] = [
  { path: '/scheduler/stop', body: { reason: 'a' }, other: { reason: 'b' } },
  { path: '/scheduler/start', body: {}, other: { reason: 'b' } },
  { path: '/scheduler/set-interval', body: { hours: 6 }, other: { hours: 7 } },
  { path: '/scheduler/force-execute', body: { reason: 'a' }, other: {} },
];

async function raw(app: App, path: string, body: unknown, key: string, headers = {}) {
  const response = await fetch(app.host.url(path), {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': key, ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, text: await response.text() };
}

describe('an Idempotency-Key', () => {
  const two = shared(async (stack) => {
    const world = stack.use(await startSurroundings());
    const options = { ...world, env: { ...quiet, RATE_LIMIT_PER_MINUTE: '1000' } };
    return { one: stack.use(await startApp(options)), another: stack.use(await startApp(options)) };
  });

  it.each(requests)(
    'gives the same request to $path the same answer, and another one 422',
    async ({ path, body, other }) => {
      const { one, another } = two();
      const key = `k-1-${path.slice(11)}`;
      const first = await raw(one, path, body, key);
      expect(first.status).toBeLessThan(300);
      // The state moves on in between; the answer does not.
      await one.post('/scheduler/set-interval', { hours: 12 });
      await one.post('/scheduler/stop', { reason: 'meanwhile' });
      expect(await raw(another, path, body, key)).toEqual(first);
      expect((await one.status()).paused?.reason).toBe('meanwhile');

      const reused = await raw(one, path, other, key);
      expect(reused.status).toBe(422);
      expect(JSON.parse(reused.text).error.code).toBe('idempotency_key_reused');
    },
  );

  it('covers cancelling a run, too', async () => {
    await using world = await startSurroundings();
    await using app = await startApp({ ...world, env: quiet });
    const { body } = await app.post('/scheduler/force-execute');
    const path = `${body.data.url}/cancel`;
    const first = await raw(app, path, {}, 'k-2');
    expect(first.status).toBe(200);
    expect(await raw(app, path, {}, 'k-2')).toEqual(first);
    expect((await raw(app, path, { reason: 'b' }, 'k-2')).status).toBe(422);
  });

  it('covers force-unlock, and takes the lease once', async () => {
    await using world = await startSurroundings();
    world.sql.setFault({ kind: 'endless-messages', times: 1 });
    await using app = await startApp({ ...world, env: quiet });
    await app.post('/scheduler/force-execute');
    await app.tick();
    await app.statusWhen(({ current_run }) => current_run?.state === 'running');
    const path = '/scheduler/force-unlock';
    const first = await raw(app, path, { reason: 'it hangs' }, 'k-3');
    expect(first.status).toBe(200);
    expect(await raw(app, path, { reason: 'it hangs' }, 'k-3')).toEqual(first);
    expect((await raw(app, path, { reason: 'another' }, 'k-3')).status).toBe(422);
    const { body } = await app.get('/scheduler/audit');
    const unlocked = body.data.entries.filter(({ action }: AuditEntry) => action === 'force_unlock');
    expect(unlocked).toHaveLength(1);
  });

  it('belongs to one route', async () => {
    const { one } = two();
    expect((await raw(one, '/scheduler/stop', { reason: 'mine' }, 'k-4')).status).toBe(200);
    expect((await raw(one, '/scheduler/start', { reason: 'mine' }, 'k-4')).status).toBe(422);
  });

  it('makes one run of requests repeated before the first was answered', async () => {
    await using world = await startSurroundings();
    await using one = await startApp({ ...world, env: quiet });
    await using other = await startApp({ ...world, env: quiet });
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        raw(index % 2 === 0 ? one : other, '/scheduler/force-execute', {}, 'k-5'),
      ),
    );
    // Some may lose the race for the count of the caller's requests, and be asked to come again.
    const answered = answers.filter(({ status }) => status !== 429);
    expect(answered.length).toBeGreaterThan(1);
    expect(new Set(answered.map(({ status, text }) => `${status} ${text}`)).size).toBe(1);
    expect((await one.get('/scheduler/runs')).body.data.runs).toHaveLength(1);
  });
});

interface Two {
  readonly start: (options: AppOptions) => Promise<App>;
  readonly callers: readonly [Headers, Headers];
  readonly names: readonly [unknown, unknown];
  readonly ids: readonly [unknown, unknown];
}

const keyNamed = expect.stringMatching(/^function key [0-9a-f]{8}$/);
const keyed = expect.stringMatching(/^key:[0-9a-f]{16}$/);
const own = { 'x-requested-with': 'test' };
const pairs: Readonly<Record<string, Two>> = {
  'the holders of two function keys': {
    start: startApp,
    callers: [{ 'x-functions-key': 'keyA' }, { 'x-functions-key': 'keyB' }],
    names: [keyNamed, keyNamed],
    ids: [keyed, keyed],
  },
  'two users of the same name': {
    start: startUnprotected,
    callers: [
      { ...own, ...forgedAs('operator', 'Budi', 'oid-1') },
      { ...own, ...forgedAs('operator', 'Budi', 'oid-2') },
    ],
    names: ['Budi', 'Budi'],
    ids: ['user:aad::oid-1', 'user:aad::oid-2'],
  },
};

describe.each(Object.entries(pairs))('%s', (_, { start, callers: [a, b], names, ids }) => {
  it('share neither an idempotent answer, nor a rate, nor an identity in the audit', async () => {
    await using world = await startSurroundings();
    await using app = await start({ ...world, env: { ...quiet, ...asOnAzure, RATE_LIMIT_PER_MINUTE: '3' } });
    const ask = (path: string, headers: Headers) => raw(app, `/scheduler/${path}`, {}, `k-${path}`, headers);
    const stopped = await ask('stop', a);
    expect((await ask('start', a)).status).toBe(200);
    // A's answer to A, although the scheduler runs; to B, the truth.
    expect((await ask('stop', a)).text).toBe(stopped.text);
    expect((await app.get('/scheduler/status', b)).body.data.paused).toBeNull();
    expect((await ask('stop', b)).status).toBe(200);
    expect((await app.get('/scheduler/status', b)).body.data.paused).toMatchObject({ by_id: ids[1] });
    expect((await ask('start', a)).status).toBe(429);
    expect((await ask('start', b)).status).toBe(200);

    const { entries } = (await app.get('/scheduler/audit', b)).body.data;
    const told: readonly AuditEntry[] = entries.toReversed();
    expect(told.map(({ actor, actorId }) => [actor, actorId])).toEqual(
      ([0, 0, 1, 1] as const).map((who) => [names[who], ids[who]]),
    );
    expect(new Set(told.map(({ actorId }) => actorId)).size).toBe(2);
    const me = await Promise.all([a, b].map((headers) => app.get('/scheduler/me', headers)));
    expect(me.map(({ body }) => body.data.id)).toEqual([told[0]?.actorId, told[3]?.actorId]);
  });
});
