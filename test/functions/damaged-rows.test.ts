/** Rows damaged on purpose: every route answers, and where it cannot, it names the control row that is to be repaired. */
import { anonymous } from '../../src/core/identity.ts';
import { HttpRequest } from '@azure/functions';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CommandName } from '../../src/api/commands.ts';
import { errorCodes } from '../../src/api/error-codes.ts';
import type { QueryName } from '../../src/api/queries.ts';
import { damageIn } from '../../src/core/job/damaged-row.ts';
import type { AttemptResult } from '../../src/core/run/end-attempt.ts';
import { hours, minutes } from '../../src/core/time/time.ts';
import { commandHandlers } from '../../src/functions/command-handlers.ts';
import { queryHandlers } from '../../src/functions/query-handlers.ts';
import type { Handler } from '../../src/functions/http.ts';
import { greet } from '../../src/operations/greet.ts';
import { logUsualDuration } from '../../src/operations/maintenance/log-usual-duration.ts';
import { purge } from '../../src/operations/maintenance/purge.ts';
import { telling } from '../../src/operations/tell-notices.ts';
import { tick } from '../../src/operations/tick.ts';
import { recordingLog } from '../operations/support/recording-log.ts';
import { createTableWorld } from '../operations/support/table-world.ts';
import type { TestWorld } from '../operations/support/world.ts';
import { anyDamage, damage } from '../support/damage-rows.ts';
import type { Entity } from '../support/table-in-memory.ts';

const seed = Number(process.env['FUZZ_SEED'] ?? 20_261_127);
const numRuns = Math.ceil(Number(process.env['FUZZ_REQUESTS'] ?? 200) / 5);

interface There extends TestWorld {
  readonly log: ReturnType<typeof recordingLog>;
}

const asking = { identity: { kind: 'known', actor: anonymous }, from: '203.0.113.7', role: 'admin' } as const;

async function ask({ world, log }: There, name: QueryName, id = '', query: Record<string, string> = {}) {
  const url = `http://app/?${new URLSearchParams(query).toString()}`;
  const request = new HttpRequest({ method: 'GET', url, query, params: { id } });
  return statusOf(
    await queryHandlers[name]({
      request,
      world,
      log: log.log,
      ...asking,
    }),
  );
}

async function send({ world, log }: There, name: CommandName, body: unknown, id = '', key = '') {
  const request = new HttpRequest({
    method: 'POST',
    url: 'http://app/',
    headers: { 'content-type': 'application/json', ...(key === '' ? {} : { 'idempotency-key': key }) },
    body: { string: JSON.stringify(body) },
    params: { id },
  });
  return statusOf(
    await commandHandlers[name]({
      request,
      world,
      log: log.log,
      ...asking,
    }),
  );
}

const statusOf = (answer: Awaited<ReturnType<Handler>>): number =>
  'kind' in answer ? errorCodes[answer.code].status : (answer.status ?? 200);

/** A job with a history of every kind. `running`: while another process executes the procedure. */
async function populate(state: 'idle' | 'waiting' | 'running'): Promise<There> {
  const results: AttemptResult[] = [
    { kind: 'succeeded', rowsAffected: 5, returnValue: 0 },
    {
      kind: 'failed',
      rowsAffected: undefined,
      failure: { class: 'data', message: 'm', remedy: 'r', number: 8134 },
    },
    { kind: 'foreign_run' },
  ];
  const there = {
    ...createTableWorld({
      runner: {
        execute: async ({ observer }) => {
          observer.executing();
          observer.message({ at: there.clock.now(), text: '50%', number: 0 });
          return results.shift() ?? new Promise<never>(() => {});
        },
        probe: async () => 'unknown',
      },
    }),
    log: recordingLog(),
  };
  const { world, clock, log } = there;
  await tick(world, log.log);
  for (let round = 0; round < 3; round += 1) {
    await clock.advance(hours(4));
    await tick(world, log.log);
  }
  await send(there, 'stop', { reason: 'closing' }, '', 'key-1');
  await send(there, 'start', {});
  await clock.advance(minutes(10));
  if (state !== 'idle') await send(there, 'forceExecute', {}, '', 'key-2');
  if (state === 'running') {
    void tick(world, log.log);
    await clock.advance(minutes(1));
  }
  return there;
}

