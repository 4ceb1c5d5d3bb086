import { describe, expect, test } from 'vitest';

import { isAlive, startHost, waitUntilGone, type HostProcess } from '../../support/host-process.ts';
import { makeApp, plainHostJson } from './support/fixture-app.ts';

const crashing = `
  app.http('pid', { handler: () => ({ body: String(process.pid) }) });
  app.http('reject', { handler: () => { setImmediate(() => Promise.reject(new Error('nobody listens'))); return {}; } });
  app.http('throw', { handler: () => { setImmediate(() => { throw new Error('out of bounds'); }); return {}; } });
  app.http('wait', { handler: () => new Promise(() => {}) });`;

async function pidOf(host: HostProcess): Promise<number> {
  return Number(await (await fetch(host.url('/pid'))).text());
}

describe('the worker process', () => {
  test('appears in the log with its pid', async () => {
    using fixture = makeApp({ main: crashing });
    await using host = await startHost({ root: fixture.root });
    expect(await pidOf(host)).toBe(host.workerPid());
  });

  test('is restarted after an unhandled rejection and after an exception; the third crash ends the host', async () => {
    using fixture = makeApp({ main: crashing });
    await using host = await startHost({ root: fixture.root });
    const first = await pidOf(host);
    await fetch(host.url('/reject'));
    await host.waitForLine(/Worker uncaught exception: Error: nobody listens/);
    await host.waitForLine(/The worker process exited: node exited with code 1\. Restarting it in 0\.2 s/);
    const second = await pidOf(host);
    expect(second).not.toBe(first);

    await fetch(host.url('/throw'));
    await host.waitForLine(/Worker uncaught exception: Error: out of bounds/);
    await host.waitForLine(/Restarting it in 10 s/);
    // This request waits for the restart.
    expect(await pidOf(host)).not.toBe(second);

    await fetch(host.url('/reject'));
    await host.waitForLine(/Exceeded language worker restart retry count/);
    expect(await host.exited).toEqual({ code: 1, signal: null });
  });

  test('that is killed fails its running invocations and is replaced', async () => {
    using fixture = makeApp({ main: crashing });
    await using host = await startHost({ root: fixture.root });
    const waiting = fetch(host.url('/wait'));
    await host.waitForLine(/Executing 'Functions\.wait'/);
    const old = await pidOf(host);
    process.kill(old, 'SIGKILL');
    expect((await waiting).status).toBe(500);
    await host.waitForLine(/The worker process exited: node was killed by SIGKILL/);
    expect(await pidOf(host)).not.toBe(old);
  });

  test('exits at once when the host is killed, even with work to do', async () => {
    using fixture = makeApp({ main: `${crashing} setInterval(() => {}, 1000);` });
    await using host = await startHost({ root: fixture.root });
    const worker = await pidOf(host);
    await host.kill();
    await waitUntilGone(worker);
    expect(isAlive(worker)).toBe(false);
  });
});

describe('functionTimeout', () => {
  const hostJson = { ...plainHostJson, functionTimeout: '00:00:01' };
  const main = `
    app.hook.appTerminate(async () => { console.log('terminating', process.pid); await new Promise(() => {}); });
    app.timer('long', { schedule: '0 0 0 1 1 *', handler: () => new Promise(() => {
      setInterval(() => console.log('still at work in', process.pid), 50);
    }) });
    app.http('pid', { handler: () => ({ body: String(process.pid) }) });
    app.http('endless', { handler: () => new Promise(() => {}) });`;

  test('fails the invocation, and a new worker starts while the old one is still running', async () => {
    using fixture = makeApp({ main, hostJson });
    await using host = await startHost({ root: fixture.root });
    const old = await pidOf(host);
    await fetch(host.url('/admin/functions/long'), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    await host.waitForLine(/Timeout value of 1 s exceeded by function 'Functions\.long'/);
    await host.waitForLine(/Executed 'Functions\.long' \(Failed, /);
    await host.waitForLine(new RegExp(`terminating ${old}`));
    await host.waitForLine(new RegExp(`initialized \\(pid (?!${old}\\b)`));
    const fresh = await pidOf(host);
    expect(fresh).not.toBe(old);
    expect(isAlive(old)).toBe(true);
    await host.waitForLine(new RegExp(`still at work in ${old}`), host.lines().length);

    await waitUntilGone(old);
    // Not a crash: it does not count towards the crashes that end the host.
    expect(await pidOf(host)).toBe(fresh);
    expect(host.lines().join('\n')).not.toContain('The worker process exited');
  });

  test('runs the appTerminate hooks of the old worker once, even when the host stops at the same time', async () => {
    using fixture = makeApp({ main, hostJson });
    await using host = await startHost({ root: fixture.root });
    const old = host.workerPid();
    await fetch(host.url('/endless'));
    const told = await host.waitForLine(new RegExp(`terminating ${old}`));
    expect((await host.stop()).code).toBe(0);
    expect(host.lines().filter((line) => line.endsWith(`terminating ${old}`))).toEqual([told]);
  });

  test('answers an HTTP request that exceeds it with an empty 500', async () => {
    using fixture = makeApp({ main, hostJson });
    await using host = await startHost({ root: fixture.root });
    const response = await fetch(host.url('/endless'));
    expect([response.status, await response.text()]).toEqual([500, '']);
  });
});
