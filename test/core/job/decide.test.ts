/** (snapshot, now) → what to do, with its reason: slots, pauses and retries. */
import { describe, expect, test } from 'vitest';
import { epochMs } from '../../../src/core/time/time.ts';
import {
  afterHours,
  afterMinutes,
  configWith,
  fixedRate,
  heldLease,
  runningRun,
  snapshotWith,
  start,
  waitingRun,
  decideNow,
  runIdOf,
} from '../../support/core-samples.ts';

const pause = { by: 'siti', reason: 'closing', since: start };
const paused = configWith({ pause });
const runId = runIdOf(1);

describe('without any run', () => {
  test('an empty table gets the defaults', () => {
    expect(decideNow({ kind: 'empty' }, start)).toEqual({
      kind: 'initialise',
      reason: { code: 'first_start' },
    });
  });

  test('waits for the slot and says when and why', () => {
    const snapshot = snapshotWith({ state: { lastEnd: start } });
    expect(decideNow(snapshot, afterHours(1))).toEqual({
      kind: 'wait',
      until: afterHours(3),
      reason: { code: 'waiting_for_slot', at: afterHours(3), cause: 'interval_after_finish' },
    });
  });

  test('starts a slot at its instant, and everything missed as one run', () => {
    const snapshot = snapshotWith({ state: { lastEnd: start } });
    expect(decideNow(snapshot, afterHours(3))).toMatchObject({
      kind: 'start',
      due: { latest: afterHours(3), missed: 0 },
    });
    expect(decideNow(snapshot, afterHours(31))).toEqual({
      kind: 'start',
      due: { first: afterHours(3), latest: afterHours(30), missed: 9 },
      reason: { code: 'slot_due', at: afterHours(30), missed: 9, first: afterHours(3) },
    });
  });

  test('does not run twice when the clock goes back', () => {
    const served = { lastSlot: afterHours(3), lastEnd: afterHours(4) };
    expect(decideNow(snapshotWith({ state: served }), afterHours(2))).toMatchObject({ kind: 'wait' });
    const config = configWith({ schedule: fixedRate(3) });
    expect(decideNow(snapshotWith({ config, state: served }), afterHours(2))).toMatchObject({
      kind: 'wait',
      until: afterHours(3),
    });
  });
});

describe('while paused', () => {
  test('nothing is due, and the reason says by whom and why', () => {
    expect(decideNow(snapshotWith({ config: paused }), afterHours(50))).toEqual({
      kind: 'wait',
      reason: { code: 'paused', pause },
    });
  });

  test('it resumes by itself at the given time, not before', () => {
    const until = afterHours(2);
    const config = configWith({ pause: { ...pause, until } });
    expect(decideNow(snapshotWith({ config }), epochMs(until - 1))).toMatchObject({ kind: 'wait', until });
    expect(decideNow(snapshotWith({ config }), until)).toEqual({
      kind: 'resume',
      reason: { code: 'pause_over', until },
    });
  });

  test('a requested run still starts', () => {
    const active = waitingRun({ trigger: 'request', actor: 'budi', actorId: 'id-7' });
    expect(decideNow(snapshotWith({ config: paused, state: { active } }), start)).toEqual({
      kind: 'attempt',
      run: active,
      reason: { code: 'requested', runId, by: 'budi', byId: 'id-7', at: active.state.dueAt },
    });
  });

  test('the retry of a scheduled run waits, that of a requested one goes on', () => {
    const retry = { kind: 'waiting' as const, attempt: 2, dueAt: start };
    const scheduled = { ...waitingRun(), state: retry };
    expect(
      decideNow(snapshotWith({ config: paused, state: { active: scheduled } }), afterHours(1)),
    ).toMatchObject({
      kind: 'wait',
      reason: { code: 'retry_held_by_pause' },
    });
    const requested = { ...waitingRun({ trigger: 'request' }), state: retry };
    expect(
      decideNow(snapshotWith({ config: paused, state: { active: requested } }), afterHours(1)),
    ).toMatchObject({
      kind: 'attempt',
      reason: { code: 'retry_due', attempt: 2, at: start },
    });
  });

  test('slots that pass during a run are not skipped: paused time is no misfire', () => {
    const config = configWith({ schedule: fixedRate(1), pause });
    const active = runningRun();
    const lease = heldLease(active, afterHours(5));
    expect(
      decideNow(snapshotWith({ config, lease, state: { active, lastSlot: start } }), afterHours(5)),
    ).toMatchObject({ kind: 'wait' });
  });
});

describe('a retry', () => {
  const active = { ...waitingRun(), state: { kind: 'waiting' as const, attempt: 2, dueAt: afterMinutes(5) } };

  test('is due at its instant, not before', () => {
    expect(decideNow(snapshotWith({ state: { active } }), afterMinutes(4))).toEqual({
      kind: 'wait',
      until: afterMinutes(5),
      reason: { code: 'waiting_for_retry', runId, attempt: 2, at: afterMinutes(5) },
    });
    expect(decideNow(snapshotWith({ state: { active } }), afterMinutes(5))).toMatchObject({
      kind: 'attempt',
      run: active,
    });
  });

  test('of a scheduled run does not come sooner than the start delay after a change', () => {
    const config = configWith({ notBefore: afterMinutes(10) });
    expect(decideNow(snapshotWith({ config, state: { active } }), afterMinutes(6))).toMatchObject({
      kind: 'wait',
      until: afterMinutes(10),
    });
  });
});
