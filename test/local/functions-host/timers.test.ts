import { describe, expect, test } from 'vitest';

import { startHost } from '../../support/host-process.ts';
import { makeApp } from './support/fixture-app.ts';

const everySecond = `schedule: '* * * * * *'`;

describe('a timer', () => {
  test('fires without a status and never past due', async () => {
    const main = `app.timer('tick', { ${everySecond}, handler: (timer, context) => context.log(JSON.stringify(timer)) });`;
    using fixture = makeApp({ main });
    await using host = await startHost({ root: fixture.root });
    const line = await host.waitForLine(/\[tick\]/);
    expect(JSON.parse(line.slice(line.indexOf('{')))).toEqual({
      schedule: { adjustForDST: true },
      scheduleStatus: null,
      isPastDue: false,
    });
  });

  test('takes its schedule from a setting', async () => {
    const main = `app.timer('tick', { schedule: '%TICK_SCHEDULE%', handler: (_, context) => context.log('ticked') });`;
    using fixture = makeApp({ main, settings: { TICK_SCHEDULE: '* * * * * *' } });
    await using host = await startHost({ root: fixture.root });
    expect(await host.waitForLine(/\[tick\]/)).toMatch(/ticked$/);
  });

  test('affects no other function when its setting is missing or its schedule is bad', async () => {
    const main = `
      app.timer('missing', { schedule: '%NO_SUCH%', handler: () => {} });
      app.timer('bad', { schedule: 'now and then', handler: () => {} });
      app.timer('fine', { ${everySecond}, handler: (_, context) => context.log('ticked') });`;
    using fixture = makeApp({ main });
    await using host = await startHost({ root: fixture.root });
    await host.waitForLine(/\[fine\] ticked/);
    const log = host.lines().join('\n');
    expect(log).toMatch(/The 'missing' function is in error: .*'%NO_SUCH%' does not resolve to a value/);
    expect(log).toMatch(/The 'bad' function is in error: .*'now and then' was not recognized/);
  });

  test('does not fire with AzureWebJobs.<name>.Disabled=true', async () => {
    const main = `
      app.timer('off', { ${everySecond}, handler: (_, context) => context.log('ticked') });
      app.timer('on', { ${everySecond}, handler: (_, context) => context.log('ticked', ++n) }); let n = 0;`;
    using fixture = makeApp({ main });
    await using host = await startHost({ root: fixture.root, env: { 'AzureWebJobs.off.Disabled': 'true' } });
    await host.waitForLine(/\[on\] ticked 2/);
    expect(host.lines().join('\n')).not.toContain('[off] ticked');
    expect(host.lines().join('\n')).toContain('Function off is disabled');
  });

  test('fires at once with runOnStartup', async () => {
    const main = `app.timer('tick', { schedule: '0 0 0 1 1 *', runOnStartup: true, handler: (_, context) => context.log('ticked') });`;
    using fixture = makeApp({ main });
    await using host = await startHost({ root: fixture.root });
    expect(await host.waitForLine(/\[tick\]/)).toMatch(/ticked$/);
  });

  test('logs an exception, does not retry, and fires again at the next occurrence', async () => {
    const main = `let n = 0; app.timer('tick', { ${everySecond}, handler: () => { throw new Error('failure ' + ++n); } });`;
    using fixture = makeApp({ main });
    await using host = await startHost({ root: fixture.root });
    await host.waitForLine(/failure 2/);
    const failures = host.lines().filter((line) => line.includes('Failed, Id='));
    const seconds = failures.map((line) => line.slice(0, 'yyyy-mm-ddThh:mm:ss'.length));
    expect(new Set(seconds).size).toBe(seconds.length);
  });
});

/** The first run waits until it is released; a second timer shows that time passes. */
const longFirstRun = `
  const release = Promise.withResolvers();
  let runs = 0, running = 0, most = 0;
  app.timer('tick', { schedule: '*/3 * * * * *', handler: async (timer, context) => {
    const run = ++runs; most = Math.max(most, ++running);
    context.log('start', run, 'past due', timer.isPastDue);
    if (run === 1) await release.promise;
    running -= 1;
    context.log('end', run);
  } });
  app.timer('clock', { ${everySecond}, handler: (_, context) => context.log('clock', new Date().getUTCSeconds() % 3) });
  app.http('release', { handler: () => { release.resolve(); return {}; } });
  app.http('state', { handler: () => ({ jsonBody: { runs, running, most } }) });`;

describe('a timer whose run takes longer than its interval', () => {
  test('does not overlap itself, and catches up once for all missed occurrences', async () => {
    using fixture = makeApp({ main: longFirstRun });
    await using host = await startHost({ root: fixture.root });
    const lineNumber = async (pattern: RegExp, from: number): Promise<number> =>
      host.lines().indexOf(await host.waitForLine(pattern, from), from);
    const secondsBetween = (from: number, to: number): number =>
      host
        .lines()
        .slice(from, to)
        .filter((line) => line.includes('[clock]')).length;

    const first = await lineNumber(/\[tick\] start 1/, 0);
    // Its next occurrence passes, and the one after that.
    const between = await lineNumber(/clock 1/, first + 1);
    const missed = await lineNumber(/clock 0/, between);
    const missedAgain = await lineNumber(/clock 0/, missed + 1);
    expect(await (await fetch(host.url('/state'))).json()).toEqual({ runs: 1, running: 1, most: 1 });

    await fetch(host.url('/release'));
    const end = await lineNumber(/\[tick\] end 1/, missedAgain);
    const catchUp = await lineNumber(/\[tick\] start 2 past due false/, end);
    // Not at its next occurrence, three seconds on, but right away ...
    expect(secondsBetween(end, catchUp)).toBeLessThanOrEqual(1);
    // ... and only once: the third run is back on schedule.
    const third = await lineNumber(/\[tick\] start 3/, catchUp);
    expect(secondsBetween(catchUp, third)).toBeGreaterThanOrEqual(1);
    expect(await (await fetch(host.url('/state'))).json()).toMatchObject({ most: 1 });
  });

  test('can overlap with an invocation by hand', async () => {
    using fixture = makeApp({ main: longFirstRun });
    await using host = await startHost({ root: fixture.root });
    await host.waitForLine(/\[tick\] start 1/);
    await fetch(host.url('/admin/functions/tick'), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    await host.waitForLine(/\[tick\] end 2/);
    expect(await (await fetch(host.url('/state'))).json()).toMatchObject({ running: 1, most: 2 });
  });
});
