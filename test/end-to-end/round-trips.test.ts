import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type Answer, type App, neverByItself, startApp, until } from '../support/app.ts';
import { startSurroundings, type Surroundings } from '../support/surroundings.ts';
import { startTableProxy, type TableProxy } from '../support/table-proxy.ts';

const readRows = { method: 'GET', path: expect.stringMatching(/^\/T[0-9a-f]{32}\(\)$/) };
/** The first count of a caller creates a row, the later ones change it. */
const withoutRate = ({ requests }: TableProxy) =>
  requests.filter(
    ({ method, path }) => !path.includes("RowKey='rate-") && !/^POST \/T\w+$/.test(`${method} ${path}`),
  );

describe('table round trips, counted on the wire', () => {
  let world: Surroundings;
  let proxy: TableProxy;
  let app: App;
  beforeAll(async () => {
    world = await startSurroundings();
    proxy = await startTableProxy({ port: inject('azuritePort') });
    // No heartbeat falls into the counting: the procedure ends long before the first one.
    const env = {
      TICK_SCHEDULE: neverByItself,
      START_DELAY_SECONDS: '86400',
      LEASE_RENEW_SECONDS: '30',
      LEASE_EXPIRY_SECONDS: '120',
      // With a channel and nothing to say, everything costs what it costs without one. Nobody listens there.
      WEBHOOK_URL: 'http://127.0.0.1:9/',
      WEBHOOK_LEAST_SEVERITY: 'critical',
      WEBHOOK_SECRETS: `whsec_${'a'.repeat(32)}`,
    };
    app = await startApp({
      storage: { ...world.storage, connectionString: proxy.connectionString },
      sql: world.sql,
      env,
    });
    await app.tick();
    await app.host.waitForLine(/SpJamkerjaScheduler initialized/);
    await app.statusWhen(({ reason }) => reason.code === 'waiting_for_slot');
  });
  afterAll(async () => {
    await app?.[Symbol.asyncDispose]();
    await proxy?.stop();
    await world?.[Symbol.asyncDispose]();
  });

  it('a status request costs one', async () => {
    proxy.clear();
    await app.status();
    expect(proxy.requests).toEqual([expect.objectContaining({ method: 'GET' })]);
  });

  it('the metrics cost one', async () => {
    proxy.clear();
    expect(await app.get('/scheduler/metrics')).toMatchObject({ status: 200 });
    expect(proxy.requests).toEqual([expect.objectContaining({ method: 'GET' })]);
  });

  it('an idle tick costs one', async () => {
    proxy.clear();
    await app.tick();
    await until(
      () => proxy.requests.length,
      (count) => count > 0,
    );
    // The status request comes after the tick's only read, on the same worker.
    await app.status();
    expect(proxy.requests.map(({ method }) => method)).toEqual(['GET', 'GET']);
  });

  const document = { rule: { kind: 'interval', hours: 6 }, time_zone: 'Asia/Jakarta', days_back: 1 };
  const day = 86_400_000;
  const [yesterday, tomorrow] = [-day, day].map((from) => new Date(Date.now() + from).toISOString());
  const asked: readonly (readonly [what: string, requests: number, ask: () => Promise<Answer>])[] = [
    [
      'the schedule: its rows, and the runs that tell the usual duration',
      2,
      () => app.get('/scheduler/schedule'),
    ],
    ['a preview, the same', 2, () => app.post('/scheduler/schedule/preview', { document })],
    ['the feed of slots, the same', 2, () => app.get('/scheduler/slots.ics')],
    [
      'a calendar, one: which day it is',
      1,
      () => app.post('/scheduler/schedule/calendar', { text: '2026-12-25 Natal' }),
    ],
    ['why, of the future', 2, () => app.get(`/scheduler/why?at=${tomorrow}`)],
    ['why, of the past', 5, () => app.get(`/scheduler/why?at=${yesterday}`)],
    ['the calendar of days', 2, () => app.get('/scheduler/coverage')],
    ['the slots of a week', 5, () => app.get('/scheduler/slots')],
  ];
  it.each(asked)('%s: %d', async (_, requests, ask) => {
    // The first question of a caller may need the salt that tells callers apart.
    expect((await ask()).status).toBe(200);
    proxy.clear();
    await ask();
    expect(proxy.requests.map(({ method }) => method)).toEqual(Array.from({ length: requests }, () => 'GET'));
  });

  it('a changed schedule costs what every command does: the count of the caller, two reads and one transaction', async () => {
    const put = ['PUT', '/scheduler/schedule', { document }, { 'if-match': '"0"' }] as const;
    proxy.clear();
    expect((await app.send(...put)).status).toBe(200);
    expect(withoutRate(proxy)).toEqual([readRows, readRows, { method: 'POST', path: '/$batch' }]);
    expect(proxy.requests).toHaveLength(5);
    proxy.clear();
    // Refused: it has been changed.
    expect((await app.send(...put)).status).toBe(412);
    expect(withoutRate(proxy)).toEqual([readRows]);
    expect(proxy.requests).toHaveLength(3);
  });

  it('a run costs one read, one transaction to start, one renewal before EXEC, one read of the ledger and one transaction to finish', async () => {
    await app.post('/scheduler/force-execute');
    proxy.clear();
    await app.tick();
    await app.host.waitForLine(/completed successfully/);
    const transaction = { method: 'POST', path: '/$batch' };
    const renewal = { method: 'PUT', path: expect.stringContaining("RowKey='control-lease'") };
    const read = expect.objectContaining({ method: 'GET' });
    expect(proxy.requests).toEqual([read, transaction, renewal, read, transaction]);
  });
});
