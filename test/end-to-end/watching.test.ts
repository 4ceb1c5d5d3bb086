/** What is only looked at: the schedule with its next slots, who is asking, and answers that are asked for again. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, neverByItself, startApp } from '../support/app.ts';
import { startSignedIn } from '../support/guarded.ts';
import { startSurroundings, type Surroundings } from '../support/surroundings.ts';
import { stateOf } from '../support/table-rows.ts';

const quiet = { TICK_SCHEDULE: neverByItself, START_DELAY_SECONDS: '86400' };
let world: Surroundings;
let app: App;
beforeAll(async () => {
  world = await startSurroundings();
  app = await startApp({ ...world, env: quiet });
});
afterAll(async () => {
  await app?.[Symbol.asyncDispose]();
  await world?.[Symbol.asyncDispose]();
});

const schedule = async (query = '') => (await app.get(`/scheduler/schedule${query}`)).body.data;
const slotsOf = ({ slots }: { readonly slots: readonly { readonly at: string }[] }) =>
  slots.map(({ at }) => at);

describe('the schedule', () => {
  it('is shown before the first tick as that tick will write it', async () => {
    const told = await schedule();
    expect(told).toMatchObject({
      job: 'spJamkerja',
      procedure: 'dbo.spJamkerja',
      rule: { kind: 'interval', hours: 3, after: 'finish', time_zone: 'Asia/Jakarta' },
      in_force: true,
      paused: null,
      usual_duration: null,
      limits: { run_timeout_seconds: 5400, range_max_days: 31 },
    });
    expect(told.slots).toHaveLength(20);
  });

  it('previews another interval exactly as it then turns out, without changing anything', async () => {
    await app.post('/scheduler/start');
    const before = await stateOf(world.storage);
    const tried = await schedule('?hours=1.5&after=start');
    expect(tried).toMatchObject({ in_force: false, rule: { hours: 1.5, after: 'start' } });
    expect(await stateOf(world.storage)).toEqual(before);
    expect(slotsOf(tried)).not.toEqual(slotsOf(await schedule()));

    await app.post('/scheduler/set-interval', { hours: 1.5, after: 'start' });
    const made = await schedule();
    expect(made).toMatchObject({ in_force: true, changed_by: 'anonymous' });
    // Both count from when they were asked for: the trial came first.
    const apart = slotsOf(made).map((at, index) => Date.parse(at) - Date.parse(slotsOf(tried)[index] ?? ''));
    expect(new Set(apart).size).toBe(1);
    expect((await app.status()).next_execution_time).toBe(slotsOf(made)[0]);
  });

  it.each(['?hours=0.4', '?hours=25', '?hours=six', '?hours=', '?hours=1e1', '?after=never', '?count=3'])(
    'refuses %s',
    async (query) => {
      expect(await app.get(`/scheduler/schedule${query}`)).toMatchObject({
        status: 400,
        body: { error: { code: 'invalid_request' } },
      });
    },
  );

  it('shows the usual duration once a run has succeeded', async () => {
    await app.post('/scheduler/force-execute');
    await app.tick();
    await app.statusWhen(({ success_count }) => success_count === 1);
    expect((await schedule()).usual_duration).toEqual({
      runs: 1,
      median_seconds: expect.any(Number),
      p95_seconds: null,
    });
  });
});

describe('a repeated query', () => {
  it.each(['status', 'runs', 'audit', 'schedule', 'me'])(
    'of %s has no body as long as there is nothing new',
    async (name) => {
      const first = await fetch(app.host.url(`/scheduler/${name}`));
      const tag = first.headers.get('etag') ?? '';
      const again = await fetch(app.host.url(`/scheduler/${name}`), {
        headers: { 'if-none-match': `"other", ${tag}` },
      });
      expect([again.status, again.headers.get('etag'), await again.text()]).toEqual([304, tag, '']);
    },
  );

  it('gets a new answer when something has changed in between', async () => {
    const tagOf = async (known: string) => {
      const headers = { 'if-none-match': known };
      const { status, headers: told } = await fetch(app.host.url('/scheduler/status'), { headers });
      return { status, tag: told.get('etag') ?? '' };
    };
    const first = await tagOf('');
    expect(await tagOf(first.tag)).toEqual({ status: 304, tag: first.tag });
    await app.post('/scheduler/stop', { reason: 'closing' });
    const second = await tagOf(first.tag);
    expect(second.status).toBe(200);
    await app.post('/scheduler/start');
    expect((await tagOf(second.tag)).status).toBe(200);
  });
});

const allowed = (needs: string) => ({ needs, allowed: true });

describe('who is asking', () => {
  it('is nobody with a key that this host does not check, and may do everything', async () => {
    const { body } = await app.get('/scheduler/me', { 'x-functions-key': 'whatever' });
    expect(body.data).toMatchObject({ id: 'anonymous', name: 'anonymous', role: 'admin' });
  });

  it('may do what the role allows, and learns which role the rest needs', async () => {
    await using guarded = await startSignedIn({ ...world, env: quiet });
    const told = async (role: 'reader' | 'operator' | 'admin') =>
      (await guarded.app.get('/scheduler/me', guarded.as[role])).body.data;
    expect(await told('reader')).toMatchObject({
      name: 'reader@example.com',
      role: 'reader',
      permissions: { start: { needs: 'operator', allowed: false } },
    });
    expect(await told('operator')).toMatchObject({
      role: 'operator',
      permissions: {
        cancel: allowed('operator'),
        setInterval: { needs: 'admin', allowed: false },
      },
    });
    expect((await told('admin')).permissions).toEqual({
      start: allowed('operator'),
      stop: allowed('operator'),
      forceExecute: allowed('operator'),
      cancel: allowed('operator'),
      setInterval: allowed('admin'),
      setSchedule: allowed('admin'),
      forceUnlock: allowed('admin'),
      muteChannel: allowed('operator'),
      planBackfill: allowed('operator'),
      pauseBackfill: allowed('operator'),
      resumeBackfill: allowed('operator'),
      cancelBackfill: allowed('operator'),
      testChannels: allowed('operator'),
      closePeriod: allowed('admin'),
      reopenPeriod: allowed('admin'),
      tellPending: allowed('operator'),
      noteRun: allowed('operator'),
    });
  });
});
