/** BEGIN, COMMIT and ROLLBACK TRANSACTION, SET XACT_ABORT, and what a batch may do if a transaction is open. */
import { syntaxError } from '../messages.ts';
import type { RequestContext } from '../tds/context.ts';
import { isSign, isWord, type Token } from './tokenize.ts';

/** False: it is none of them. */
export async function runTransactionStatement(
  [first, second, third, ...rest]: readonly Token[],
  context: RequestContext,
  hurry: AbortSignal,
): Promise<boolean> {
  const { transactions } = context.session;
  const named = second === undefined || isWord(second, 'transaction', 'tran');
  if (isWord(first, 'set') && isWord(second, 'xact_abort')) {
    transactions.abortOnError = isWord(third, 'on');
  } else if (isWord(first, 'begin') && second !== undefined && named) transactions.count += 1;
  else if (isWord(first, 'commit') && named) transactions.count -= 1;
  else if (isWord(first, 'rollback') && named) {
    // SQL Server finishes a rollback whatever the client does meanwhile, even when it has gone.
    context.running.ignoreAttention();
    context.running.outliveConnection();
    await context.sleep(transactions.rollbackMs, hurry);
    transactions.count = 0;
  } else if (isWord(first, 'raiserror') && isSign(second, '(') && third?.kind === 'text') {
    context.sendMessage({ number: 50000, class: 0, state: 1, message: third.value });
    if (!isWord(rest.at(-1), 'nowait')) throw syntaxError('RAISERROR');
  } else return false;
  return true;
}

/** The statement after `IF @@TRANCOUNT > 0`; undefined when the condition does not hold. */
export function statementIfOpen(
  [, variable, sign, zero, ...statement]: readonly Token[],
  context: RequestContext,
): readonly Token[] | undefined {
  const understood =
    variable?.value.toLowerCase() === '@@trancount' && isSign(sign, '>') && zero?.value === '0';
  if (!understood) throw syntaxError(variable?.value ?? 'IF');
  return context.session.transactions.count > 0 ? statement : undefined;
}