const templates = new Map<string, readonly Entity[]>();

async function populated(state: 'idle' | 'waiting' | 'running'): Promise<There> {
  const rows = templates.get(state) ?? (await populate(state)).table.rows();
  templates.set(state, rows);
  const there = {
    ...createTableWorld({
      runner: { execute: async () => ({ kind: 'foreign_run' }), probe: async () => 'unknown' },
    }),
    log: recordingLog(),
  };
  for (const row of rows) there.table.put(String(row['rowKey']), row);
  await there.clock.advance(hours(14));
  return there;
}

/** Undefined, or what nobody may meet: an error that does not name a control row, or a status of 5xx. */
async function problemWith(
  work: () => Promise<unknown>,
  controlMayFail: boolean,
): Promise<string | undefined> {
  try {
    const status = await work();
    return typeof status === 'number' && status >= 500 ? String(status) : undefined;
  } catch (error) {
    const damaged = damageIn(error);
    const named = damaged?.row.startsWith('control-') === true && String(error).includes(damaged.row);
    if (controlMayFail && named) return undefined;
    return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
}

async function everything(there: There): Promise<Readonly<Record<string, string>>> {
  const { world, log, store } = there;
  const ids = (await store.listRuns({ limit: 100 })).runs.map(({ id }) => id);
  const lists: readonly (readonly [string, () => Promise<unknown>])[] = [
    ['runs', () => ask(there, 'runs', '', { limit: '2' })],
    ['failed runs', () => ask(there, 'runs', '', { outcome: 'failed' })],
    ['audit', () => ask(there, 'audit', '', { limit: '1' })],
    ['me', () => ask(there, 'me')],
    ...ids.map((id) => [`run ${id}`, () => ask(there, 'run', id)] as const),
    ['maintenance', () => purge(world, log.log)],
    ['usual', () => logUsualDuration(world, log.log)],
  ];
  const others: typeof lists = [
    ['status', () => ask(there, 'status')],
    ['schedule', () => ask(there, 'schedule')],
    ['health', () => ask(there, 'health')],
    ['greet', () => greet(world, log.log)],
    ['tick', () => tick(world, log.log)],
    ['tick again', () => tick(world, log.log)],
    ['stop', () => send(there, 'stop', { reason: 'closing' }, '', 'key-1')],
    ['force', () => send(there, 'forceExecute', {}, '', 'key-3')],
    ['cancel', () => send(there, 'cancel', {}, ids[0] ?? '')],
    ['interval', () => send(there, 'setInterval', { hours: 5 })],
    ['note', () => send(there, 'noteRun', { text: 'seen' }, ids.at(-1) ?? '')],
    ['unlock', () => send(there, 'forceUnlock', { reason: 'hangs' })],
    ['start', () => send(there, 'start', {})],
    ['status afterwards', () => ask(there, 'status')],
  ];
  const problems: Record<string, string> = {};
  const check = async (name: string, work: () => Promise<unknown>, mayFail: boolean) => {
    const problem = await problemWith(() => telling(world, log.log, work), mayFail);
    if (problem !== undefined) problems[name] = problem;
  };
  for (const [name, work] of lists) await check(name, work, false);
  for (const [name, work] of others) await check(name, work, true);
  return problems;
}

describe('a row that was damaged on purpose', () => {
  const states = fc.constantFrom('idle' as const, 'waiting' as const, 'running' as const);
  test(
    `is named where nothing goes on without it, and otherwise everything goes on (${numRuns} cases, FUZZ_SEED=${seed})`,
    async () => {
      await fc.assert(
        fc.asyncProperty(
          states,
          fc.array(anyDamage, { minLength: 1, maxLength: 3 }),
          async (state, damages) => {
            const there = await populated(state);
            for (const each of damages) damage(there.table, each);
            expect(await everything(there)).toEqual({});
          },
        ),
        { seed, numRuns },
      );
    },
    Math.max(240_000, numRuns * 1_000),
  );
});
