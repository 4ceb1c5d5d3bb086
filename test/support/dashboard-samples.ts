/** Statuses as the API would answer with them, for tests of the dashboard. */
import type { RunOutcome } from '../../src/core/run/run.ts';
import { finish } from '../../src/core/run/start-and-finish.ts';
import { initialState, recordRun } from '../../src/core/job/job-state.ts';
import type { EpochMs } from '../../src/core/time/time.ts';
import { toStatusView } from '../../src/api/views/status-view.ts';
import {
  configWith,
  heldLease,
  runningRun,
  settings,
  type SnapshotParts,
  snapshotWith,
  start,
} from './core-samples.ts';

export const statusWith = (parts: SnapshotParts, now: EpochMs = start) =>
  toStatusView(snapshotWith(parts), now, settings);

export const active = runningRun();
/** Parts of a snapshot with a run in progress. */
export const running = { state: { active }, lease: heldLease(active) };

export const ended = (outcome: RunOutcome, at: EpochMs = start) => {
  const attempt = { ...active.state.attempt, endedAt: at, outcome: 'succeeded', rowsAffected: 0 } as const;
  return finish({ ...active, attempts: [attempt] }, { outcome, message: 'it ended' }, at);
};
export const after = (outcome: RunOutcome, at?: EpochMs) => recordRun(initialState, ended(outcome, at));

export const pause = { by: 'siti', reason: 'closing', since: start };
export const paused = configWith({ pause });
