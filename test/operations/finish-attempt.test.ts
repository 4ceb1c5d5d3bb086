import { describe, expect, it } from 'vitest';
import type { AttemptResult } from '../../src/core/run/end-attempt.ts';
import { acquire, neverHeld, release } from '../../src/core/run/lease.ts';
import { type DurationMs, milliseconds, minus, minutes, seconds } from '../../src/core/time/time.ts';
import { finishAttempt } from '../../src/operations/attempt/finish-attempt.ts';
import { recordRun } from '../../src/core/job/job-state.ts';
import { configWith, runningRun, settings, start, runIdOf } from '../support/core-samples.ts';
import { beginAttempt, begunRun, ownLease } from './support/begun-attempt.ts';
import { recordingLog } from './support/recording-log.ts';
import {
  createWorld,
  deleteControlRows,
  keysWith,
  makeControlRowsAnew,
  writeAsOther,
  type WorldOptions,
} from './support/world.ts';

const ownAttempt = begunRun.state.attempt;
const result: AttemptResult = { kind: 'succeeded', rowsAffected: 7, returnValue: 0 };
const messages = [{ at: start, text: '100%', number: 0 }];

const failToCommit = () => Promise.reject(new Error('the table cannot be reached'));

async function setUp(options: WorldOptions = {}, reported: AttemptResult = result) {
  const world = createWorld(options);
  const held = await beginAttempt(world);
  const { log, lines, of } = recordingLog();
  const finish = () =>
    finishAttempt(world.world, log, begunRun, { result: reported, messages, held }, milliseconds(0));
  return { ...world, finish, lines, of };
}

