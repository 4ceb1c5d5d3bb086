/** The adapter with the real driver, a relay that sees its connections, and the stand-in behind it. */
import {
  type SqlServerStandIn,
  type StandInOptions,
  startSqlServer,
} from '../../../../local/sql-server/stand-in.ts';
import type { LockTarget } from '../../../../src/adapters/sql-server/locked-session.ts';
import { createProcedureRunner } from '../../../../src/adapters/sql-server/procedure-runner.ts';
import { parseSqlSettings } from '../../../../src/adapters/sql-server/settings.ts';
import { systemClock } from '../../../../src/adapters/system/clock.ts';
import { LocalDate } from '../../../../src/core/time.ts';
import type { DateRange } from '../../../../src/core/date-range.ts';
import type { ProcedureMessage } from '../../../../src/core/lease.ts';
import { type ParsedSettings, parseSettings, type Settings } from '../../../../src/core/settings.ts';
import type { AbortOrder, Clock, Execution, Log, ProcedureRunner } from '../../../../src/ports.ts';
import { startRelay, type TcpRelay } from './tcp-relay.ts';

type Environment = Readonly<Record<string, string>>;

export const range: DateRange = { awal: LocalDate.parse('2026-01-30'), akhir: LocalDate.parse('2026-01-31') };

export interface Rig {
  readonly server: SqlServerStandIn;
  readonly relay: TcpRelay;
  readonly runner: ProcedureRunner;
  readonly target: LockTarget;
  readonly settings: Settings;
  readonly close: () => Promise<void>;
}

/** Tries to connect follow each other at once, so that a test need not wait. */
export async function startRig(
  options: StandInOptions = {},
  environment: Environment = {},
  clock: Clock = systemClock,
): Promise<Rig> {
  const server = await startSqlServer(options);
  const relay = await startRelay(server.port);
  const parts = runnerParts(clock, {
    SQL_SERVER: '127.0.0.1',
    SQL_PORT: String(relay.port),
    SQL_DATABASE: 'Attendance',
    SQL_USER: server.user,
    SQL_PASSWORD: server.password,
    SQL_ENCRYPT: 'false',
    SQL_CONNECT_RETRY_SECONDS: '0',
    ...environment,
  });
  return {
    server,
    relay,
    runner: createProcedureRunner(parts),
    target: { sql: parts.sql, lockName: parts.settings.job, clock: parts.clock },
    settings: parts.settings,
    close: async () => {
      await relay.close();
      await server.close();
    },
  };
}

export function runnerParts(clock: Clock, environment: Environment) {
  return {
    sql: required(parseSqlSettings(environment)),
    settings: required(parseSettings(environment, undefined)),
    clock,
  };
}

function required<T>(parsed: ParsedSettings<T>): T {
  if (parsed.kind === 'invalid') throw new Error(parsed.problems.join('\n'));
  return parsed.settings;
}

export interface Recording {
  readonly execution: Execution;
  readonly messages: readonly ProcedureMessage[];
  readonly counts: readonly number[];
  readonly lines: readonly string[];
  /** How often EXEC was about to be sent. */
  readonly executing: () => number;
  readonly abort: (order: AbortOrder) => void;
}

/** `onExecuting` is called at the moment at which EXEC is about to be sent. */
export function record(onExecuting: () => void = () => {}): Recording {
  const messages: ProcedureMessage[] = [];
  const counts: number[] = [];
  const lines: string[] = [];
  const controller = new AbortController();
  let executing = 0;
  const execution: Execution = {
    range,
    signal: controller.signal,
    log: recordingLog(lines),
    observer: {
      executing: () => {
        executing += 1;
        onExecuting();
      },
      message: (message) => void messages.push(message),
      rowsAffected: (count) => void counts.push(count),
    },
  };
  return {
    execution,
    messages,
    counts,
    lines,
    executing: () => executing,
    abort: (order) => controller.abort(order),
  };
}

export function recordingLog(lines: string[]): Log {
  const add = (line: string): void => void lines.push(line);
  return { debug: add, info: add, warn: add, error: add };
}

/** Counts what would end the real host: three of them, and it shuts the worker down. */
export function watchProcess() {
  const unhandled: unknown[] = [];
  const note = (reason: unknown): void => void unhandled.push(reason);
  process.on('unhandledRejection', note);
  process.on('uncaughtException', note);
  return {
    unhandled,
    stop: () => {
      process.off('unhandledRejection', note);
      process.off('uncaughtException', note);
    },
  };
}
