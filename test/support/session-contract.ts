/**
 * What the orchestration of a call relies on: outcomes of openLockedSession, executeProcedure and probeProcedure for
 * each behaviour of a server. The driver's session and the simulated one are both held to it.
 */
import { afterEach, beforeEach, describe } from 'vitest';
import { describeCalls } from './session-contract/calls.ts';
import { describeEnds } from './session-contract/ends.ts';
import { describeLocks } from './session-contract/locks.ts';
import type { SessionRig, StartRig } from './session-contract/session-rig.ts';

export function describeSessionContract(name: string, start: StartRig): void {
  let rig: SessionRig;
  beforeEach(async () => {
    rig = await start();
  });
  afterEach(() => rig.close());
  describe(`${name}, opened`, () => {
    describeLocks(() => rig);
  });
  describe(`a call on ${name}`, () => {
    describeCalls(() => rig);
  });
  describe(`the end of a call on ${name}`, () => {
    describeEnds(() => rig);
  });
}
