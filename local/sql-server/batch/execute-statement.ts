/** Turns `EXEC name @a = value, …` into the same call that an RPC makes. */
import { syntaxError } from '../messages.ts';
import type { ProcedureCall } from '../procedures/call.ts';
import type { RequestContext } from '../tds/context.ts';
import type { Parameter } from '../tds/requests.ts';
import { variableValue } from './select-values.ts';
import { isSign, isWord, type Token } from './tokenize.ts';

/** `tokens` starts after EXEC. */
export function parseExecute(
  tokens: readonly Token[],
  parameters: readonly Parameter[],
  context: RequestContext,
): ProcedureCall {
  let nameLength = 1;
  while (isSign(tokens[nameLength], '.')) nameLength += 2;
  const name = tokens.slice(0, nameLength);
  if (!name.every(({ kind, value }) => kind === 'word' || kind === 'quoted-name' || value === '.')) {
    throw syntaxError(name[0]?.value ?? 'EXEC');
  }
  const call: Parameter[] = [];
  for (let at = nameLength; at < tokens.length;) {
    const named = tokens[at]?.kind === 'variable' && isSign(tokens[at + 1], '=');
    const valueAt = named ? at + 2 : at;
    const value = argument(tokens[valueAt], parameters, context);
    call.push({ name: named ? (tokens[at]?.value ?? '') : '', ...value });
    at = valueAt + 1;
    if (at < tokens.length && !isSign(tokens[at++], ',')) throw syntaxError(tokens[at - 1]?.value ?? '');
    if (isSign(tokens[at - 1], ',') && at === tokens.length) throw syntaxError(',');
  }
  return { procedure: name.map(({ value }) => value).join(''), parameters: call };
}

function argument(
  token: Token | undefined,
  parameters: readonly Parameter[],
  context: RequestContext,
): Omit<Parameter, 'name'> {
  if (token === undefined) throw syntaxError(',');
  if (token.kind === 'text') return { type: 'varchar', value: token.value };
  if (token.kind === 'number') return { type: 'int', value: Number(token.value) };
  if (isWord(token, 'null')) return { type: 'nvarchar', value: null };
  if (token.kind !== 'variable') throw syntaxError(token.value);
  const known = parameters.find(({ name }) => name.toLowerCase() === token.value.toLowerCase());
  return known ?? { type: 'int', value: variableValue(token.value, parameters, context) };
}
