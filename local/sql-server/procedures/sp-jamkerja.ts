/** dbo.spJamkerja as clients see it: parameters, progress messages, row count, return code. */
import { firstDate, lastDate, dateToDay } from '../attendance/calendar.ts';
import { runSpJamkerja, steps, type DateRange, type StepDone } from '../attendance/spjamkerja.ts';
import type { AttendanceStore } from '../attendance/store.ts';
import { bindParameters, type Declared } from '../bind-parameters.ts';
import type { ExecutionLog, ExecutionOutcome } from '../executions.ts';
import type { ActiveFault } from '../faults.ts';
import { executeDenied, progressMessage, thrown, unknownProcedure } from '../messages.ts';
import type { RequestContext } from '../tds/context.ts';
import type { AbortCause } from '../tds/running-request.ts';
import { doneCommand } from '../tds/tokens.ts';
import type { ProcedureCall } from './call.ts';
import { runScript } from './run-script.ts';
import { afterRun, beforeRun, duringRun } from './sp-jamkerja-faults.ts';

const name = 'spJamkerja';
const declared: readonly Declared[] = [
  { name: '@awal', type: 'date' },
  { name: '@akhir', type: 'date' },
];
const longestRange = 366;

export interface SpJamkerjaSetting {
  readonly store: AttendanceStore;
  readonly executions: ExecutionLog;
  readonly durationMs: number;
  readonly takeFault: () => ActiveFault | undefined;
}

export async function callSpJamkerja(
  call: ProcedureCall,
  context: RequestContext,
  { store, executions, durationMs, takeFault }: SpJamkerjaSetting,
): Promise<void> {
  const fault = takeFault();
  if (fault?.kind === 'unknown-procedure') throw unknownProcedure(call.procedure);
  if (fault?.kind === 'permission-denied') throw executeDenied(name, context.session.database);
  const range = checkedRange(bindParameters(name, declared, call.parameters));
  const finish = executions.begin(`dbo.${name}`, range, context.session.spid);
  try {
    const { hurry } = executions;
    if (fault?.kind === 'script') {
      context.session.transactions.rollbackMs = fault.rollbackMs;
      await runScript(fault.steps, context);
      return finish('completed');
    }
    await beforeRun(fault, context);
    const paceMs = fault !== undefined && 'ms' in fault ? fault.ms : durationMs;
    const pause = (): Promise<void> => context.sleep(paceMs / steps, hurry);
    const rows = await runSpJamkerja(store, range, stepReporter(context, pause, fault));
    context.sendRowCount(rows, doneCommand.insert);
    await afterRun(fault, context);
    finish('completed');
  } catch (error) {
    finish(outcomeOf(context.running.abortCause));
    throw error;
  }
}

function stepReporter(
  context: RequestContext,
  pause: () => Promise<void>,
  fault: ActiveFault | undefined,
): StepDone {
  return async (done, total) => {
    if (done > 0) {
      await pause();
      const percent = Math.round((done / total) * 100);
      const text = `${name}: ${percent}% (${done} of ${total} employees)`;
      context.sendMessage(progressMessage(text, name, 58));
    }
    await duringRun(fault, (done / total) * 100, context);
  };
}

/** The procedure's own checks, as in local/sql/03-spJamkerja.sql. */
function checkedRange(values: ReadonlyMap<string, unknown>): DateRange {
  const [awal, akhir] = [values.get('@awal'), values.get('@akhir')];
  if (typeof awal !== 'string' || typeof akhir !== 'string') {
    throw thrown(50001, `${name}: @awal and @akhir must both be given.`, name, 12);
  }
  if (awal > akhir) {
    throw thrown(50002, `${name}: @awal ${awal} is later than @akhir ${akhir}.`, name, 14);
  }
  if (awal < firstDate || akhir > lastDate || dateToDay(akhir) - dateToDay(awal) >= longestRange) {
    const limits = `at most ${longestRange} days between ${firstDate} and ${lastDate} are possible`;
    throw thrown(50003, `${name}: range ${awal} to ${akhir} refused, ${limits}.`, name, 16);
  }
  return { awal, akhir };
}

function outcomeOf(cause: AbortCause | undefined): ExecutionOutcome {
  if (cause === undefined) return 'failed';
  return cause === 'attention' ? 'cancelled' : 'connection-lost';
}
