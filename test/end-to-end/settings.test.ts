/** Wrong settings and an unreachable table: every route and every tick says what is wrong, and the process goes on. */
import { describe, expect, inject, it } from 'vitest';
import { routes } from '../../src/api/routes.ts';
import { type Answer, type App, everySecond, neverByItself, startApp, until } from '../support/app.ts';
import { isAlive } from '../support/host-process.ts';
import { startSurroundings } from '../support/surroundings.ts';
import { startTableProxy } from '../support/table-proxy.ts';

const secret = 'g3h31m-g3h31m';
const storageKey = Buffer.from(secret).toString('base64');
const storage = `DefaultEndpointsProtocol=https;AccountName=acme;AccountKey=${storageKey}`;

interface Trouble {
  readonly name: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly problems: readonly string[];
}

const ways = 'AzureWebJobsStorage, AzureWebJobsStorage__tableServiceUri or AzureWebJobsStorage__accountName';
const troubles: readonly Trouble[] = [
  {
    name: 'no storage, and a lease that expires before its third renewal',
    env: { AzureWebJobsStorage: undefined, LEASE_RENEW_SECONDS: '20', LEASE_EXPIRY_SECONDS: '59' },
    problems: [
      'LEASE_EXPIRY_SECONDS is 59, expected at least three times LEASE_RENEW_SECONDS (20), so that the lease survives two missed renewals',
      `no storage account is set: expected one of ${ways}`,
    ],
  },
  {
    name: 'two ways to the storage and to SQL Server, and a run timeout that functionTimeout leaves no room for',
    env: {
      RUN_TIMEOUT_MINUTES: '116',
      AzureWebJobsStorage: storage,
      AzureWebJobsStorage__accountName: 'acme',
      SQL_CONNECTION_STRING: `Server=acme;Database=a;User ID=u;Password=${secret}`,
    },
    problems: [
      'RUN_TIMEOUT_MINUTES is 116, but functionTimeout in host.json is 120 minutes: expected functionTimeout to be at least 5 minutes longer, or the host ends the run before its time limit does',
      `2 storage accounts are set: expected only one of ${ways}`,
      'SQL_CONNECTION_STRING is set together with SQL_SERVER, SQL_PORT, SQL_DATABASE, SQL_USER, SQL_PASSWORD, SQL_ENCRYPT: expected either the connection string or the single settings',
    ],
  },
  {
    name: 'all sorts of things at once',
    env: {
      AzureWebJobsStorage: `AccountName=acme;AccountKey=${storageKey}`,
      TIME_ZONE: `Server=acme;Pwd=${secret}`,
      INTERVAL_HOURS: secret,
      PROCEDURE_NAME: 'dbo.spJamkerja; DROP TABLE JamKerja --',
      MAX_ATTEMPTS: 'three',
      RUN_TIMEOUT_MINUTES: '600',
      SQL_PASSWORD: secret,
      SQL_USER: undefined,
    },
    problems: [
      expect.stringMatching(/^TIME_ZONE holds a password or a key, or a connection string \(not shown\)/),
      expect.stringMatching(
        /^PROCEDURE_NAME has a wrong value \(not shown\): expected the name of a procedure such as/,
      ),
      'INTERVAL_HOURS has a wrong value (not shown): expected a number from 0.5 to 24, without unit',
      'MAX_ATTEMPTS has a wrong value (not shown): expected a whole number from 1 to 10, without unit',
      expect.stringMatching(/^RUN_TIMEOUT_MINUTES is 600, but functionTimeout in host\.json is 120 minutes/),
      expect.stringMatching(
        /^AzureWebJobsStorage has a wrong value \(not shown\): expected a connection string/,
      ),
      expect.stringMatching(/^SQL_PASSWORD is set, but SQL_USER is missing/),
    ],
  },
];

const document = {
  rule: { kind: 'interval', hours: 3, after: 'finish' },
  time_zone: 'Asia/Jakarta',
  days_back: 1,
};
const bodies: Readonly<Record<string, unknown>> = {
  setInterval: { hours: 6 },
  setSchedule: { document },
  previewSchedule: { document },
  readCalendar: { text: '2027-01-01 Tahun Baru' },
  forceUnlock: { reason: 'it hangs' },
  muteChannel: { channel: 'slack', until: null, reason: 'seen' },
  closePeriod: { through: '2026-10-31', reason: 'paid' },
  reopenPeriod: { until: '2026-11-24T07:00:00+07:00', reason: 'seen' },
  planBackfill: { awal: '2026-11-02', akhir: '2026-11-05' },
  tellPending: { dates: [{ date: '2026-11-09' }] },
  noteRun: { text: 'seen' },
};

/** All but the one that strangers may ask, which names nothing. */
const askAll = (app: App): Promise<readonly Answer[]> =>
  Promise.all(
    routes.flatMap(({ name, method, path, access }) => {
      if (access === 'public') return [];
      const url = `/${path.replace('{id}', '01M83TWC6WTENC80CQS4R1FZWR')}`;
      const query = name === 'why' ? '?at=2026-11-27T07:00' : '';
      return app.send(method, url + query, bodies[name], name === 'setSchedule' ? { 'if-match': '*' } : {});
    }),
  );

const output = (app: App, answers: readonly Answer[]): string =>
  [...app.host.lines(), ...answers.map(({ body }) => JSON.stringify(body))].join('\n');

