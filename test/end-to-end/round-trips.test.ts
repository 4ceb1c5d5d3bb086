import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type Answer, type App, neverByItself, startApp, until } from '../support/app.ts';
import { MessageReader, packetType } from '../../local/sql-server/tds/packets.ts';
import type { QueryName } from '../../src/api/queries.ts';
import { startRelay, type TcpRelay } from '../adapters/sql-server/support/tcp-relay.ts';
import { startSurroundings, type Surroundings } from '../support/surroundings.ts';
import { startTableProxy, type TableProxy } from '../support/table-proxy.ts';

const readRows = { method: 'GET', path: expect.stringMatching(/^\/T[0-9a-f]{32}\(\)$/) };
/** The first count of a caller creates a row, the later ones change it. */
const withoutRate = ({ requests }: TableProxy) =>
  requests.filter(
    ({ method, path }) => !path.includes("RowKey='rate-") && !/^POST \/T\w+$/.test(`${method} ${path}`),
  );

const nameOf = new Map<number, string>(Object.entries(packetType).map(([name, type]) => [type, name]));
/** What the client has said over one connection, and so how many answers it has waited for. */
const messagesIn = (said: Buffer): readonly string[] =>
  new MessageReader().push(said).map(({ type }) => nameOf.get(type) ?? '?');

type Ask = Promise<Answer>;

