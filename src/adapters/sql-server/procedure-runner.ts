/**
 * Runs the procedure on SQL Server, Azure SQL or anything else that speaks TDS. The code for it loads with the first
 * run or probe: a status request and an idle tick need none of it.
 */
import type { PreflightFacts, ServerInspector } from '../../core/preflight/preflight-facts.ts';
import type { Settings } from '../../core/settings/scheduler-settings.ts';
import type { Clock, ProcedureRunner } from '../../ports.ts';
import type { InputProbe } from '../../ports/input-probe.ts';
import type { LockTarget } from './locked-session.ts';
import type { CreateSession } from './sql-session.ts';
import type { SqlSettings } from './sql-settings.ts';

export interface RunnerParts {
  readonly sql: SqlSettings;
  readonly settings: Settings;
  readonly clock: Clock;
  /** Only a simulation brings its own. */
  readonly createSession?: CreateSession;
}

const sessionOfDriver: CreateSession = async (...given) => {
  const { createSession } = await import('./sql-session.ts');
  return createSession(...given);
};

export const lockTargetOf = ({
  sql,
  settings,
  clock,
  createSession = sessionOfDriver,
}: RunnerParts): LockTarget => ({
  sql,
  lockName: sql.applockName ?? settings.job,
  clock,
  keep: settings.keepMessages,
  createSession,
});

export function createProcedureRunner(parts: RunnerParts): ProcedureRunner & ServerInspector {
  const target = lockTargetOf(parts);
  const { settings } = parts;
  /** Whoever asks meanwhile gets the same answer: no number of callers makes more than one check at a time. */
  let inspecting: Promise<PreflightFacts> | undefined;
  return {
    execute: async (execution) => {
      const { executeProcedure } = await import('./execute-procedure.ts');
      return executeProcedure(target, settings, execution);
    },
    probe: async (log, signal) => {
      const { probeProcedure } = await import('./probe.ts');
      return probeProcedure(target, log, signal);
    },
    inspect: () => {
      inspecting ??= inspect(target, settings).finally(() => {
        inspecting = undefined;
      });
      return inspecting;
    },
  };
}

async function inspect(target: LockTarget, { procedure, pending }: Settings): Promise<PreflightFacts> {
  const { inspectServer } = await import('./preflight/inspect-server.ts');
  return inspectServer(target, { procedure, pending: pending.procedure });
}

/** Undefined without a procedure to ask. */
export function createInputProbe(parts: RunnerParts): InputProbe | undefined {
  const { procedure, parameter } = parts.settings.pending;
  if (procedure === undefined) return undefined;
  const target = lockTargetOf(parts);
  return {
    pending: async (...given) => {
      const { askPending } = await import('./ask-pending.ts');
      return askPending(target, { procedure, parameter }, ...given);
    },
  };
}
