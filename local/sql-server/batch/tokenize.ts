/** Splits T-SQL text into words, literals and signs; drops comments. */
import { syntaxError } from '../messages.ts';

export interface Token {
  readonly kind: 'word' | 'quoted-name' | 'variable' | 'text' | 'number' | 'sign';
  /** A name or text without its quotes; everything else as written. */
  readonly value: string;
}

const pattern =
  /(?<space>\s+|--[^\n]*|\/\*[\s\S]*?\*\/)|(?<text>N?'(?:[^']|'')*')|\[(?<bracketed>(?:[^\]]|\]\])+)\]|"(?<quoted>[^"]+)"|(?<variable>@@?\w+)|(?<number>\d+(?:\.\d+)?)|(?<word>[\p{L}_#][\p{L}\p{N}_#$]*)|(?<sign><>|<=|>=|!=|[-+*/%(),;.=<>])/uy;

export function tokenize(sql: string): readonly Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < sql.length;) {
    pattern.lastIndex = at;
    const found = pattern.exec(sql)?.groups;
    if (found === undefined) throw syntaxError(sql.charAt(at));
    at = pattern.lastIndex;
    const token = tokenOf(found);
    if (token !== undefined) tokens.push(token);
  }
  return tokens;
}

function tokenOf(found: Readonly<Record<string, string | undefined>>): Token | undefined {
  const { text, bracketed, quoted, variable, number, word, sign } = found;
  if (text !== undefined) {
    return { kind: 'text', value: text.slice(text.indexOf("'") + 1, -1).replaceAll("''", "'") };
  }
  const name = bracketed?.replaceAll(']]', ']') ?? quoted;
  if (name !== undefined) return { kind: 'quoted-name', value: name };
  if (variable !== undefined) return { kind: 'variable', value: variable };
  if (number !== undefined) return { kind: 'number', value: number };
  if (word !== undefined) return { kind: 'word', value: word };
  return sign === undefined ? undefined : { kind: 'sign', value: sign };
}

export function isWord(token: Token | undefined, ...words: readonly string[]): boolean {
  return token?.kind === 'word' && words.includes(token.value.toLowerCase());
}

export function isSign(token: Token | undefined, sign: string): boolean {
  return token?.kind === 'sign' && token.value === sign;
}
