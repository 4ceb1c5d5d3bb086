/** Runs the procedure on SQL Server, Azure SQL or anything else that speaks TDS. */
import type { Settings } from '../../core/settings/scheduler-settings.ts';
import type { Clock, ProcedureRunner } from '../../ports.ts';
import { executeProcedure } from './execute-procedure.ts';
import type { LockTarget } from './locked-session.ts';
import { probeProcedure } from './probe.ts';
import type { SqlSettings } from './sql-settings.ts';

export interface RunnerParts {
  readonly sql: SqlSettings;
  readonly settings: Settings;
  readonly clock: Clock;
}

export function createProcedureRunner({ sql, settings, clock }: RunnerParts): ProcedureRunner {
  const target: LockTarget = { sql, lockName: sql.applockName ?? settings.job, clock };
  return {
    execute: (execution) => executeProcedure(target, settings, execution),
    probe: (log) => probeProcedure(target, log),
  };
}
