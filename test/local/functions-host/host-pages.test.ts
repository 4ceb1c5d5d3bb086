import { describe, expect, test } from 'vitest';

import { startHost } from '../../support/host-process.ts';
import { makeApp } from './support/fixture-app.ts';

const rootFunction = `app.http('home', { route: '/', handler: () => ({ body: 'mine' }) });`;

describe('GET /', () => {
  test("is the host's own page unless that is disabled", async () => {
    using fixture = makeApp({});
    await using host = await startHost({ root: fixture.root, env: { AZUREWEBJOBSDISABLEHOMEPAGE: 'false' } });
    const response = await fetch(host.url('/'));
    expect(response.headers.get('content-type')).toBe('text/html');
    expect(await response.text()).toContain('Your Functions app is up and running');
  });

  test('is an empty 204 by default, as with the settings that infra/ writes', async () => {
    using fixture = makeApp({});
    await using host = await startHost({ root: fixture.root });
    expect((await fetch(host.url('/'))).status).toBe(204);
  });

  test('belongs to a function with the route "/"', async () => {
    using fixture = makeApp({ main: rootFunction });
    await using host = await startHost({ root: fixture.root });
    expect(await (await fetch(host.url('/'))).text()).toBe('mine');
  });
});

describe('the admin API', () => {
  const timers = `
    let runs = 0;
    app.timer('off', { schedule: '0 0 0 1 1 *', handler: (timer, context) => context.log('run', ++runs) });
    app.http('home', { route: 'x', handler: () => ({}) });`;

  test('answers status and ping', async () => {
    using fixture = makeApp({ main: timers });
    await using host = await startHost({ root: fixture.root });
    const status = await fetch(host.url('/admin/host/status'));
    expect([status.status, await status.json()]).toEqual([200, { state: 'Running' }]);
    const ping = await fetch(host.url('/admin/host/ping'));
    expect(ping.status).toBe(200);
    expect(ping.headers.get('cache-control')).toBe('no-store,no-cache');
    expect((await fetch(host.url('/admin/else'))).status).toBe(404);
  });

  test('runs a timer by name, even a disabled one, and answers an empty 202', async () => {
    using fixture = makeApp({ main: timers, settings: { 'AzureWebJobs.off.Disabled': 'true' } });
    await using host = await startHost({ root: fixture.root });
    const invoke = (name: string, type: string, body: string): Promise<Response> =>
      fetch(host.url(`/admin/functions/${name}`), {
        method: 'POST',
        headers: { 'content-type': type },
        body,
      });

    const accepted = await invoke('off', 'application/json', '{}');
    expect([accepted.status, await accepted.text()]).toEqual([202, '']);
    await host.waitForLine(/\[off\] run 1/);
    expect((await invoke('OFF', 'application/json; charset=utf-8', '{"input":"x"}')).status).toBe(202);
    await host.waitForLine(/\[off\] run 2/);

    expect((await invoke('off', 'text/plain', '{}')).status).toBe(415);
    expect((await invoke('off', 'application/json', 'nonsense')).status).toBe(400);
    expect((await invoke('unknown', 'application/json', '{}')).status).toBe(404);
  });
});
