/** Splits a batch into statements: at semicolons, and where a keyword starts the next one without any. */
import { isSign, isWord, type Token } from './tokenize.ts';

export function splitStatements(tokens: readonly Token[]): readonly (readonly Token[])[] {
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
