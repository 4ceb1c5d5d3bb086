/** (snapshot, now) → what to do, with its reason: while a run has begun, and with the slots that pass meanwhile. */
import { describe, expect, test } from 'vitest';
import { omitUndefined } from '../../../src/core/omit-undefined.ts';
import { release, requestCancellation } from '../../../src/core/run/lease.ts';
import { finish } from '../../../src/core/run/start-and-finish.ts';
import { epochMs } from '../../../src/core/time/time.ts';
import {
  afterHours,
  afterMinutes,
  begunRun,
  cancelRequest,
  configWith,
  fixedRate,
  heldLease,
  runningRun,
  snapshotWith,
  start,
  decideNow,
  runIdOf,
} from '../../support/core-samples.ts';

const runId = runIdOf(1);

describe('while a run has begun', () => {
  const active = runningRun();
  const lease = heldLease(active);

  test('a live lease is waited for, whatever is due', () => {
    expect(decideNow(snapshotWith({ lease, state: { active } }), epochMs(lease.expiresAt - 1))).toEqual({
      kind: 'wait',
      reason: { code: 'running', runId, since: start },
    });
  });

  test('a cancellation request shows as stopping', () => {
    const requested = requestCancellation(lease, cancelRequest);
    expect(decideNow(snapshotWith({ lease: requested, state: { active } }), start)).toMatchObject({
      kind: 'wait',
      reason: { code: 'stopping', since: start },
    });
  });

  test('an expired lease starts nothing: the run is reconciled', () => {
    expect(decideNow(snapshotWith({ lease, state: { active } }), lease.expiresAt)).toEqual({
      kind: 'reconcile',
      run: active,
      reason: { code: 'holder_lost', runId, expiredAt: lease.expiresAt },
    });
  });

  test('a lease that is free although the run is running counts as lost since the attempt began', () => {
    const snapshot = snapshotWith({ lease: release(lease), state: { active } });
    expect(decideNow(snapshot, afterMinutes(1)).reason).toEqual({
      code: 'holder_lost',
      runId,
      expiredAt: active.state.attempt.startedAt,
    });
  });

  test.each([
    ['stopping', { code: 'stopping', runId, since: start }],
    ['reconciling', { code: 'outcome_open', runId, since: start, lost: 'process' }],
    ['orphaned', { code: 'orphaned', runId, since: start, lost: 'process' }],
  ] as const)('a run that is %s is asked about with every tick', (kind, reason) => {
    const open = begunRun(({ attempt }) => ({ kind, attempt, since: start, stop: cancelRequest }));
    const snapshot = snapshotWith({ lease: release(lease), state: { active: open } });
    expect(decideNow(snapshot, afterHours(500))).toEqual({ kind: 'reconcile', run: open, reason });
  });

  const connectionLost = { class: 'outcome_unknown', message: 'socket hang up', remedy: '' } as const;
  test.each([
    ['reconciling', undefined, 'outcome_open', 'process'],
    ['reconciling', connectionLost, 'outcome_open', 'connection'],
    ['orphaned', undefined, 'orphaned', 'process'],
    ['orphaned', connectionLost, 'orphaned', 'connection'],
    ['orphaned', { ...connectionLost, class: 'interrupted' }, 'orphaned', 'shutdown'],
  ] as const)('a run that is %s after %j says so, and what was lost', (kind, failure, code, lost) => {
    const open = begunRun(({ attempt }) => ({ kind, attempt, since: start, ...omitUndefined({ failure }) }));
    const snapshot = snapshotWith({ lease: release(lease), state: { active: open } });
    expect(decideNow(snapshot, start).reason).toEqual({ code, runId, since: start, lost });
  });

  test('a holder that came back and renewed is waited for', () => {
    const lost = begunRun(({ attempt }) => ({ kind: 'orphaned', attempt, since: start }));
    expect(decideNow(snapshotWith({ lease, state: { active: lost } }), start)).toMatchObject({
      kind: 'wait',
    });
  });
});

describe('fixed-rate slots that pass during a run', () => {
  const config = configWith({ schedule: fixedRate(1) });
  const active = runningRun();
  const last = finish(active, { outcome: 'succeeded', message: '' }, afterMinutes(150));

  test('are skipped with that run as the reason, counted and not looped over', () => {
    const lease = heldLease(active, afterHours(4));
    expect(
      decideNow(snapshotWith({ config, lease, state: { active, lastSlot: start } }), afterHours(4.5)),
    ).toEqual({
      kind: 'skip',
      due: { first: afterHours(1), latest: afterHours(4), missed: 3 },
      reason: { code: 'slot_while_running', at: afterHours(4), runId },
    });
  });

  test('are skipped even if the run has ended before the next tick, and later ones are not', () => {
    const state = { last, lastSlot: start, lastEnd: afterMinutes(150) };
    expect(decideNow(snapshotWith({ config, state }), afterHours(10))).toMatchObject({
      kind: 'skip',
      due: { latest: afterHours(2), missed: 1 },
    });
    const after = { ...state, lastSlot: afterHours(2) };
    expect(decideNow(snapshotWith({ config, state: after }), afterHours(3))).toMatchObject({
      kind: 'start',
      due: { latest: afterHours(3), missed: 0 },
    });
  });

  test('are skipped for the run that has ended even if another was requested before the next tick', () => {
    const createdAt = afterMinutes(151);
    const requested = runningRun({ id: 'run-2', trigger: 'request', slot: createdAt, createdAt });
    const state = { active: requested, last, lastSlot: start, lastEnd: afterMinutes(150) };
    expect(
      decideNow(snapshotWith({ config, lease: heldLease(requested), state }), afterMinutes(152)),
    ).toMatchObject({
      kind: 'skip',
      due: { first: afterHours(1), latest: afterHours(2), missed: 1 },
      reason: { code: 'slot_while_running', runId },
    });
  });

  test('stay due if they were overdue before a run was requested, and become the catch-up run', () => {
    const createdAt = afterMinutes(70);
    const requested = runningRun({ trigger: 'request', slot: createdAt, createdAt });
    const lease = heldLease(requested);
    const state = { active: requested, lastSlot: start };
    expect(decideNow(snapshotWith({ config, lease, state }), afterMinutes(71))).toMatchObject({
      kind: 'wait',
    });
    const long = heldLease(requested, afterMinutes(130));
    expect(decideNow(snapshotWith({ config, lease: long, state }), afterMinutes(130))).toMatchObject({
      kind: 'wait',
    });
    const ended = {
      last: finish(requested, { outcome: 'succeeded', message: '' }, afterMinutes(80)),
      lastSlot: start,
    };
    expect(decideNow(snapshotWith({ config, state: ended }), afterMinutes(80))).toMatchObject({
      kind: 'start',
      due: { latest: afterHours(1), missed: 0 },
    });
  });

  test('stay due if a run was requested at that very instant', () => {
    const createdAt = afterHours(1);
    const requested = runningRun({ trigger: 'request', slot: createdAt, createdAt });
    const state = { active: requested, lastSlot: start };
    const snapshot = snapshotWith({ config, lease: heldLease(requested), state });
    expect(decideNow(snapshot, createdAt)).toMatchObject({ kind: 'wait' });
  });
});
