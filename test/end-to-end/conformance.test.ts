/** Real answers of the app against the description that it gives of itself. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { routes } from '../../src/api/routes.ts';
import { signIn } from '../local/functions-host/support/sign-in.ts';
import { deviations, isCommand, validatorOf } from '../support/api-description.ts';
import {
  type Asker,
  expectStatus,
  provokeRefusals,
  provokeUnavailable,
  provokeUnchanged,
  startAsking,
} from '../support/api-exchanges.ts';
import { startReceiver } from '../adapters/notify/support/receiver.ts';
import { type App, neverByItself, startApp } from '../support/app.ts';
import type { Headers } from '../support/guarded.ts';
import { startSurroundings, type Storage } from '../support/surroundings.ts';
import { startTableProxy } from '../support/table-proxy.ts';
import { rowsOf, tableOf } from '../support/table-rows.ts';

const quiet = { TICK_SCHEDULE: neverByItself, START_DELAY_SECONDS: '86400' };

/** The run that the answer to a request for one names. */
async function requestRun(asker: Asker, app: App): Promise<string> {
  const { text } = await expectStatus(asker.ask(app, 'forceExecute', { body: { reason: 'wanted' } }), 202);
  return JSON.parse(text).data.run_id;
}

async function look({ ask }: Asker, app: App, run: string): Promise<void> {
  await expectStatus(ask(app, 'status'), 200);
  await expectStatus(ask(app, 'run', { run }), 200);
  await expectStatus(ask(app, 'runs'), 200);
}

async function watchAndSteer(asker: Asker, app: App): Promise<void> {
  const { ask } = asker;
  await expectStatus(ask(app, 'health'), 200);
  await expectStatus(ask(app, 'openapi'), 200);
  await expectStatus(ask(app, 'metrics'), 200);
  const openMetrics = { headers: { accept: 'application/openmetrics-text' } };
  await expectStatus(ask(app, 'metrics', openMetrics), 200);
  await expectStatus(ask(app, 'status'), 200);
  const until = '2099-01-01T07:00:00+07:00';
  await expectStatus(ask(app, 'stop', { body: { reason: 'closing', until } }), 200);
  await expectStatus(ask(app, 'status'), 200);
  await expectStatus(ask(app, 'start'), 200);
  await expectStatus(ask(app, 'setInterval', { body: { hours: 6, after: 'start' } }), 200);
  await expectStatus(ask(app, 'setSchedule'), 200);
  await expectStatus(ask(app, 'setSchedule', { headers: { 'if-match': '"99"' } }), 412);
  await expectStatus(ask(app, 'setSchedule', { headers: { 'if-match': '' } }), 428);
  await expectStatus(ask(app, 'slots'), 200);
  await expectStatus(ask(app, 'why'), 200);
  await expectStatus(ask(app, 'previewSchedule'), 200);
  await expectStatus(ask(app, 'readCalendar'), 200);
  await expectStatus(ask(app, 'forceUnlock'), 409);
  const mute = { channel: 'slack', until, reason: 'moving' };
  await expectStatus(ask(app, 'muteChannel', { body: mute }), 200);
  await expectStatus(ask(app, 'muteChannel', { body: { ...mute, channel: 'teams' } }), 409);
  await expectStatus(ask(app, 'testChannels'), 200);
  await expectStatus(ask(app, 'tellPending', { body: { dates: [{ date: '2020-01-06', rows: 3 }] } }), 200);
  await expectStatus(ask(app, 'notices'), 200);
  await expectStatus(ask(app, 'planBackfill', { body: { awal: '2026-01-01', akhir: '2026-01-02' } }), 200);
  await expectStatus(ask(app, 'planBackfill', { body: { awal: '2026-01-01', akhir: '2026-01-02' } }), 409);
  await expectStatus(ask(app, 'backfill'), 200);
  for (const name of ['pauseBackfill', 'resumeBackfill', 'cancelBackfill'])
    await expectStatus(ask(app, name), 200);
  await expectStatus(ask(app, 'days'), 200);
  const soon = { until: new Date(Date.now() + 3_600_000).toISOString(), reason: 'late' };
  await expectStatus(ask(app, 'reopenPeriod', { body: soon }), 409);
  const closing = { through: '2026-01-31', reason: 'paid', confirm: true };
  await expectStatus(ask(app, 'closePeriod', { body: closing }), 200);
  await expectStatus(ask(app, 'closePeriod', { body: { ...closing, through: '2026-01-30' } }), 409);
  await expectStatus(ask(app, 'reopenPeriod', { body: soon }), 200);
  await expectStatus(ask(app, 'run'), 404);
  await expectStatus(ask(app, 'cancel'), 404);
  await expectStatus(ask(app, 'audit', { query: '?limit=1' }), 200);
  await expectStatus(ask(app, 'preflight'), 200);
  for (const name of [
    'status',
    'audit',
    'notices',
    'schedule',
    'slots',
    'why',
    'days',
    'backfill',
    'slotsCalendar',
    'me',
    'openapi',
  ])
    await provokeUnchanged(asker, app, name);
  await expectStatus(ask(app, 'schedule', { query: '?hours=1.5&after=finish' }), 200);
  await expectStatus(ask(app, 'schedule', { query: '?hours=25' }), 400);
}

