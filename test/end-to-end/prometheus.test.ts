/** A real Prometheus scrapes the running app, and the shipped rules fire and recover. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { neverByItself, until } from '../support/app.ts';
import { type GuardedApp, startGuarded } from '../support/guarded.ts';
import { type Prometheus, startPrometheus, whyWithout } from '../support/prometheus.ts';
import { startSurroundings, type Surroundings } from '../support/surroundings.ts';

const missing = whyWithout('prometheus');
if (missing !== undefined) console.log(`Not tested: alerts on a real Prometheus, because ${missing}`);

const token = 'a-token-of-the-test-0123456789-abcdef';
const env = {
  TICK_SCHEDULE: neverByItself,
  START_DELAY_SECONDS: '86400',
  MAX_ATTEMPTS: '1',
  METRICS_TOKEN: token,
};

describe.skipIf(missing !== undefined)('Prometheus, with the token and nothing else', () => {
  let world: Surroundings;
  let guarded: GuardedApp;
  let prometheus: Prometheus;
  beforeAll(async () => {
    world = await startSurroundings();
    guarded = await startGuarded('keys', { ...world, env });
    await tick();
    prometheus = await startPrometheus(guarded.app.host.port, token);
  });
  afterAll(async () => {
    await prometheus?.[Symbol.asyncDispose]();
    await guarded?.[Symbol.asyncDispose]();
    await world?.[Symbol.asyncDispose]();
  });

  const key = () => ({ 'x-functions-key': guarded.keys.hostKey });
  const tick = () =>
    guarded.app.post('/admin/functions/tick', {}, { 'x-functions-key': guarded.keys.masterKey });
  /** Waits until these fire and no others. */
  const firing = (...names: readonly string[]) =>
    until(
      () => prometheus.firing(),
      (alerts) => JSON.stringify(alerts) === JSON.stringify(names),
    );
  async function run(): Promise<void> {
    const { status } = await guarded.app.post('/scheduler/force-execute', { reason: 'test' }, key());
    expect(status).toBe(202);
    await tick();
  }

  it('reads the metrics as OpenMetrics, with types and units, and no rule fires', async () => {
    const metadata = await until(
      () => prometheus.query('metadata?metric=spjamkerja_run_duration_seconds'),
      (each) => JSON.stringify(each ?? null).includes('histogram'),
    );
    // Only OpenMetrics has units.
    expect(metadata).toEqual({
      spjamkerja_run_duration_seconds: [expect.objectContaining({ type: 'histogram', unit: 'seconds' })],
    });
    expect(await firing()).toEqual([]);
  });

  it('tells of failures in a row, and of the success that ends them', async () => {
    world.sql.setFault({ kind: 'errors', errors: [{ number: 1205 }], times: 2 });
    await run();
    expect(await firing('SpJamkerjaRunFailed')).toEqual(['SpJamkerjaRunFailed']);
    await run();
    expect(await firing('SpJamkerjaRunFailed', 'SpJamkerjaRunsFailing')).toEqual([
      'SpJamkerjaRunFailed',
      'SpJamkerjaRunsFailing',
    ]);
    await run();
    expect(await firing()).toEqual([]);
  });

  it('tells of a forgotten pause until somebody resumes', async () => {
    await guarded.app.post('/scheduler/stop', { reason: 'forgotten' }, key());
    expect(await firing('SpJamkerjaPausedLong')).toEqual(['SpJamkerjaPausedLong']);
    await guarded.app.post('/scheduler/start', {}, key());
    expect(await firing()).toEqual([]);
  });

  it('tells of an app that is dead until it is back', async () => {
    await guarded.app.host.kill();
    expect(await firing('SpJamkerjaDown')).toEqual(['SpJamkerjaDown']);
    guarded = await startGuarded('keys', { ...world, env });
    await prometheus.scrape(guarded.app.host.port);
    expect(await firing()).toEqual([]);
  });

  it('gets nothing with another token, and says so', async () => {
    await using stranger = await startPrometheus(guarded.app.host.port, `${token}-not`);
    const refused = await until(
      async () => JSON.stringify(await stranger.query('targets')),
      (targets) => targets?.includes('"health":"down"') === true,
    );
    expect(refused).toContain('401 Unauthorized');
  });
});
