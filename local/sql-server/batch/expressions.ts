/** Scalar expressions: literals, variables, CAST, and calls of the functions in functions.ts. */
import { syntaxError, unknownColumn, unknownFunction } from '../messages.ts';
import type { SqlValue } from '../tds/values.ts';
import type { Scope } from './functions.ts';
import { scalarFunctions } from './functions.ts';
import { isSign, isWord, type Token } from './tokenize.ts';

export interface Evaluated {
  readonly value: SqlValue;
  /** What follows the expression. */
  readonly rest: readonly Token[];
}

export function evaluateExpression(tokens: readonly Token[], scope: Scope): Evaluated {
  const [first, ...rest] = tokens;
  if (first === undefined) throw syntaxError(',');
  if (isSign(rest[0], '(')) return evaluateCall(first, rest.slice(1), scope);
  return { value: atomOf(first, scope), rest };
}

function atomOf(token: Token, { variable }: Scope): SqlValue {
  switch (token.kind) {
    case 'number':
      return Number(token.value);
    case 'text':
      return token.value;
    case 'variable':
      return variable(token.value);
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

/** `tokens` starts after the opening parenthesis. */
function evaluateCall(name: Token, tokens: readonly Token[], scope: Scope): Evaluated {
  if (isWord(name, 'cast')) return evaluateCast(tokens, scope);
  const called = name.kind === 'word' ? scalarFunctions.get(name.value.toLowerCase()) : undefined;
  if (called === undefined) throw unknownFunction(name.value);
  const values: SqlValue[] = [];
  let rest = tokens;
  while (!isSign(rest[0], ')')) {
    const [part] = rest;
    // DATEPART and its kin take the bare name of a part first.
    const bare =
      values.length === 0 && part?.kind === 'word' && !isSign(rest[1], '(') && !isWord(part, 'null');
    const next = bare
      ? { value: part.value.toLowerCase(), rest: rest.slice(1) }
      : evaluateExpression(rest, scope);
    values.push(next.value);
    rest = isSign(next.rest[0], ',') ? next.rest.slice(1) : next.rest;
    if (!isSign(next.rest[0], ',') && !isSign(next.rest[0], ')'))
      throw syntaxError(next.rest[0]?.value ?? '(');
  }
  return { value: called(values, scope), rest: rest.slice(1) };
}

/** The types that are asked for keep the value as it is. */
function evaluateCast(tokens: readonly Token[], scope: Scope): Evaluated {
  const { value, rest } = evaluateExpression(tokens, scope);
  if (!isWord(rest[0], 'as')) throw syntaxError(rest[0]?.value ?? 'cast');
  let depth = 1;
  const end = rest.findIndex((token) => {
    if (isSign(token, '(')) depth++;
    if (isSign(token, ')')) depth--;
    return depth === 0;
  });
  if (end < 0) throw syntaxError('cast');
  return { value, rest: rest.slice(end + 1) };
}
