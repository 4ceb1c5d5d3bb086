import { describe, expect, it } from 'vitest';
import {
  acquire,
  type CancellationRequest,
  neverHeld,
  requestCancellation,
} from '../../src/core/run/lease.ts';
import { noProgress } from '../../src/core/run/progress.ts';
import { milliseconds, minutes, plus } from '../../src/core/time/time.ts';
import { keepLease } from '../../src/operations/attempt/keep-lease.ts';
import { configWith, settings, start, runIdOf } from '../support/core-samples.ts';
import { beginAttempt, begunRun, ownLease } from './support/begun-attempt.ts';
import { recordingLog } from './support/recording-log.ts';
import {
  createWorld,
  deleteControlRows,
  makeControlRowsAnew,
  writeAsOther,
  type WorldOptions,
} from './support/world.ts';

const cancel: CancellationRequest = { cause: 'cancel', at: start, by: 'siti', reason: 'wrong range' };
const { leaseRenewal, leaseExpiry } = settings;

async function setUp(options: WorldOptions = {}) {
  const world = createWorld(options);
  const held = await beginAttempt(world);
  const { log, lines, of } = recordingLog();
  const done = new AbortController();
  const heard: CancellationRequest[] = [];
  let own: CancellationRequest | undefined;
  let rowsAffected = 0;
  const { confirm, rows: ended } = keepLease(world.world, log, held, {
    progress: () => ({ ...noProgress, phase: 'executing', rowsAffected }),
    ownRequest: () => own,
    onRequest: (request) => heard.push(request),
    ended: done.signal,
  });
  return {
    ...world,
    confirm,
    lines,
    of,
    heard,
    stopBecause: (order: CancellationRequest) => void (own = order),
    report: (rows: number) => void (rowsAffected = rows),
    end: async () => {
      done.abort();
      return ended;
    },
  };
}

