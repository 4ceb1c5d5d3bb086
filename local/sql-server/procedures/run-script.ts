/** Carries out a script in place of the procedure's own work. */
import type { ScriptStep } from '../script.ts';
import { openTransactionLeft, printed } from '../messages.ts';
import { columnType } from '../tds/column-types.ts';
import type { RequestContext } from '../tds/context.ts';
import { doneCommand } from '../tds/tokens.ts';
import { withDefaults } from './sp-jamkerja-faults.ts';

interface Options {
  /** SET NOCOUNT ON. */
  noCount: boolean;
  implicit: boolean;
}

export async function runScript(steps: readonly ScriptStep[], context: RequestContext): Promise<void> {
  const { transactions } = context.session;
  const before = transactions.count;
  const options: Options = { noCount: false, implicit: false };
  for (const step of steps) await runStep(step, context, options);
  // SQL Server does not report it with XACT_ABORT ON.
  if (transactions.count !== before && !transactions.abortOnError) {
    context.sendErrors([openTransactionLeft(before, transactions.count)]);
  }
}

async function runStep(step: ScriptStep, context: RequestContext, options: Options): Promise<void> {
  const { transactions } = context.session;
  const change = (command: number, count: number): void => {
    if (options.implicit && transactions.count === 0) transactions.count = 1;
    if (!options.noCount) context.sendRowCount(count, command);
  };
  if ('set' in step) {
    if (step.set === 'implicit_transactions on') options.implicit = true;
    else options.noCount = step.set === 'nocount on';
  } else if ('print' in step) {
    for (let time = 1; time <= step.times; time++) {
      context.sendMessage(printed(step.print.replace('#', String(time))), 'later');
    }
  } else if ('select' in step) {
    context.startResult([{ name: 'Nomor', type: columnType.int }], options.noCount ? 'uncounted' : 'counted');
    for (let row = 1; row <= step.select; row++) await context.sendRow([row]);
    context.endResult();
  } else if ('assign' in step) {
    if (!options.noCount) context.sendRowCount(step.assign, doneCommand.select);
  } else if ('insert' in step) change(doneCommand.insert, step.insert);
  else if ('update' in step) change(doneCommand.update, step.update);
  else if ('delete' in step) change(doneCommand.delete, step.delete);
  else if ('merge' in step) change(doneCommand.merge, step.merge);
  else if ('transaction' in step) {
    if (step.transaction === 'rollback') transactions.count = 0;
    else transactions.count += step.transaction === 'begin' ? 1 : -1;
  } else if ('error' in step) {
    transactions.interrupted();
    context.sendErrors([withDefaults(step.error)]);
  } else if ('wait' in step) {
    context.flush();
    await context.sleep(step.wait);
  } else context.returnStatus = step.return;
}
