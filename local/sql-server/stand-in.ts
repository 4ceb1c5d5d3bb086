/**
 * SQL Server STAND-IN for development and tests: speaks enough TDS for the real driver, and really runs spJamkerja
 * on a SQLite file. It is not SQL Server. Tests start it in-process with this function; people use main.ts.
 */
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { SQLOutputValue } from 'node:sqlite';
import { uploadLatePunches } from './attendance/late-punches.ts';
import { dateToDay } from './attendance/calendar.ts';
import { AttendanceStore } from './attendance/store.ts';
import { ExecutionLog, type Execution } from './executions.ts';
import { Faults, type Fault } from './faults.ts';
import { createService } from './service.ts';
import { TdsServer } from './tds/server.ts';

export type { Execution } from './executions.ts';
export type { Fault } from './faults.ts';

export interface StandInOptions {
  /** Absent: in memory. */
  readonly dataFolder?: string;
  /** Absent or 0: a free one. */
  readonly port?: number;
  readonly user?: string;
  readonly password?: string;
  /** How long spJamkerja takes, spread over its progress steps; 0 when absent. */
  readonly durationMs?: number;
  /** Creates the sample up to this date at once, instead of when it is first needed. */
  readonly seedUntil?: string;
  readonly log?: (line: string) => void;
}

export interface SqlServerStandIn {
  readonly port: number;
  readonly user: string;
  readonly password: string;
  /** Every start of spJamkerja, oldest first; a new list at each read. */
  readonly executions: readonly Execution[];
  /** How often dbo.spJamkerjaPending was called. */
  readonly pendingCalls: number;
  /** Uploads late punches for the date; returns for how many people. */
  readonly uploadLatePunches: (date: string) => number;
  /** Makes the running calls of spJamkerja finish without further waits. */
  readonly finishRuns: () => void;
  readonly setFault: (fault: Fault | readonly Fault[] | undefined) => void;
  /** Reads the tables, in SQLite's dialect: 'SELECT COUNT(*) AS n FROM JamKerja'. */
  readonly query: (sql: string) => readonly Readonly<Record<string, SQLOutputValue>>[];
  readonly close: () => Promise<void>;
}

const seededDaysBack = 31;

export async function startSqlServer(options: StandInOptions = {}): Promise<SqlServerStandIn> {
  const { dataFolder, port = 0, user = 'app', password = 'Stand-in-0nly', durationMs = 0 } = options;
  if (dataFolder !== undefined) mkdirSync(dataFolder, { recursive: true });
  const store = new AttendanceStore(
    dataFolder === undefined ? ':memory:' : path.join(dataFolder, 'attendance.sqlite'),
  );
  const faults = new Faults();
  const executions = new ExecutionLog();
  const log = options.log ?? (() => {});
  const server = new TdsServer(createService({ store, faults, executions, user, password, durationMs, log }));
  try {
    if (options.seedUntil !== undefined) {
      const today = dateToDay(options.seedUntil);
      store.seed(today - seededDaysBack, today);
    }
    await server.listen(port);
  } catch (error) {
    store.close();
    throw error;
  }
  const close = async (): Promise<void> => {
    await server.close();
    store.close();
  };
  let closing: Promise<void> | undefined;
  return {
    port: server.port,
    user,
    password,
    get executions() {
      return [...executions.entries];
    },
    get pendingCalls() {
      return executions.pendingCalls;
    },
    uploadLatePunches: (date) => uploadLatePunches(store, date),
    finishRuns: () => executions.finishNow(),
    setFault: (fault) => faults.set(fault === undefined ? [] : [fault].flat()),
    query: (sql) => {
      const { columns, rows } = store.query(sql);
      return rows.map((row) =>
        Object.fromEntries(columns.map(({ name }, index) => [name, row[index] ?? null])),
      );
    },
    close: () => (closing ??= close()),
  };
}