async function runOnce(asker: Asker, app: App): Promise<string> {
  const { ask } = asker;
  const waiting = await requestRun(asker, app);
  await look(asker, app, waiting);
  await expectStatus(ask(app, 'forceExecute'), 409);
  await expectStatus(ask(app, 'cancel', { run: waiting }), 200);
  await expectStatus(ask(app, 'cancel', { run: waiting }), 409);
  await expectStatus(ask(app, 'noteRun'), 404);
  await expectStatus(ask(app, 'noteRun', { run: waiting }), 200);
  const run = await requestRun(asker, app);
  await app.tick();
  await app.statusWhen(({ success_count }) => success_count === 1);
  await look(asker, app, run);
  await expectStatus(ask(app, 'runs', { query: '?limit=1' }), 200);
  await expectStatus(ask(app, 'schedule'), 200);
  await provokeUnchanged(asker, app, 'run', { run });
  await provokeUnchanged(asker, app, 'runs');
  return waiting;
}

/** What becomes of a run, and of a repeated command, whose row cannot be read. */
async function askAboutDamaged({ ask }: Asker, app: App, storage: Storage, run: string): Promise<void> {
  const sent = [
    'start',
    'stop',
    'setInterval',
    'setSchedule',
    'testChannels',
    'planBackfill',
    'pauseBackfill',
    'resumeBackfill',
    'cancelBackfill',
    'tellPending',
  ].map((name) => [name, { 'idempotency-key': name }] as const);
  for (const [name, headers] of sent) await expectStatus(ask(app, name, { headers }), 200);
  await expectStatus(ask(app, 'start'), 200);
  for (const prefix of ['request-', 'run-'])
    for (const { partitionKey, rowKey } of await rowsOf(storage, prefix))
      await tableOf(storage).updateEntity({ partitionKey, rowKey, document: '{}' }, 'Merge');
  for (const [name, headers] of sent) await expectStatus(ask(app, name, { headers }), 409);
  await expectStatus(ask(app, 'run', { run }), 409);
  await expectStatus(ask(app, 'noteRun', { run }), 409);
}

async function stopRunning(asker: Asker, app: App): Promise<void> {
  const { ask } = asker;
  const run = await requestRun(asker, app);
  await app.tick();
  await app.statusWhen(({ current_run }) => (current_run?.progress?.message_count ?? 0) > 0);
  await look(asker, app, run);
  await expectStatus(ask(app, 'cancel', { run }), 202);
  await app.statusWhen(({ current_run }) => current_run === null);
  await look(asker, app, run);
}

async function fail(asker: Asker, app: App): Promise<void> {
  const run = await requestRun(asker, app);
  await app.tick();
  await app.statusWhen(
    ({ current_run }) => current_run?.state === 'waiting' && current_run.attempts.length === 1,
  );
  await look(asker, app, run);
  await expectStatus(asker.ask(app, 'cancel', { run }), 200);
}

async function unlock(asker: Asker, app: App): Promise<void> {
  await requestRun(asker, app);
  await app.tick();
  await app.statusWhen(({ current_run }) => current_run?.state === 'running');
  await expectStatus(asker.ask(app, 'forceUnlock'), 200);
}

/** Everything that needs no credential, and at last the table out of reach. */
async function askOpenApp(): Promise<Asker> {
  await using world = await startSurroundings();
  await using receiver = await startReceiver();
  const proxy = await startTableProxy({ port: inject('azuritePort') });
  try {
    const storage = { ...world.storage, connectionString: proxy.connectionString };
    const SLACK_WEBHOOK_URL = receiver.url('/slack');
    const env = { ...quiet, SLACK_WEBHOOK_URL, RETRY_DELAYS_MINUTES: '60', RATE_LIMIT_PER_MINUTE: '1000' };
    await using app = await startApp({ storage, sql: world.sql, env });
    const asker = await startAsking(app);
    await provokeRefusals(asker, app);
    await watchAndSteer(asker, app);
    await askAboutDamaged(asker, app, world.storage, await runOnce(asker, app));
    world.sql.setFault({ kind: 'endless-messages', times: 1 });
    await stopRunning(asker, app);
    world.sql.setFault({ kind: 'errors', errors: [{ number: 1205 }], times: 1 });
    await fail(asker, app);
    world.sql.setFault({ kind: 'endless-messages', times: 1 });
    await unlock(asker, app);
    await proxy.down();
    await provokeUnavailable(asker, app);
    return asker;
  } finally {
    await proxy.stop();
  }
}