describe('the result of an attempt', () => {
  it('is written with the counters, the messages and the freed lease at once', async () => {
    const { finish, table, store, control, lines } = await setUp();
    const before = table.writes();
    await finish();

    expect(table.writes()).toBe(before + 1);
    expect(control()).toMatchObject({
      lease: { kind: 'free', epoch: 1 },
      state: { last: { id: begunRun.id, state: { outcome: 'succeeded' } }, statistics: { success: 1 } },
    });
    expect(control().state.active).toBeUndefined();
    expect(await store.findRun(begunRun.id)).toEqual(control().state.last);
    expect(await store.findMessages(begunRun.id)).toEqual(messages);
    expect(lines.map(({ line }) => line)).toEqual([
      '✅ spJamkerja completed successfully in 0.0 seconds (0.0 minutes)',
      '⏳ Next execution in 10800 seconds (3.0 hours)...',
    ]);
  });

  it('with a return code is a success, and a warning in the log', async () => {
    const { finish, control, lines, of } = await setUp({}, { ...result, returnValue: 5 });
    await finish();

    expect(control().state.last?.state).toMatchObject({
      outcome: 'succeeded',
      message: 'completed with return code 5, 7 rows affected',
    });
    expect(lines[0]?.line).toBe('✅ spJamkerja completed successfully in 0.0 seconds (0.0 minutes)');
    expect(of('run_warning')).toEqual([
      {
        level: 'warn',
        line: '⚠️ spJamkerja: the procedure returned code 5',
        fields: { runId: begunRun.id, event: 'run_warning', warning: 'return_code', returnValue: 5 },
      },
    ]);
  });

  it('is written when another process has changed other rows meanwhile', async () => {
    const test = await setUp();
    await writeAsOther(test, { config: configWith({ changedBy: 'siti' }), state: test.control().state });
    await test.finish();

    expect(test.control().state.statistics.success).toBe(1);
    expect(test.control().config.changedBy).toBe('siti');
  });

  it('ends as cancelled where a request to cancel came too late to be heard and the attempt failed', async () => {
    const test = createWorld();
    const held = await beginAttempt(test);
    const stop = { cause: 'cancel', at: start, by: 'siti', reason: 'wrong range' } as const;
    await writeAsOther(test, { lease: { ...ownLease, stop } });
    const failure = { class: 'transient', message: 'a deadlock', remedy: 'none' } as const;
    const failed: AttemptResult = { kind: 'failed', rowsAffected: 0, failure };
    await finishAttempt(
      test.world,
      recordingLog().log,
      begunRun,
      { result: failed, messages, held },
      milliseconds(0),
    );

    expect(test.control().state.last?.state).toMatchObject({
      outcome: 'cancelled',
      message: 'cancelled by siti: wrong range',
    });
  });

  it('is open when the connection was lost, and the line says why', async () => {
    const test = createWorld();
    const held = await beginAttempt(test);
    const failure = { class: 'outcome_unknown', message: 'socket hang up', remedy: '' } as const;
    const lost: AttemptResult = { kind: 'connection_lost', rowsAffected: 0, failure };
    const { log, of } = recordingLog();
    await finishAttempt(test.world, log, begunRun, { result: lost, messages, held }, milliseconds(0));

    const line = expect.stringContaining('the run is reconciling: socket hang up');
    expect(of('end_open')).toMatchObject([{ line }]);
  });

  it('is not written by a holder whose lease was taken over under a newer fencing token', async () => {
    const test = await setUp();
    const other = { holder: 'b:2', runId: begunRun.id, attempt: 1 };
    const taken = acquire(ownLease, other, start, settings.leaseExpiry);
    await writeAsOther(test, { lease: taken });
    const before = test.control();
    await test.finish();

    expect(test.control()).toEqual(before);
    expect(keysWith(test, 'run-')).toEqual([]);
    expect(test.of('result_unwritten')).toMatchObject([
      {
        level: 'error',
        line: expect.stringMatching(
          new RegExp(`^run ${begunRun.id} ended \\(succeeded\\), but another process had .* not written$`),
        ),
        fields: { runId: begunRun.id, result: 'succeeded' },
      },
    ]);
  });

  it('is not written when the lease was released for it', async () => {
    const test = await setUp();
    await writeAsOther(test, { lease: release(ownLease) });
    await test.finish();

    expect(keysWith(test, 'run-')).toEqual([]);
    expect(test.of('result_unwritten')).toHaveLength(1);
  });

  it('is not written when the run was settled by another process', async () => {
    const test = await setUp();
    const { active: _, ...state } = test.control().state;
    await writeAsOther(test, { state });
    await test.finish();

    expect(keysWith(test, 'run-')).toEqual([]);
    expect(test.of('result_unwritten')).toHaveLength(1);
  });

  it('is not written into another attempt, as when somebody has restored the state row by hand', async () => {
    const test = await setUp();
    const restored = {
      ...begunRun,
      state: { kind: 'running', attempt: { ...ownAttempt, number: 2 } },
    } as const;
    await writeAsOther(test, { state: recordRun(test.control().state, restored) });
    await test.finish();

    expect(keysWith(test, 'run-')).toEqual([]);
    expect(test.of('result_unwritten')).toHaveLength(1);
  });

  it('is not written over a run that has the same epoch since the control rows were deleted', async () => {
    const test = await setUp();
    await makeControlRowsAnew(test);
    const other = runningRun({ id: runIdOf(2) });
    const taken = acquire(
      neverHeld,
      { holder: 'b:2', runId: other.id, attempt: 1 },
      start,
      settings.leaseExpiry,
    );
    await writeAsOther(test, { lease: taken, state: recordRun(test.control().state, other) });
    await test.finish();

    expect(taken.epoch).toBe(ownLease.epoch);
    expect(test.control()).toMatchObject({ lease: taken, state: { active: { id: other.id } } });
    expect(test.of('result_unwritten')).toHaveLength(1);
  });

  it.each([
    ['another run', { ...begunRun, id: runIdOf(2) }],
    ['another attempt', { ...begunRun, state: { ...begunRun.state, attempt: { ...ownAttempt, number: 2 } } }],
  ])('is not written over %s, even if the lease is still its own', async (_, active) => {
    const test = await setUp();
    await writeAsOther(test, { state: { ...test.control().state, active } });
    await test.finish();

    expect(test.control().state.active).toEqual(active);
    expect(test.of('result_unwritten')).toHaveLength(1);
  });

  it('is not taken for written because another process has recorded an end of this attempt', async () => {
    const test = await setUp();
    const end = {
      ...ownAttempt,
      endedAt: minus(start, minutes(1)),
      outcome: 'lost',
      rowsAffected: 0,
    } as const;
    const state = { kind: 'waiting', attempt: 2, dueAt: start } as const;
    const settled = { ...begunRun, attempts: [end], state };
    await writeAsOther(test, {
      lease: release(ownLease),
      state: { ...test.control().state, active: settled },
    });
    await test.finish();

    expect(test.of('result_unwritten')).toHaveLength(1);
  });

  it('is written although an earlier attempt ended at the same instant, by a clock that was set back', async () => {
    const test = await setUp();
    const before = { ...ownAttempt, number: 0, endedAt: start, outcome: 'failed', rowsAffected: 0 } as const;
    const active = { ...begunRun, attempts: [before] };
    await writeAsOther(test, { state: { ...test.control().state, active } });
    await test.finish();

    expect(test.control().state.last?.attempts).toHaveLength(2);
  });

  it('without messages writes no row for them', async () => {
    const test = createWorld();
    const held = await beginAttempt(test);
    const ended = { result, messages: [], held };
    await finishAttempt(test.world, recordingLog().log, begunRun, ended, milliseconds(0));

    expect(test.control().state.statistics.success).toBe(1);
    expect(keysWith(test, 'messages-')).toEqual([]);
  });

  it('is given up at once when the control rows were deleted', async () => {
    const test = await setUp();
    deleteControlRows(test);
    await test.finish();

    expect(keysWith(test, 'run-')).toEqual([]);
    expect(test.of('result_unwritten')).toHaveLength(1);
  });

  it('is written once when the reply to the write was lost, and its end is logged', async () => {
    let lost = 0;
    const test = await setUp({
      store: ({ commit }) => ({
        commit: async (change) => {
          const committed = await commit(change);
          if (lost > 0) return committed;
          lost += 1;
          throw new Error('no answer');
        },
      }),
    });
    const finished = test.finish();
    await test.clock.advance(minutes(1));
    await finished;

    expect(test.control().state.statistics).toMatchObject({ execution: 1, success: 1 });
    expect(test.of('run_finished')).toHaveLength(1);
    expect(test.of('result_unwritten')).toEqual([]);
  });

  it('waits out an unreachable table', async () => {
    let failures = 20;
    const test = await setUp({
      store: ({ commit }) => ({
        commit: async (change) => {
          if (failures === 0) return commit(change);
          failures -= 1;
          throw new Error('the table cannot be reached');
        },
      }),
    });
    const waits: number[] = [];
    const { sleep } = test.clock;
    const noting = (duration: DurationMs) => {
      waits.push(duration);
      return sleep(duration);
    };
    // That of the operations: the adapter waits for answers by its own.
    Object.assign(test.world, { clock: { ...test.clock, sleep: noting } });
    const finished = test.finish();
    await test.clock.advance(minutes(5));
    await finished;

    expect(test.control().state.statistics.success).toBe(1);
    const warnings = test.lines.filter(({ level }) => level === 'warn');
    expect(warnings).toHaveLength(20);
    expect(warnings[0]).toMatchObject({
      line: `could not write the result of run ${begunRun.id}, trying again: Error: the table cannot be reached`,
      fields: { runId: begunRun.id },
    });
    expect(waits.slice(0, 7)).toEqual([0.5, 1, 2, 4, 8, 15, 15].map(seconds));
  });

  it('is left to the next tick when the table stays unreachable for a quarter of an hour', async () => {
    const test = await setUp({ store: () => ({ commit: failToCommit }) });
    const failure = test.finish().catch(String);
    await test.clock.advance(minutes(16));

    expect(await failure).toContain(`the result of run ${begunRun.id} (succeeded)`);
    expect(test.lines).toHaveLength(64);
  });
});