describe('the lease of a running attempt', () => {
  it('is renewed with the progress, again and again, until the attempt ends', async () => {
    const { clock, control, report, end, table } = await setUp();
    const before = table.writes();
    await clock.advance(leaseRenewal);
    report(7);
    await clock.advance(leaseRenewal);

    const now = plus(start, milliseconds(2 * leaseRenewal));
    expect(table.writes()).toBe(before + 2);
    expect(control().lease).toMatchObject({
      kind: 'held',
      epoch: 1,
      renewedAt: now,
      expiresAt: plus(now, leaseExpiry),
      progress: { phase: 'executing', rowsAffected: 7 },
    });
    expect(await end()).toEqual(control());
  });

  it('says after five minutes how long the run has been executing, without rows that nobody reported', async () => {
    const world = createWorld();
    await world.clock.advance(minutes(100));
    const held = await beginAttempt(world);
    const { log, of } = recordingLog();
    const done = new AbortController();
    const keeping = keepLease(world.world, log, held, {
      progress: () => ({ ...noProgress, phase: 'executing' }),
      ownRequest: () => undefined,
      onRequest: () => undefined,
      ended: done.signal,
    });
    await world.clock.advance(minutes(6));
    done.abort();
    await keeping.rows;

    expect(of('run_alive')).toMatchObject([
      { line: `💓 Run ${begunRun.id} has been executing for 5 minutes, row count not reported` },
    ]);
  });

  it('is read when another process wrote first: a cancellation request is passed on and stays in the row', async () => {
    const test = await setUp();
    await writeAsOther(test, { lease: requestCancellation(ownLease, cancel) });
    await test.clock.advance(leaseRenewal);

    expect(test.heard).toEqual([cancel]);
    expect(test.control().lease).toMatchObject({ renewedAt: plus(start, leaseRenewal), stop: cancel });
    expect(await test.end()).toEqual(test.control());
  });

  it('shows why this process itself stops the attempt', async () => {
    const { clock, control, stopBecause, heard } = await setUp();
    const deadline: CancellationRequest = { cause: 'deadline', at: start };
    stopBecause(deadline);
    await clock.advance(leaseRenewal);

    expect(control().lease).toMatchObject({ stop: deadline });
    expect(heard).toEqual([]);
  });

  it('is lost, once in the log, when another process has taken it over', async () => {
    const test = await setUp();
    const taken = acquire(ownLease, { holder: 'b:2', runId: begunRun.id, attempt: 2 }, start, leaseExpiry);
    await writeAsOther(test, { lease: taken });
    await test.clock.advance(minutes(10));

    expect(test.control().lease).toEqual(taken);
    expect(test.lines).toEqual([
      {
        level: 'error',
        line: `run ${begunRun.id} lost its lease: another process settles it, and this one will not write its result`,
        fields: { event: 'lease_lost', runId: begunRun.id },
      },
    ]);
    expect((await test.end()).lease).toEqual(ownLease);
  });

  it('is lost as well, and said, after it has been renewed, and when the rows are deleted', async () => {
    const test = await setUp();
    await test.clock.advance(leaseRenewal);
    deleteControlRows(test);
    await test.clock.advance(milliseconds(2 * leaseRenewal));

    expect(test.lines).toMatchObject([{ level: 'error', fields: { event: 'lease_lost' } }]);
  });

  it.each([
    { by: 'another run', holder: 'b:2', runId: runIdOf(2), attempt: 1 },
    { by: 'another process', holder: 'b:2', runId: runIdOf(1), attempt: 1 },
    { by: 'another attempt', holder: 'a:1', runId: runIdOf(1), attempt: 2 },
  ])('is lost to $by that holds the same epoch since the control rows were deleted', async (other) => {
    const test = await setUp();
    await makeControlRowsAnew(test);
    const { holder, runId, attempt } = other;
    const taken = acquire(neverHeld, { holder, runId, attempt }, start, leaseExpiry);
    await writeAsOther(test, { lease: requestCancellation(taken, cancel) });
    await test.clock.advance(minutes(10));

    expect(taken.epoch).toBe(ownLease.epoch);
    expect(test.control().lease).toEqual(requestCancellation(taken, cancel));
    expect(test.heard).toEqual([]);
    expect(test.of('lease_lost')).toHaveLength(1);
  });

  it('is renewed again after the table could not be reached', async () => {
    let reachable = false;
    const test = await setUp({
      store: ({ commit }) => ({
        commit: (change) => (reachable ? commit(change) : Promise.reject(new Error('no answer'))),
      }),
    });
    await test.clock.advance(leaseRenewal);
    reachable = true;
    await test.clock.advance(leaseRenewal);

    expect(test.lines).toEqual([
      {
        level: 'warn',
        line: `could not renew the lease of run ${begunRun.id}, trying again: Error: no answer`,
        fields: { runId: begunRun.id },
      },
    ]);
    expect(test.control().lease).toMatchObject({ renewedAt: plus(start, milliseconds(2 * leaseRenewal)) });
  });

  it('is renewed under versions that a change of the schedule has left behind', async () => {
    const test = await setUp();
    await writeAsOther(test, { config: configWith({ changedBy: 'siti' }), lease: ownLease });
    await test.clock.advance(leaseRenewal);

    expect((await test.end()).config.changedBy).toBe('siti');
    expect(test.heard).toEqual([]);
    expect(test.control().lease).toMatchObject({ renewedAt: plus(start, leaseRenewal) });
  });

  it('is not counted as lost when a second writer is quicker as well', async () => {
    let conflicts = 2;
    const test = await setUp({
      store: ({ commit }) => ({
        commit: async (change) => {
          if (conflicts === 0) return commit(change);
          conflicts -= 1;
          return { kind: 'conflict' };
        },
      }),
    });
    await test.clock.advance(milliseconds(2 * leaseRenewal));

    expect(test.lines).toEqual([]);
    expect(test.control().lease).toMatchObject({ renewedAt: plus(start, milliseconds(2 * leaseRenewal)) });
  });

  it('is confirmed by a write of its own: not by one that was on its way before', async () => {
    const { confirm, table, control } = await setUp();
    const before = table.writes();
    const [one, other] = await Promise.all([confirm(), confirm()]);

    expect([one, other]).toEqual([true, true]);
    expect(table.writes()).toBe(before + 2);
    expect(control().lease).toMatchObject({ kind: 'held', epoch: 1 });
  });

  it('is not confirmed once another process has taken it, even for the same run and attempt', async () => {
    const test = await setUp();
    await writeAsOther(test, { lease: { ...ownLease, epoch: ownLease.epoch + 1 } });

    expect(await test.confirm()).toBe(false);
    expect(test.control().lease).toMatchObject({ epoch: ownLease.epoch + 1 });
  });

  it('is not confirmed while the table does not answer, and the attempt goes on', async () => {
    const test = await setUp({ store: () => ({ commit: () => Promise.reject(new Error('no answer')) }) });
    expect(await test.confirm()).toBe(false);
    expect(test.of('lease_lost')).toEqual([]);
  });

  // Each round writes twice: again after it has read the rows.
  it.each([
    { lost: 1, tries: 2, confirmed: true },
    { lost: 2, tries: 3, confirmed: true },
    { lost: 8, tries: 9, confirmed: true },
    { lost: 9, tries: 10, confirmed: true },
    { lost: 99, tries: 10, confirmed: false },
  ])('after $lost lost races is confirmed: $confirmed', async ({ lost, tries, confirmed }) => {
    let tried = 0;
    const test = await setUp({
      store: ({ commit }) => ({
        commit: async (change) => ((tried += 1) > lost ? commit(change) : { kind: 'conflict' }),
      }),
    });
    expect(await test.confirm()).toBe(confirmed);
    expect(tried).toBe(tries);
    expect(test.lines).toEqual([]);
  });
});
