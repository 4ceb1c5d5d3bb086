/** The simulated session keeps the contract of the driver's, so that what the simulation proves holds for the real one. */
import { lockTargetOf } from '../../src/adapters/sql-server/procedure-runner.ts';
import { runnerParts } from '../adapters/sql-server/support/attempt.ts';
import { describeSessionContract } from '../support/session-contract.ts';
import type { Behaviour, CallOutcome, SessionRig } from '../support/session-contract/session-rig.ts';
import { Chance } from '../support/chance.ts';
import type { Course } from './courses.ts';
import { HostClock } from './host-clock.ts';
import { Kernel } from './kernel.ts';
import { Link } from './link.ts';
import type { Line, LoginTrouble } from './connection.ts';
import { sessionsOn } from './simulated-session.ts';
import { type CallEnd, SqlServer } from './sql-server.ts';

const outcomes: Readonly<Record<CallEnd, CallOutcome>> = {
  succeeded: 'completed',
  failed: 'failed',
  stopped: 'stopped',
  killed: 'killed',
};
const troubles: Readonly<Record<NonNullable<Behaviour['login']>, LoginTrouble>> = {
  refused: 'login',
  busy: 'busy',
  silent: 'silent',
};

const courseOf = ({ rows = 0, prints, error, lasts, stubborn }: Behaviour): Course => ({
  takes: lasts === true ? 86_400_000 : 1_000,
  rows,
  prints,
  error: error === undefined ? undefined : { number: error, message: `error ${error}`, class: 16 },
  stopsWithin: stubborn === true ? undefined : 500,
  outlivesClient: stubborn === true ? undefined : 500,
});

function startSimulated(): SessionRig {
  const chance = new Chance('session contract');
  const kernel = new Kernel(chance.stream('kernel'));
  const host = { alive: true, suspendedUntil: 0, name: 'simulated' };
  let behaviour: Behaviour = {};
  const server = new SqlServer(kernel, chance.stream('server'), () => courseOf(behaviour));
  const line: Line = {
    server,
    host,
    link: new Link(kernel, chance.stream('link')),
    connections: new Set(),
    trouble: () => (behaviour.login === undefined ? undefined : troubles[behaviour.login]),
  };
  const parts = runnerParts(new HostClock(kernel, host, 0, 1), {
    SQL_SERVER: 'simulated',
    SQL_DATABASE: 'Attendance',
    SQL_USER: 'app',
    SQL_PASSWORD: 'simulated',
    SQL_CONNECT_RETRY_SECONDS: '0',
  });
  const until = async (condition: () => boolean): Promise<void> => {
    // Time passes only once everybody waits for it.
    await new Promise(setImmediate);
    while (!condition()) if (!(await kernel.step())) throw new Error('nothing is left to happen');
  };
  return {
    target: lockTargetOf({ ...parts, createSession: sessionsOn(line) }),
    settings: parts.settings,
    behave: (next) => {
      behaviour = next;
    },
    breakConnections: async () => {
      const broken = [...line.connections];
      for (const connection of broken) connection.reset();
      await until(() => broken.every(({ isDead }) => isDead));
    },
    finish: () => server.finish(),
    // Time is virtual.
    hurry: () => undefined,
    calls: () => server.calls.map(({ ended }) => (ended === undefined ? 'running' : outcomes[ended.how])),
    connected: () => line.connections.size,
    run: async (work) => {
      let done = false;
      const settled = work.finally(() => {
        done = true;
      });
      settled.catch(() => undefined);
      await until(() => done);
      return settled;
    },
    until,
    close: async () => undefined,
  };
}

describeSessionContract('a simulated session', () => Promise.resolve(startSimulated()));
