/** The driver's session, over a real socket to the stand-in, keeps the contract that the simulated one is held to. */
import { vi } from 'vitest';
import type { Execution } from '../../../local/sql-server/executions.ts';
import type { Fault } from '../../../local/sql-server/stand-in.ts';
import { systemClock } from '../../../src/adapters/system/clock.ts';
import { milliseconds } from '../../../src/core/time/time.ts';
import type { Clock } from '../../../src/ports.ts';
import { describeSessionContract } from '../../support/session-contract.ts';
import type { Behaviour, CallOutcome, SessionRig } from '../../support/session-contract/session-rig.ts';
import { patiently, startRig } from './support/rig.ts';

const outcomes: Readonly<Record<Execution['outcome'], CallOutcome>> = {
  running: 'running',
  completed: 'completed',
  cancelled: 'stopped',
  failed: 'failed',
  'connection-lost': 'killed',
};
const long = 3_600_000;

function faultOf({ login, rows, prints, error, lasts, stubborn }: Behaviour): Fault {
  switch (login) {
    case 'refused':
      return { kind: 'deny-login', error: { number: 18_456 } };
    case 'busy':
      return { kind: 'deny-login', error: { number: 40_613 } };
    case 'silent':
      return { kind: 'mute', at: 'login' };
    case undefined:
  }
  if (stubborn === true) return { kind: 'ignore-attention', ms: long };
  return {
    kind: 'script',
    steps: [
      ...(rows === undefined ? [] : [{ insert: rows }]),
      ...(prints === undefined ? [] : [{ print: prints }]),
      ...(lasts === true ? [{ wait: long }] : []),
      ...(error === undefined ? [] : [{ error: { number: error } }]),
    ],
  };
}

async function startDriver(): Promise<SessionRig> {
  let hurried = false;
  const clock: Clock = {
    ...systemClock,
    sleep: (duration, signal) => systemClock.sleep(hurried ? milliseconds(100) : duration, signal),
  };
  const rig = await startRig({}, { SQL_CONNECT_RETRY_SECONDS: '0' }, clock);
  rig.server.setFault(faultOf({}));
  return {
    target: rig.target,
    settings: rig.settings,
    behave: (behaviour) => rig.server.setFault(faultOf(behaviour)),
    hurry: () => {
      hurried = true;
    },
    breakConnections: rig.relay.cut,
    finish: rig.server.finishRuns,
    calls: () => rig.server.executions.map(({ outcome }) => outcomes[outcome]),
    connected: rig.relay.open,
    run: (work) => work,
    until: async (condition) => void (await vi.waitUntil(condition, patiently)),
    close: async () => {
      rig.server.finishRuns();
      await rig.close();
    },
  };
}

describeSessionContract('a session of the driver', startDriver);
