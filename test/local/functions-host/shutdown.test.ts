import { writeFileSync } from 'node:fs';
import path from 'node:path';

import { describe, expect, test } from 'vitest';

import { isAlive, startHost, waitUntilGone, type HostProcess } from '../../support/host-process.ts';
import { makeApp } from './support/fixture-app.ts';

const main = `
  const { existsSync } = require('node:fs');
  /** The test ends this wait by creating the file: no request gets in during the shutdown. */
  async function gate(beat) {
    while (!existsSync('gate')) { beat(); await new Promise((resolve) => setTimeout(resolve, 20)); }
  }
  process.on('exit', () => console.log('exit seen'));
  app.hook.appTerminate(() => console.log('terminating'));
  app.timer('long', { schedule: '0 0 0 1 1 *', runOnStartup: true, handler: async (_, context) => {
    await gate(() => context.log('still running'));
    context.log('run ended');
  } });
  app.http('hold', { handler: async (_, context) => {
    context.log('held');
    await gate(() => {});
    return { body: 'answered' };
  } });`;

function openGate(root: string): void {
  writeFileSync(path.join(root, 'gate'), '');
}

const hangingHook = main.replace(
  `console.log('terminating')`,
  `{ console.log('terminating'); return new Promise(() => {}); }`,
);

function indexOf(host: HostProcess, text: string): number {
  return host.lines().findIndex((line) => line.includes(text));
}

describe.each(['SIGINT', 'SIGTERM'] as const)('%s', (signal) => {
  test('lets a running timer finish, then runs the appTerminate hooks, and exits with 0', async () => {
    using fixture = makeApp({ main });
    await using host = await startHost({ root: fixture.root });
    await host.waitForLine(/still running/);
    const ended = host.stop(signal);
    await host.waitForLine(/shutting down/);
    openGate(fixture.root);
    expect(await ended).toEqual({ code: 0, signal: null });
    expect(indexOf(host, 'run ended')).toBeGreaterThan(indexOf(host, 'shutting down'));
    expect(indexOf(host, 'terminating')).toBeGreaterThan(indexOf(host, 'run ended'));
    expect(isAlive(host.workerPid())).toBe(false);
  });
});

describe('shutting down', () => {
  test('refuses new connections at once and answers the request in flight', async () => {
    using fixture = makeApp({ main });
    await using host = await startHost({ root: fixture.root });
    const held = fetch(host.url('/hold'));
    await host.waitForLine(/\[hold\] held/);
    const ended = host.stop();
    await host.waitForLine(/shutting down/);
    await expect(fetch(host.url('/hold'), { headers: { connection: 'close' } })).rejects.toThrow(
      'fetch failed',
    );
    openGate(fixture.root);
    const response = await held;
    expect(await response.text()).toBe('answered');
    expect(response.headers.get('connection')).toBe('close');
    expect((await ended).code).toBe(0);
    expect(indexOf(host, 'terminating')).toBeGreaterThan(indexOf(host, 'shutting down'));
  });

  test('waits for a run no longer than --drain-seconds', async () => {
    using fixture = makeApp({ main });
    await using host = await startHost({ root: fixture.root, args: ['--drain-seconds', '1'] });
    await host.waitForLine(/still running/);
    expect((await host.stop()).code).toBe(0);
    expect(indexOf(host, 'Invocations are still running after the drain period')).toBeGreaterThan(-1);
    expect(indexOf(host, 'terminating')).toBeGreaterThan(indexOf(host, 'Invocations still run'));
    expect(indexOf(host, 'run ended')).toBe(-1);
  });

  test('kills a worker whose appTerminate hook does not finish, without a signal or exit event inside it', async () => {
    using fixture = makeApp({ main: hangingHook });
    await using host = await startHost({ root: fixture.root, args: ['--drain-seconds', '0'] });
    const worker = host.workerPid();
    expect((await host.stop()).code).toBe(0);
    expect(indexOf(host, 'terminating')).toBeGreaterThan(-1);
    expect(indexOf(host, 'exit seen')).toBe(-1);
    expect(isAlive(worker)).toBe(false);
  });

  test('continues when one Ctrl-C arrives as two signals, and ends at once on a later one', async () => {
    using fixture = makeApp({ main });
    await using host = await startHost({ root: fixture.root });
    await host.waitForLine(/still running/);
    host.signal('SIGINT');
    host.signal('SIGTERM');
    await host.waitForLine(/shutting down/);
    await host.waitForLine(/still running/, host.lines().length);

    const repeat = setInterval(() => host.signal('SIGINT'), 100);
    const exit = await host.exited;
    clearInterval(repeat);
    expect(exit).toEqual({ code: 1, signal: null });
    expect(indexOf(host, 'terminating')).toBe(-1);
    await waitUntilGone(host.workerPid());
  });

  test('begins when stdin closes, with --exit-with-stdin', async () => {
    using fixture = makeApp({ main });
    await using host = await startHost({ root: fixture.root, args: ['--drain-seconds', '0'] });
    host.closeStdin();
    expect((await host.exited).code).toBe(0);
    expect(indexOf(host, 'terminating')).toBeGreaterThan(-1);
  });
});
