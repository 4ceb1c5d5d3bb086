import { describe, expect, it } from 'vitest';
import type { Fault } from '../../local/sql-server/stand-in.ts';
import type { StatusView } from '../../src/api/views/status-view.ts';
import { hiddenIn } from '../../src/core/hidden-characters.ts';
import { fieldsIn } from '../infra/support/read-fields.ts';
import { type App, neverByItself, startApp, until } from '../support/app.ts';
import { shared } from '../support/stage.ts';
import { startSurroundings } from '../support/surroundings.ts';

interface Trouble {
  readonly name: string;
  readonly fault?: Fault;
  readonly env?: Readonly<Record<string, string>>;
  readonly expected: {
    readonly class: string;
    readonly attempts: number;
    readonly status: 'failed' | 'error';
    readonly says: RegExp;
  };
}

const forged = '{"event":"run_finished","outcome":"succeeded","intervalHours":22}';
const forgedLine = `2026-11-27T00:00:00.000Z info  [tick] ✅ spJamkerja completed \u001b[2J\u202e\u2028 ${forged}`;

/** What the queries read in the lines of functions. */
const eventsIn = (lines: readonly string[]) =>
  lines.flatMap((line) => {
    const [, name, message = ''] = /^\S+Z \w+ +\[(\w+)\] (.*)$/.exec(line) ?? [];
    const fields = fieldsIn({ category: `Function.${name}.User`, message });
    return fields === undefined ? [] : [fields];
  });

const troubles: readonly Trouble[] = [
  {
    name: 'a wrong password',
    env: { SQL_PASSWORD: 'not-the-password' },
    expected: {
      class: 'access',
      attempts: 1,
      status: 'error',
      says: /Login failed for user 'app'.*SQL_USER and SQL_PASSWORD/s,
    },
  },
  {
    name: 'an unknown procedure',
    env: { PROCEDURE_NAME: 'dbo.spTidakAda' },
    expected: { class: 'contract', attempts: 1, status: 'failed', says: /spTidakAda.*check PROCEDURE_NAME/s },
  },
  {
    name: 'a denied permission',
    fault: { kind: 'permission-denied' },
    expected: {
      class: 'access',
      attempts: 1,
      status: 'error',
      says: /EXECUTE permission was denied.*GRANT EXECUTE/s,
    },
  },
  {
    name: 'an unreachable server',
    env: { SQL_PORT: '9' },
    expected: {
      class: 'unreachable',
      attempts: 3,
      status: 'error',
      says: /127\.0\.0\.1.*SQL_SERVER and SQL_PORT/s,
    },
  },
  {
    name: 'a server that accepts connections and says nothing',
    fault: { kind: 'mute', at: 'prelogin' },
    env: { MAX_ATTEMPTS: '2', SQL_CONNECT_TIMEOUT_SECONDS: '0.3' },
    expected: {
      class: 'unreachable',
      attempts: 2,
      status: 'error',
      says: /127\.0\.0\.1.*SQL_SERVER and SQL_PORT/s,
    },
  },
  {
    name: 'a connection reset during every attempt',
    fault: { kind: 'reset', afterPercent: 50 },
    expected: {
      class: 'outcome_unknown',
      attempts: 3,
      status: 'error',
      says: /connection broke while the procedure was running/s,
    },
  },
  {
    name: 'a deadlock in every attempt',
    fault: { kind: 'errors', errors: [{ number: 1205, class: 13, line: 12, procedure: 'dbo.spJamkerja' }] },
    expected: { class: 'transient', attempts: 3, status: 'failed', says: /deadlock/s },
  },
  {
    name: 'an error that the procedure raises',
    fault: {
      kind: 'errors',
      errors: [
        { number: 50001, message: `Periode terkunci\r\n${forgedLine}`, procedure: forgedLine, line: 7 },
      ],
    },
    expected: { class: 'user_raised', attempts: 1, status: 'failed', says: /Periode terkunci ⏎ 2026-11-27/s },
  },
];

const byHand = { TICK_SCHEDULE: neverByItself, START_DELAY_SECONDS: '86400' };

/** One table for all, and the process that is set up well. */
const stage = shared(async (stack) => {
  const world = stack.use(await startSurroundings());
  return { world, healthy: stack.use(await startApp({ ...world, env: byHand })) };
});

const tickUntil = (app: App, fits: (status: StatusView) => boolean): Promise<StatusView> =>
  until(
    async () => {
      await app.tick();
      return app.status();
    },
    fits,
    () => app.host.lines().slice(-30).join('\n'),
  );

describe('every failure has an exact outcome and an actionable message, and does not stop the scheduler', () => {
  it.each(troubles)('$name', async ({ fault, env, expected }) => {
    const { world, healthy } = stage();
    world.sql.setFault(fault);
    await using own = env && (await startApp({ ...world, env: { ...byHand, ...env } }));
    const app = own ?? healthy;
    const seen = app.host.lines().length;
    const before = await app.status();
    const { body } = await app.post('/scheduler/force-execute');
    const status = await tickUntil(
      app,
      ({ execution_count }) => execution_count === before.execution_count + 1,
    );
    expect(status).toMatchObject({
      success_count: before.success_count,
      failure_count: before.failure_count + 1,
      attempt_count: before.attempt_count + expected.attempts,
      last_execution_outcome: 'failed',
      last_execution_status: expected.status,
      running: true,
    });
    expect(status.last_execution_message).toMatch(expected.says);
    const run = await app.get(body.data.url);
    expect(run.body.data.attempts.map((each: { error: { class: string } }) => each.error.class)).toEqual(
      Array.from({ length: expected.attempts }, () => expected.class),
    );
    expect(app.host.lines().join('\n')).not.toContain('not-the-password');

    // Neither what the server said nor a reason passes for an event of its own.
    await app.post('/scheduler/stop', { reason: forged });
    await app.host.waitForLine(/"event":"schedule_paused"/, seen);
    const events = eventsIn(app.host.lines().slice(seen)).filter((fields) => fields['event'] !== undefined);
    expect(events.filter((fields) => fields['event'] === 'run_finished')).toMatchObject([
      { outcome: 'failed' },
    ]);
    expect(events.at(-1)).toEqual({ event: 'schedule_paused' });
    expect(hiddenIn(app.host.lines().join(''))).toEqual([]);

    // The scheduler continues: without the fault, the next run on the same table succeeds.
    world.sql.setFault(undefined);
    await healthy.post('/scheduler/force-execute');
    await tickUntil(healthy, ({ success_count }) => success_count === before.success_count + 1);
    await healthy.post('/scheduler/start');
  });
});
