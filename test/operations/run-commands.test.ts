/** What the commands about a run make of the rows, and what the audit says of it. */
import { describe, expect, test } from 'vitest';
import { LocalDate, milliseconds, plus } from '../../src/core/time/time.ts';
import { cancel } from '../../src/operations/commands/cancel.ts';
import { forceExecute } from '../../src/operations/commands/force-execute.ts';
import { forceUnlock } from '../../src/operations/commands/force-unlock.ts';
import { runIdOf, runningRun, settings, start, waitingRun } from '../support/core-samples.ts';
import { answerOf, audited, auditOf, by, createCommandWorld, withActive } from './support/command-world.ts';
import { writeRuns } from '../support/store-contract/rows.ts';
import { type TestWorld, writeAsOther } from './support/world.ts';

const { forceCooldown } = settings;

const sendForceExecute = (there: TestWorld, request = {}) =>
  forceExecute(there.world, by('force_execute'), request);

describe('force-execute', () => {
  test('requests a run of yesterday and today, which is due at once', async () => {
    const id = runIdOf(2);
    const asked: unknown[] = [];
    const newId = (...after: unknown[]) => {
      asked.push(after);
      return id;
    };
    const there = createCommandWorld({ idGenerator: { newId } });
    expect(answerOf(await sendForceExecute(there))).toMatchObject({
      outcome: { kind: 'run_requested', runId: id },
    });
    expect(asked).toEqual([[start, undefined]]);
    expect(there.control().state).toMatchObject({ lastRequestAt: start });
    const range = { awal: '2026-11-23', akhir: '2026-11-24' };
    const { active } = there.control().state;
    expect(active).toEqual({
      id,
      trigger: 'request',
      slot: start,
      missedSlots: 0,
      createdAt: start,
      range,
      actor: 'siti',
      actorId: 'id-siti',
      reason: 'no reason given',
      attempts: [],
      state: { kind: 'waiting', attempt: 1, dueAt: start },
    });
    expect(await there.store.findRun(id)).toEqual(active);
    expect(await audited(there)).toMatchObject({ runId: id, before: 'null', after: JSON.stringify(range) });
  });

  test('refuses an impossible range', async () => {
    const awal = LocalDate.parse('2026-11-25');
    expect(await sendForceExecute(createCommandWorld(), { awal })).toMatchObject({
      why: 'range_refused',
      range: { field: 'awal' },
    });
  });

  test('refuses a second run beside an active one', async () => {
    expect(await sendForceExecute(await withActive(waitingRun()))).toEqual({
      kind: 'refused',
      why: 'run_active',
      runId: runIdOf(1),
      state: 'waiting',
    });
  });

  test.each([
    ['at once', 0, forceCooldown],
    ['a moment too early', forceCooldown - 1, 1],
    ['at the end of the cool-down', forceCooldown, undefined],
    ['when the clock was seconds ahead', -1_000, forceCooldown],
    ['when the clock was hours ahead', -10_000_000, undefined],
  ])('after another request: %s', async (_, passed, wait) => {
    const there = createCommandWorld();
    const lastRequestAt = plus(start, milliseconds(-passed));
    await writeAsOther(there, { state: { ...there.control().state, lastRequestAt } });
    expect(await sendForceExecute(there)).toMatchObject(
      wait === undefined ? { kind: 'done' } : { kind: 'refused', why: 'cooling_down', wait },
    );
  });
});

const sendCancel = (there: TestWorld, runId = runIdOf(1)) =>
  cancel(there.world, by('cancel'), { runId, reason: 'wrong' });

describe('cancel', () => {
  test('ends a run that waits', async () => {
    const there = await withActive(waitingRun());
    expect(answerOf(await sendCancel(there))).toMatchObject({
      outcome: { kind: 'run_cancelled', runId: runIdOf(1) },
    });
    expect(there.control().state.active).toBeUndefined();
    expect(await audited(there)).toMatchObject({
      runId: runIdOf(1),
      before: '"waiting"',
      after: '"cancelled"',
    });
  });

  test('orders the process of a running one to stop', async () => {
    const there = await withActive(runningRun());
    expect(answerOf(await sendCancel(there))).toMatchObject({
      outcome: { kind: 'cancellation_requested', runId: runIdOf(1) },
    });
    expect(there.control().lease).toMatchObject({ stop: { by: 'siti', reason: 'wrong' } });
    expect(await audited(there)).toMatchObject({ before: '"running"', after: '"ordered"' });
  });

  test('needs no reason', async () => {
    const there = await withActive(runningRun());
    await cancel(there.world, by('cancel'), { runId: runIdOf(1) });
    expect(there.control().lease).toMatchObject({ stop: { reason: 'no reason given' } });
    expect((await audited(there))?.reason).toBe('no reason given');
  });

  test('tells a run that has ended from one that never existed', async () => {
    const there = createCommandWorld();
    expect(await sendCancel(there)).toEqual({ kind: 'refused', why: 'no_such_run', runId: runIdOf(1) });
    await writeRuns(there.store, [runningRun()]);
    expect(await sendCancel(there)).toEqual({ kind: 'refused', why: 'run_finished', runId: runIdOf(1) });
    expect(await auditOf(there)).toEqual([]);
  });

  test('refused for another reason says so, although the run has ended', async () => {
    const refused = { kind: 'refused', why: 'too_many_requests' };
    const full = { window: { startedAt: start, count: settings.rateLimit }, version: 'v1' };
    const there = createCommandWorld({ store: () => ({ readRate: async () => full }) });
    await writeRuns(there.store, [runningRun()]);
    expect(await sendCancel(there)).toMatchObject(refused);
  });

  test('carried out asks for nothing in the history', async () => {
    const there = await withActive(waitingRun());
    there.world.store.findRun = () => Promise.reject(new Error('not expected'));
    expect(await sendCancel(there)).toMatchObject({ kind: 'done' });
  });
});

const sendForceUnlock = (there: TestWorld) =>
  forceUnlock(there.world, by('force_unlock'), { reason: 'it hangs' });

describe('force-unlock', () => {
  test('ends the lease now and does not free it', async () => {
    const there = await withActive(runningRun());
    const { lease } = there.control();
    if (lease.kind !== 'held') throw new Error('expected a held lease');
    const { holder, epoch, expiresAt } = lease;
    expect(answerOf(await sendForceUnlock(there))).toMatchObject({
      outcome: { kind: 'lease_ended', holder: 'a:1', runId: runIdOf(1) },
    });
    expect(there.control().lease).toEqual({ ...lease, expiresAt: start });
    expect(await audited(there)).toMatchObject({
      reason: 'it hangs',
      before: JSON.stringify({ holder, epoch, expiresAt }),
      after: JSON.stringify({ expiresAt: start }),
    });
  });

  test('is refused while nobody holds the lease', async () => {
    expect(await sendForceUnlock(createCommandWorld())).toEqual({ kind: 'refused', why: 'lease_free' });
  });
});
