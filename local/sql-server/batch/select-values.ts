/** SELECT without FROM: SELECT 1, SELECT @@SPID AS spid, SELECT @name, SELECT DB_NAME(). */
import { syntaxError, undeclaredVariable } from '../messages.ts';
import { columnType, type Column } from '../tds/column-types.ts';
import type { RequestContext } from '../tds/context.ts';
import type { Parameter } from '../tds/requests.ts';
import type { SqlValue } from '../tds/values.ts';
import { evaluateExpression } from './expressions.ts';
import type { Scope } from './functions.ts';
import { isSign, isWord, type Token } from './tokenize.ts';

interface Item {
  readonly column: Column;
  readonly value: SqlValue;
}

const maxInt = 2 ** 31 - 1;

/** `tokens` starts after SELECT. */
export async function selectValues(
  tokens: readonly Token[],
  scope: Scope,
  context: RequestContext,
): Promise<void> {
  const items = splitAtCommas(tokens).map((item) => evaluate(item, scope));
  context.startResult(items.map(({ column }) => column));
  await context.sendRow(items.map(({ value }) => value));
}

/** Not at those between the arguments of a function. */
function splitAtCommas(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const items: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    if (isSign(token, '(')) depth++;
    if (isSign(token, ')')) depth--;
    if (depth === 0 && isSign(token, ',')) items.push([]);
    else items.at(-1)?.push(token);
  }
  return items;
}

function evaluate(item: readonly Token[], scope: Scope): Item {
  const { value, rest } = evaluateExpression(item, scope);
  const alias = isWord(rest[0], 'as') ? rest.slice(1) : rest;
  const [name, surplus] = alias;
  if (surplus !== undefined) throw syntaxError(surplus.value);
  if (name !== undefined && name.kind !== 'word' && name.kind !== 'quoted-name')
    throw syntaxError(name.value);
  return { value, column: { name: name?.value ?? '', type: typeOf(value) } };
}

export function variableValue(
  name: string,
  parameters: readonly Parameter[],
  context: RequestContext,
): SqlValue {
  switch (name.toLowerCase()) {
    case '@@spid':
      return context.session.spid;
    case '@@trancount':
      return context.session.transactions.count;
    case '@@version':
      return 'SQL Server STAND-IN for development - not Microsoft SQL Server';
    case '@@language':
      return 'us_english';
    case '@@datefirst':
      return 7;
    default: {
      const parameter = parameters.find((known) => known.name.toLowerCase() === name.toLowerCase());
      if (parameter === undefined) throw undeclaredVariable(name);
      return parameter.value;
    }
  }
}

function typeOf(value: SqlValue): Column['type'] {
  if (typeof value === 'string') return columnType.text(4000);
  if (typeof value === 'bigint') return columnType.bigint;
  if (typeof value !== 'number') return columnType.int;
  if (!Number.isInteger(value)) return columnType.float;
  return Math.abs(value) <= maxInt ? columnType.int : columnType.bigint;
}
