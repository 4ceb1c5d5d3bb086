/** One attempt or probe whose wire breaks at one moment, in one way: what the app says of it, and what the server knows. */
import { vi } from 'vitest';
import { startSqlServer } from '../../../../local/sql-server/stand-in.ts';
import { createProcedureRunner } from '../../../../src/adapters/sql-server/procedure-runner.ts';
import { createSession, type CreateSession } from '../../../../src/adapters/sql-server/sql-session.ts';
import { systemClock } from '../../../../src/adapters/system/clock.ts';
import type { AttemptResult } from '../../../../src/core/run/end-attempt.ts';
import type { ProbeResult } from '../../../../src/core/run/reconciliation.ts';
import { epochMs, milliseconds } from '../../../../src/core/time/time.ts';
import type { Clock, ProcedureRunner } from '../../../../src/ports.ts';
import { probeOnce, record, type Recording, runnerParts } from './attempt.ts';
import { loginTokens, routingToken, startHostileServer } from './hostile-server.ts';
import { startWireProxy, type WireProxy } from './wire-proxy.ts';
import { isForPatience, type WireFault } from './wire-strike.ts';
import type { Row } from './wire-table.ts';

export interface Cell {
  readonly row: Omit<Row, 'encryption'>;
  readonly fault: WireFault;
  readonly encrypted: boolean;
}

const soon = { timeout: 60_000, interval: 5 };

/** A rig whose server goes on while the wire is broken. */
export async function startCell({ row, fault, encrypted }: Cell) {
  const { moment, stopped } = row;
  const server = await startSqlServer();
  const proxy = await startWireProxy(server.port, moment, encrypted);
  const gateway = row.redirected === true ? await startGateway(proxy.port) : undefined;
  // Only what can still be said is cut in half or slow.
  const ends = moment.at === 'other' || (isForPatience(fault) && fault !== 'silent' && stopped !== true);
  const wait = { wait: ends ? 1 : 3_600_000 };
  server.setFault({ kind: 'script', steps: [{ insert: 3 }, { print: 'begun' }, wait, { insert: 4 }] });

  const connectTo = (port: number, broken: boolean, clock: Clock) =>
    runnerParts(clock, {
      SQL_SERVER: '127.0.0.1',
      SQL_PORT: String(port),
      SQL_DATABASE: 'Attendance',
      SQL_USER: server.user,
      SQL_PASSWORD: server.password,
      SQL_ENCRYPT: String(broken && encrypted),
      SQL_TRUST_SERVER_CERTIFICATE: String(broken && encrypted),
      // So long that there is no time for a second try.
      SQL_CONNECT_TIMEOUT_SECONDS: '300',
    });
  const impatient = impatientClock(proxy, isForPatience(fault) ? 300 : 3_000);
  const broken = connectTo(gateway?.port ?? proxy.port, true, impatient.clock);
  const strike = (): void => proxy.strike(fault);
  const idle = moment.at === 'lock' && moment.answered === true;
  const runner = createProcedureRunner({
    ...broken,
    ...(idle ? { createSession: strikingIdle(proxy, fault, strike) } : {}),
  });
  return {
    server,
    proxy,
    runner,
    runnerBeside: createProcedureRunner(connectTo(server.port, false, systemClock)),
    strike: idle ? () => {} : strike,
    idle,
    /** In milliseconds of the app's clock. */
    waited: impatient.waited,
    close: async () => {
      await gateway?.close();
      await proxy.close();
      await server.close();
    },
  };
}

type Rig = Awaited<ReturnType<typeof startCell>>;

/** The attempt, with a stop when nothing else would end it. */
export async function attempt(rig: Rig, { row, fault }: Cell): Promise<AttemptResult> {
  const { moment } = row;
  const { server, proxy } = rig;
  const recording = record();
  const running = rig.runner.execute(recording.execution);
  if (row.stopped === true) await stopOnce(recording, () => recording.messages.length > 0);
  await vi.waitUntil(proxy.reached, soon);
  if (moment.at === 'execute' && moment.lost !== true) {
    await vi.waitUntil(() => server.executions.length > 0, soon);
    if (moment.answered === true) await vi.waitUntil(() => recording.messages.length > 0, soon);
  }
  rig.strike();
  if (fault === 'silent' && (moment.at === 'execute' || rig.idle)) {
    await stopOnce(recording, () => proxy.hasHeard('execute'));
  }
  return running;
}

/** The probe, which breaks as well. */
export async function probeBroken(rig: Pick<Rig, 'runner' | 'proxy' | 'strike'>): Promise<ProbeResult> {
  const asking = probeOnce(rig.runner);
  await vi.waitUntil(rig.proxy.reached, soon);
  rig.strike();
  return asking;
}

export const probeBeside = (rig: { readonly runnerBeside: ProcedureRunner }): Promise<ProbeResult> =>
  probeOnce(rig.runnerBeside);

async function stopOnce({ abort }: Recording, ready: () => boolean): Promise<void> {
  await vi.waitUntil(ready, soon);
  abort({ cause: 'deadline', at: epochMs(1) });
}

/** Nobody's patience ends before the wire is broken, and everybody's soon after. */
function impatientClock(proxy: WireProxy, patienceMs: number) {
  let waited = 0;
  const clock: Clock = {
    ...systemClock,
    sleep: async (duration, signal) => {
      const isOver = (): boolean => signal?.aborted === true;
      await vi.waitUntil(() => proxy.stuck() || isOver(), { timeout: 600_000, interval: 10 });
      await systemClock.sleep(milliseconds(patienceMs), signal);
      if (!isOver()) waited += duration;
    },
  };
  return { clock, waited: () => waited };
}

/** Breaks the session that holds the lock before EXEC is sent. */
function strikingIdle(proxy: WireProxy, fault: WireFault, strike: () => void): CreateSession {
  return async (...given) => {
    const session = await createSession(...given);
    const open: typeof session.open = async (afterLogin) => {
      const opened = await session.open(afterLogin);
      strike();
      if (fault === 'reset' || fault === 'closed') await vi.waitUntil(() => proxy.open() === 0, soon);
      return opened;
    };
    return { ...session, open };
  };
}

const startGateway = (port: number) =>
  startHostileServer({
    login: (client, data) => {
      const tokens = loginTokens(data);
      client.send(tokens.subarray(0, -13), routingToken('127.0.0.1', port), tokens.subarray(-13));
    },
  });