const byHand = { 'x-requested-with': 'test' };

/** What signed-in people are told: without a role, from another site's page, and when they ask too often. */
async function askSignedIn(asker: Asker): Promise<void> {
  const { ask, operations } = asker;
  await using world = await startSurroundings();
  const env = { ...quiet, RATE_LIMIT_PER_MINUTE: '1', FORCE_COOLDOWN_SECONDS: '3600' };
  await using app = await startApp({ ...world, env, args: ['--auth', 'entra'] });
  const as = async (name: string, ...roles: readonly string[]) => ({
    ...byHand,
    ...(await signIn(app.host, { name, roles })),
  });
  const nobody = await as('nobody@example.com');
  const boss = await as('boss@example.com', 'Scheduler.Admin');
  const { cookie } = boss;
  await expectStatus(ask(app, 'start', { headers: boss }), 200);
  for (const operation of operations.filter(({ security }) => security.length > 0)) {
    await expectStatus(ask(app, operation), 401);
    await expectStatus(ask(app, operation, { headers: nobody }), 403);
    if (operation.method !== 'GET') await expectStatus(ask(app, operation, { headers: { cookie } }), 403);
    // The check of the connection counts as a command.
    if (isCommand(operation) || operation.operationId === 'preflight')
      await expectStatus(ask(app, operation, { headers: boss }), 429);
  }
  await readTooMuch(asker, app, boss);
  const [one, two, three] = await Promise.all(
    ['one', 'two', 'three'].map((name) => as(`${name}@example.com`, 'Scheduler.Operator')),
  );
  const { text } = await expectStatus(ask(app, 'forceExecute', { headers: one! }), 202);
  await expectStatus(ask(app, 'cancel', { headers: two!, run: JSON.parse(text).data.run_id }), 200);
  await expectStatus(ask(app, 'forceExecute', { headers: three! }), 429);
}

/** Until each read has been refused because many others were in progress. */
async function readTooMuch({ ask, operations }: Asker, app: App, headers: Headers): Promise<void> {
  let left = operations.filter((each) => !isCommand(each) && each.responses[429] !== undefined);
  while (left.length > 0) {
    const others = Array.from({ length: 60 }, () => app.get('/scheduler/runs', headers));
    const asked = await Promise.all(left.map((operation) => ask(app, operation, { headers })));
    await Promise.all(others);
    left = left.filter((_, index) => asked[index]?.status !== 429);
  }
}

async function askMisconfigured({ ask, operations }: Asker): Promise<void> {
  await using world = await startSurroundings();
  await using app = await startApp({ ...world, env: { ...quiet, MAX_ATTEMPTS: 'three' } });
  for (const operation of operations) await expectStatus(ask(app, operation), 503);
}

let asker: Asker;
beforeAll(async () => {
  asker = await askOpenApp();
  await askSignedIn(asker);
  await askMisconfigured(asker);
});

describe('the API description that the app serves', () => {
  it('has every route and nothing else', () => {
    const described = asker.operations.map(({ method, path }) => `${method} ${path}`);
    expect(described.toSorted()).toEqual(routes.map(({ method, path }) => `${method} /${path}`).toSorted());
  });

  it('carries the version that is baked into the package', () => {
    const { build } = JSON.parse(readFileSync(join(inject('appRoot'), 'package.json'), 'utf8'));
    expect(build).toMatch(/^(?:v?\d|[0-9a-f]{12})/);
    expect(asker.description.info.version).toBe(build);
  });
});

describe.each(routes)('$method /$path', ({ name }) => {
  const exchanges = () => asker.exchanges.filter(({ operation }) => operation.operationId === name);

  it('answers as described, to the last field', () => {
    const validator = validatorOf(asker.description);
    expect(exchanges().flatMap((each) => deviations(each, validator))).toEqual([]);
  });

  it('has given every described answer except the one for a defect', () => {
    // The local host itself refuses a foreign Host, the only reason for the app to refuse a question about its health.
    const never = name === 'health' ? ['500', '403'] : ['500'];
    const responses = Object.keys(exchanges()[0]?.operation.responses ?? {});
    const described = responses.filter((each) => !never.includes(each));
    expect(new Set(exchanges().map(({ status }) => String(status)))).toEqual(new Set(described));
  });
});