describe('table round trips, counted on the wire', () => {
  let world: Surroundings;
  let proxy: TableProxy;
  let relay: TcpRelay;
  let app: App;
  beforeAll(async () => {
    world = await startSurroundings();
    proxy = await startTableProxy({ port: inject('azuritePort') });
    relay = await startRelay(world.sql.port);
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
      sql: { port: relay.port, user: world.sql.user, password: world.sql.password },
      env,
    });
    await app.tick();
    await app.host.waitForLine(/SpJamkerjaScheduler initialized/);
    await app.statusWhen(({ reason }) => reason.code === 'waiting_for_slot');
  });
  afterAll(async () => {
    await app?.[Symbol.asyncDispose]();
    await proxy?.stop();
    await relay?.close();
    await world?.[Symbol.asyncDispose]();
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

  it('the first command of a process costs a read more, of the end of the audit', async () => {
    proxy.clear();
    expect((await app.post('/scheduler/force-execute')).status).toBe(202);
    expect(withoutRate(proxy)).toEqual([readRows, readRows, { method: 'POST', path: '/$batch' }]);
  });

  it('a run costs, of the table, one read, one transaction to start, one renewal before EXEC, one read of the ledger and one transaction to finish; of SQL Server, two sessions with nine messages', async () => {
    proxy.clear();
    const before = relay.said().length;
    await app.tick();
    await app.host.waitForLine(/completed successfully/);
    const transaction = { method: 'POST', path: '/$batch' };
    const renewal = { method: 'PUT', path: expect.stringContaining("RowKey='control-lease'") };
    const read = expect.objectContaining({ method: 'GET' });
    expect(proxy.requests).toEqual([read, transaction, renewal, read, transaction]);
    // The log tells of the run before its session has said its last word.
    await until(relay.open, (open) => open === 0);
    expect(relay.said().slice(before).map(messagesIn)).toEqual([
      // The pool tries a connection, before it opens the one that is used.
      ['prelogin', 'login7', 'batch'],
      // Takes the applock, executes the procedure, and gives the applock back.
      ['prelogin', 'login7', 'batch', 'rpc', 'rpc', 'batch'],
    ]);
  });

  let run: string;
  const document = { rule: { kind: 'interval', hours: 6 }, time_zone: 'Asia/Jakarta', days_back: 1 };
  const day = 86_400_000;
  const calendar = { text: '2026-12-25 Natal' };
  const [yesterday, tomorrow] = [-day, day].map((from) => new Date(Date.now() + from).toISOString());
  /** By the name of each query, so that a new one has to say what it costs. Health and the runs: once a second, however often one asks. */
  const asked: Readonly<
    Record<Exclude<QueryName, 'health' | 'runs'>, readonly [requests: string, what: string, ask: () => Ask]>
  > = {
    status: ['GET', 'the control rows', () => app.get('/scheduler/status')],
    metrics: ['GET', 'the control rows', () => app.get('/scheduler/metrics')],
    me: ['', 'who asks is in the request', () => app.get('/scheduler/me')],
    openapi: ['', 'what the app is does not depend on rows', () => app.get('/scheduler/openapi.json')],
    run: [
      'GET GET GET',
      'its row, its messages and the control rows',
      () => app.get(`/scheduler/runs/${run}`),
    ],
    audit: ['GET GET', 'a page and the control rows', () => app.get('/scheduler/audit')],
    notices: ['GET GET', 'the control rows and a page', () => app.get('/scheduler/notices')],
    preflight: [
      'GET PUT GET',
      'the count of the caller, and the control rows',
      () => app.get('/scheduler/preflight'),
    ],
    days: ['GET GET', 'the control rows and the ledger', () => app.get('/scheduler/coverage')],
    backfill: ['GET', 'the control rows', () => app.get('/scheduler/backfill')],
    schedule: [
      'GET GET GET',
      'the control rows, and the runs that tell the usual duration',
      () => app.get('/scheduler/schedule'),
    ],
    previewSchedule: ['GET GET GET', 'the same', () => app.post('/scheduler/schedule/preview', { document })],
    slotsCalendar: ['GET GET GET', 'the same', () => app.get('/scheduler/slots.ics')],
    readCalendar: ['GET', 'which day it is', () => app.post('/scheduler/schedule/calendar', calendar)],
    why: ['GET GET GET GET GET', 'of the past', () => app.get(`/scheduler/why?at=${yesterday}`)],
    slots: ['GET GET GET GET GET', 'of a week', () => app.get('/scheduler/slots')],
  };
  const cases = Object.entries(asked).map(([name, [requests, what, ask]]) => ({ name, requests, what, ask }));
  it.each(cases)('$name costs $requests ($what)', async ({ requests, ask }) => {
    run ??= (await app.get('/scheduler/runs')).body.data.runs[0].id;
    // The first question of a caller may need the salt that tells callers apart.
    expect((await ask()).status).toBe(200);
    proxy.clear();
    await ask();
    expect(proxy.requests.map(({ method }) => method).join(' ')).toBe(requests);
  });

  it('a list of runs costs a page and the control rows, which serve other lists for a second', async () => {
    const costs = new Set<number>();
    const ask = async (): Promise<readonly number[]> => {
      proxy.clear();
      await app.get('/scheduler/runs?limit=20');
      return [...costs.add(proxy.requests.length)].toSorted();
    };
    await expect.poll(ask).toEqual([1, 2]);
  });

  it('why, of the future, costs three', async () => {
    proxy.clear();
    expect((await app.get(`/scheduler/why?at=${tomorrow}`)).status).toBe(200);
    expect(proxy.requests).toHaveLength(3);
  });

  it('the page costs none', async () => {
    proxy.clear();
    expect((await app.get('/scheduler/dashboard')).status).toBe(200);
    expect(proxy.requests).toEqual([]);
  });

  it('a 304 of the status costs what the status does', async () => {
    const { headers } = await app.get('/scheduler/status');
    proxy.clear();
    const again = await app.get('/scheduler/status', { 'if-none-match': headers.get('etag') ?? '' });
    expect(again.status).toBe(304);
    expect(proxy.requests).toHaveLength(1);
  });

  it('a changed schedule costs what every command does: the count of the caller, one read and one transaction', async () => {
    const put = ['PUT', '/scheduler/schedule', { document }, { 'if-match': '"0"' }] as const;
    proxy.clear();
    expect((await app.send(...put)).status).toBe(200);
    expect(withoutRate(proxy)).toEqual([readRows, { method: 'POST', path: '/$batch' }]);
    expect(proxy.requests).toHaveLength(4);
    proxy.clear();
    // Refused: it has been changed.
    expect((await app.send(...put)).status).toBe(412);
    expect(withoutRate(proxy)).toEqual([readRows]);
    expect(proxy.requests).toHaveLength(3);
  });

  it.each([
    ['stop', { reason: 'month-end closing' }],
    ['start', {}],
    ['set-interval', { hours: 5 }],
    ['backfill/pause', { reason: 'month-end closing' }],
    ['backfill/resume', {}],
  ])('%s costs the count of the caller, one read and one transaction', async (path, body) => {
    proxy.clear();
    expect((await app.post(`/scheduler/${path}`, body)).status).toBe(200);
    expect(withoutRate(proxy)).toEqual([readRows, { method: 'POST', path: '/$batch' }]);
    expect(proxy.requests).toHaveLength(4);
  });
});
