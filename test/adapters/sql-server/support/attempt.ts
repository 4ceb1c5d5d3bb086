/** One attempt of the real adapter, and what it tells while it runs. */
import { createAbort } from '../../../../src/operations/attempt/abort.ts';
import { parseSqlSettings } from '../../../../src/adapters/sql-server/sql-settings.ts';
import type { DateRange } from '../../../../src/core/run/date-range.ts';
import type { ProbeResult } from '../../../../src/core/run/reconciliation.ts';
import type { ProcedureMessage } from '../../../../src/core/run/progress.ts';
import type { ParsedSettings } from '../../../../src/core/settings/environment.ts';
import { parseSettings } from '../../../../src/core/settings/scheduler-settings.ts';
import { LocalDate } from '../../../../src/core/time/time.ts';
import type { AbortReason, Clock, Execution, Log, ProcedureRunner } from '../../../../src/ports.ts';

export type Environment = Readonly<Record<string, string>>;

export const range: DateRange = { awal: LocalDate.parse('2026-01-30'), akhir: LocalDate.parse('2026-01-31') };

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
  readonly abort: (reason: AbortReason) => void;
}

/** `onExecuting` is called at the moment at which EXEC is about to be sent. */
export function record(onExecuting: () => void = () => {}): Recording {
  const messages: ProcedureMessage[] = [];
  const counts: number[] = [];
  const lines: string[] = [];
  const { signal, reason, abort } = createAbort();
  let executing = 0;
  const execution: Execution = {
    range,
    abort: { signal, reason },
    confirmLease: () => Promise.resolve(true),
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
    abort,
  };
}

export function recordingLog(lines: string[]): Log {
  const add = (line: string): void => void lines.push(line);
  return { debug: add, info: add, warn: add, error: add };
}

/** Asks once, with nobody in a hurry. */
export const probeOnce = (runner: ProcedureRunner, lines: string[] = []): Promise<ProbeResult> =>
  runner.probe(recordingLog(lines), new AbortController().signal);
