/** Runs a SQL batch: the few statements that the stand-in supports; all others get SQL Server's errors. */
import type { AttendanceStore } from '../attendance/store.ts';
import type { AppLocks } from '../app-locks.ts';
import { keywordError, syntaxError, unknownFunction, unknownProcedure } from '../messages.ts';
import type { ProcedureCall } from '../procedures/call.ts';
import type { ServerFace } from '../server-face.ts';
import type { RequestContext } from '../tds/context.ts';
import type { Parameter } from '../tds/requests.ts';
import type { SqlValue } from '../tds/values.ts';
import { parseExecute } from './execute-statement.ts';
import { selectFrom } from './select-from.ts';
import type { Scope } from './functions.ts';
import { selectValues, variableValue } from './select-values.ts';
import { userOptions } from './user-options.ts';
import { isSign, isWord, tokenize, type Token } from './tokenize.ts';
import { runTransactionStatement, statementIfOpen } from './transaction-statement.ts';

export interface BatchRun {
  readonly text: string;
  /** From sp_executesql. */
  readonly parameters: readonly Parameter[];
  readonly context: RequestContext;
  readonly store: AttendanceStore;
  readonly locks: AppLocks;
  readonly face: ServerFace;
  /** Aborted to finish without further waits. */
  readonly hurry: AbortSignal;
  readonly call: (call: ProcedureCall, context: RequestContext) => Promise<void>;
}

export async function runBatch(run: BatchRun): Promise<void> {
  for (const statement of splitStatements(tokenize(run.text))) await runStatement(statement, run);
}

/** At semicolons, and at keywords that start a statement without one. */
function splitStatements(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const statements: Token[][] = [];
  let current: Token[] = [];
  let depth = 0;
  for (const token of tokens) {
    if (isSign(token, '(')) depth++;
    if (isSign(token, ')')) depth--;
    const starts = depth === 0 && current.length > 0 && isWord(token, 'set', 'select', 'exec', 'execute');
    if (starts || isSign(token, ';')) {
      statements.push(current);
      current = [];
    }
    if (!isSign(token, ';')) current.push(token);
  }
  statements.push(current);
  return statements.filter(({ length }) => length > 0);
}

async function runStatement(statement: readonly Token[], run: BatchRun): Promise<void> {
  const { parameters, context, store, locks, face, hurry, call } = run;
  const variable = (name: string): SqlValue => variableValue(name, parameters, context);
  const scope: Scope = { session: context.session, locks, face, variable };
  const [first, ...rest] = statement;
  if (isWord(first, 'if')) {
    const chosen = statementIfOpen(statement, context);
    return chosen === undefined ? undefined : await runStatement(chosen, run);
  }
  if (await runTransactionStatement(statement, context, hurry)) return undefined;
  if (isWord(first, 'set')) return undefined;
  refuseMissing(statement, face);
  if (isWord(first, 'dbcc') && isWord(rest[0], 'useroptions')) return await userOptions(context);
  if (isWord(first, 'select')) {
    return rest.some((token) => isWord(token, 'from'))
      ? await selectFrom(rest, parameters, context, store, scope)
      : await selectValues(rest, scope, context);
  }
  if (isWord(first, 'exec', 'execute')) return await call(parseExecute(rest, parameters, context), context);
  throw notUnderstood(first);
}

/** What a test says this server does not have. */
function refuseMissing(statement: readonly Token[], { without }: ServerFace): void {
  const missing = statement.find((token) => isWord(token, ...without));
  if (missing !== undefined) throw unknownFunction(missing.value);
}

/** Keywords that SQL Server accepts here and this subset does not. */
const keywords = (
  'alter backup begin break bulk commit continue create declare delete deny drop else end from go goto grant if ' +
  'insert into kill merge order print raiserror restore return revoke rollback save shutdown truncate update use ' +
  'waitfor where while with'
).split(' ');

function notUnderstood(token: Token | undefined): Error {
  if (token === undefined || token.kind === 'sign') return syntaxError(token?.value ?? '');
  if (isWord(token, ...keywords)) return keywordError(token.value);
  // SQL Server takes a batch's first bare word as the name of a procedure.
  return token.kind === 'word' ? unknownProcedure(token.value) : syntaxError(token.value);
}
