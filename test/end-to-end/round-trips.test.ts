import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type App, neverByItself, startApp, until } from '../support/app.ts';
import { startSurroundings, type Surroundings } from '../support/surroundings.ts';
import { startTableProxy, type TableProxy } from '../support/table-proxy.ts';

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

  it('a run costs one read, one transaction to start, one renewal before EXEC and one transaction to finish', async () => {
    await app.post('/scheduler/force-execute');
    proxy.clear();
    await app.tick();
    await app.host.waitForLine(/completed successfully/);
    const transaction = { method: 'POST', path: '/$batch' };
    const renewal = { method: 'PUT', path: expect.stringContaining("RowKey='control-lease'") };
    const read = expect.objectContaining({ method: 'GET' });
    expect(proxy.requests).toEqual([read, transaction, renewal, transaction]);
  });
});
