/** The adapter with the real driver, a relay that sees its connections, and the stand-in behind it. */
import { vi } from 'vitest';
import {
  type SqlServerStandIn,
  type StandInOptions,
  startSqlServer,
} from '../../../../local/sql-server/stand-in.ts';
import type { LockTarget } from '../../../../src/adapters/sql-server/locked-session.ts';
import { createProcedureRunner, lockTargetOf } from '../../../../src/adapters/sql-server/procedure-runner.ts';
import { systemClock } from '../../../../src/adapters/system/clock.ts';
import type { Settings } from '../../../../src/core/settings/scheduler-settings.ts';
import type { Clock, ProcedureRunner } from '../../../../src/ports.ts';
import { type Environment, runnerParts } from './attempt.ts';
import { startRelay, type TcpRelay } from './tcp-relay.ts';
import { variablesFor } from '../../../../local/sql-server/variables.ts';

/** For conditions that come true soon, but on a busy machine not at once. */
export const patiently = { timeout: 100_000, interval: 10 };

export interface Rig {
  readonly server: SqlServerStandIn;
  readonly relay: TcpRelay;
  readonly runner: ProcedureRunner;
  readonly target: LockTarget;
  readonly settings: Settings;
  /** After a test: the server is well again, and every session of the adapter is closed, or this fails. */
  readonly reset: () => Promise<void>;
  /** Fails when something was left unhandled meanwhile. */
  readonly close: () => Promise<void>;
}

/** Tries to connect follow each other at once, so that a test need not wait. */
export async function startRig(
  options: StandInOptions = {},
  environment: Environment = {},
  clock: Clock = systemClock,
): Promise<Rig> {
  const watch = watchProcess();
  const server = await startSqlServer(options);
  const relay = await startRelay(server.port);
  const parts = runnerParts(clock, {
    ...variablesFor({ ...server, port: relay.port }),
    SQL_CONNECT_RETRY_SECONDS: '0',
    ...environment,
  });
  return {
    server,
    relay,
    runner: createProcedureRunner(parts),
    target: lockTargetOf(parts),
    settings: parts.settings,
    reset: async () => {
      server.setFault(undefined);
      await vi.waitUntil(() => relay.open() === 0, patiently);
    },
    close: async () => {
      await relay.close();
      await server.close();
      watch.stop();
    },
  };
}

/** Three of these, and the real host shuts the worker down. */
function watchProcess() {
  const unhandled: unknown[] = [];
  const note = (reason: unknown): void => void unhandled.push(reason);
  process.on('unhandledRejection', note);
  process.on('uncaughtException', note);
  return {
    stop: () => {
      process.off('unhandledRejection', note);
      process.off('uncaughtException', note);
      if (unhandled.length > 0)
        throw new AggregateError(unhandled, `left unhandled: ${unhandled.join('; ')}`);
    },
  };
}