describe('invalid settings', () => {
  it.each(troubles)('$name: reported by every route and by the tick', async ({ env, problems }) => {
    await using world = await startSurroundings();
    await using app = await startApp({ ...world, env: { TICK_SCHEDULE: neverByItself, ...env } });
    const worker = app.host.workerPid();
    const answers = await askAll(app);
    for (const { status, body } of answers) {
      expect(status).toBe(503);
      expect(body).toEqual({
        success: false,
        error: { code: 'misconfigured', message: expect.any(String), details: problems },
      });
      expect(body.error.message).toBe(`the app's settings are invalid: ${body.error.details.join('; ')}`);
    }
    await app.tick();
    await app.host.waitForLine(/Executed 'Functions\.tick' \(Failed/);
    const told: readonly string[] = answers[0]?.body.error.details;
    await until(
      () => app.host.lines().map((line) => line.trim()),
      (lines) => told.every((problem) => lines.includes(`- ${problem}`)),
    );
    expect(await app.get('/scheduler/health')).toMatchObject({
      status: 503,
      body: {
        error: {
          message: "the app's settings are invalid: every other route lists the problems",
          details: [],
        },
      },
    });
    expect({ worker: app.host.workerPid(), alive: isAlive(worker) }).toEqual({ worker, alive: true });
    const said = output(app, answers);
    for (const hidden of [secret, storageKey, world.sql.password]) expect(said).not.toContain(hidden);
    expect(world.sql.executions).toEqual([]);
  });
});

describe('wrong settings that no run needs', () => {
  const vault = 'vault-g3h31m';
  const reference = `@Microsoft.KeyVault(SecretUri=https://${vault}.vault.azure.net/secrets/token)`;

  it('leave off what they belong to: runs go on, and log, health and notices say so', async () => {
    await using world = await startSurroundings();
    const env = {
      START_DELAY_SECONDS: '0',
      TICK_SCHEDULE: everySecond,
      SLACK_WEBHOOK_URL: `hooks.slack.com/services/${secret}`,
      TEAMS_WEBHOOK_URL: reference,
      METRICS_TOKEN: reference,
    };
    await using app = await startApp({ ...world, env });
    await app.statusWhen(({ success_count }) => success_count > 0);
    const health = await app.get('/scheduler/health');
    expect(health).toMatchObject({ status: 200, body: { data: { status: 'ok', wrong_settings: 3 } } });
    const notices = await app.get('/scheduler/notices');
    const unresolved = / is a Key Vault or App Configuration reference that was not resolved/;
    expect(notices.body.data).toMatchObject({
      channels: [],
      wrong_settings: [
        { part: 'slack', problems: [expect.stringMatching(/^SLACK_WEBHOOK_URL has a wrong value/)] },
        { part: 'teams', problems: [expect.stringMatching(unresolved)] },
        { part: 'metrics', problems: [expect.stringMatching(unresolved)] },
      ],
    });
    const anybody = await Promise.all(
      [{}, { authorization: `Bearer ${reference}` }].map((headers) => app.get('/scheduler/metrics', headers)),
    );
    for (const { status } of anybody) expect(status).toBe(401);
    for (const name of ['SLACK_WEBHOOK_URL', 'TEAMS_WEBHOOK_URL', 'METRICS_TOKEN']) {
      const lines = app.host.lines().filter((line) => line.includes(name));
      expect(lines).toEqual([expect.stringContaining('"event":"settings_wrong"')]);
    }
    const said = output(app, [health, notices, ...anybody]);
    for (const hidden of [secret, vault]) expect(said).not.toContain(hidden);
  });
});

describe('a table that cannot be reached', () => {
  it('is reported by every route and by each tick, and the app recovers when it is back', async () => {
    await using world = await startSurroundings();
    const proxy = await startTableProxy({ port: inject('azuritePort') });
    try {
      await proxy.down();
      const { connectionString } = proxy;
      const table = { ...world.storage, connectionString };
      await using app = await startApp({
        storage: table,
        sql: world.sql,
        env: { TICK_SCHEDULE: everySecond },
      });
      const worker = app.host.workerPid();
      const answers = await askAll(app);
      for (const { status, body } of answers) {
        // The description of the API and who is asking need no table.
        if ('openapi' in body || body.data?.permissions !== undefined) continue;
        expect(status).toBe(503);
        expect(body.error.code).toBe('storage_unavailable');
        expect(body.error.message).toMatch(
          /^could not .+ in table T\w+ at http:\/\/127\.0\.0\.1:\d+\/\w+.*ECONNREFUSED.*\. Nothing listens there: check the address, and that the storage is running\.$/,
        );
      }
      expect(await app.get('/scheduler/health')).toMatchObject({
        status: 503,
        body: {
          error: { message: 'the storage is unavailable: every other route says why, and so does the log' },
        },
      });
      const failedTicks = () => app.host.lines().filter((line) => /'Functions\.tick' \(Failed/.test(line));
      await until(failedTicks, (lines) => lines.length >= 2);
      const said = output(app, answers);
      const key = /AccountKey=([^;]+)/.exec(connectionString)?.[1] ?? 'no key';
      for (const hidden of [key, world.sql.password]) expect(said).not.toContain(hidden);

      await proxy.up();
      await app.host.waitForLine(/SpJamkerjaScheduler initialized/);
      await app.statusWhen(({ success_count }) => success_count > 0);
      expect(app.host.workerPid()).toBe(worker);
    } finally {
      await proxy.stop();
    }
  });
});
