/** An attempt that this process has begun: its lease and its run are in the rows. */
import { recordRun } from '../../../src/core/job/job-state.ts';
import type { HeldLease } from '../../../src/core/run/lease.ts';
import type { BegunRun } from '../../../src/core/run/run.ts';
import type { HeldSnapshot } from '../../../src/operations/attempt/keep-lease.ts';
import { heldLease, runningRun } from '../../support/core-samples.ts';
import { type TestWorld, writeAsOther } from './world.ts';

export const begunRun: BegunRun = runningRun();
export const ownLease: HeldLease = heldLease(begunRun);

export async function beginAttempt(test: TestWorld): Promise<HeldSnapshot> {
  await writeAsOther(test, { lease: ownLease, state: recordRun(test.control().state, begunRun) });
  return { ...test.control(), lease: ownLease };
}
