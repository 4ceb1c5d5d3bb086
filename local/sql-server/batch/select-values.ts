/** SELECT without FROM: SELECT 1, SELECT @@SPID AS spid, SELECT @name. */
import { syntaxError, undeclaredVariable, unknownColumn, unknownFunction } from '../messages.ts';
import { columnType, type Column } from '../tds/column-types.ts';
import type { RequestContext } from '../tds/context.ts';
import type { Parameter } from '../tds/requests.ts';
import type { SqlValue } from '../tds/values.ts';
import { isSign, isWord, type Token } from './tokenize.ts';

interface Item {
  readonly column: Column;
  readonly value: SqlValue;
}

const maxInt = 2 ** 31 - 1;

/** `tokens` starts after SELECT. */
export async function selectValues(
  tokens: readonly Token[],
  parameters: readonly Parameter[],
  context: RequestContext,
): Promise<void> {
  const items = splitAtCommas(tokens).map((item) => evaluate(item, parameters, context));
  context.startResult(items.map(({ column }) => column));
  await context.sendRow(items.map(({ value }) => value));
}

function splitAtCommas(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const items: Token[][] = [[]];
  for (const token of tokens) {
    if (isSign(token, ',')) items.push([]);
    else items.at(-1)?.push(token);
  }
  return items;
}

function evaluate(item: readonly Token[], parameters: readonly Parameter[], context: RequestContext): Item {
  const [first, ...rest] = item;
  if (first === undefined) throw syntaxError(',');
  if (isSign(rest[0], '(')) throw unknownFunction(first.value);
  const alias = isWord(rest[0], 'as') ? rest.slice(1) : rest;
  const [name, surplus] = alias;
  if (surplus !== undefined) throw syntaxError(surplus.value);
  if (name !== undefined && name.kind !== 'word' && name.kind !== 'quoted-name')
    throw syntaxError(name.value);
  const value = valueOf(first, parameters, context);
  return { value, column: { name: name?.value ?? '', type: typeOf(value) } };
}

function valueOf(token: Token, parameters: readonly Parameter[], context: RequestContext): SqlValue {
  switch (token.kind) {
    case 'number':
      return Number(token.value);
    case 'text':
      return token.value;
    case 'variable':
      return variableValue(token.value, parameters, context);
    case 'word':
    case 'quoted-name':
      if (isWord(token, 'null')) return null;
      throw unknownColumn(token.value);
    case 'sign':
      throw syntaxError(token.value);
    default:
      return token.kind satisfies never;
  }
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
