/**
 * Reads JSON files as Core Tools and the real host do (Newtonsoft.Json): with comments, trailing commas, single quotes
 * and unquoted names, in UTF-8 or UTF-16. A problem names file, line and column but never shows the text there, which
 * may be a password.
 */
import { readFileSync } from 'node:fs';

import { parseAst } from 'rolldown/parseAst';

import { decodeText } from './text-encoding.ts';

export interface Place {
  readonly line: number;
  readonly column: number;
}

export type Json =
  | { readonly kind: 'object'; readonly members: readonly Member[]; readonly at: Place }
  | { readonly kind: 'list'; readonly items: readonly Json[]; readonly at: Place }
  | { readonly kind: 'plain'; readonly value: string | number | boolean | null; readonly at: Place };

/** In the order of the file; a name may occur twice. */
export interface Member {
  readonly name: string;
  readonly value: Json;
  readonly at: Place;
}

type Statement = ReturnType<typeof parseAst>['body'][number];
type Expression = Extract<Statement, { readonly type: 'ExpressionStatement' }>['expression'];
type Property = Extract<Expression, { readonly type: 'ObjectExpression' }>['properties'][number];
type Element = Extract<Expression, { readonly type: 'ArrayExpression' }>['elements'][number];

/** Throws what is wrong, and where. */
export const readJsonFile = (file: string): Json =>
  new Reader(file, decodeText(file, readFileSync(file))).read();

export const placed = ({ line, column }: Place, words: string): string =>
  `line ${line}, column ${column}: ${words}`;

/** As JSON.parse gives it: of members with the same name, the last one counts. */
export function toPlain(json: Json): unknown {
  switch (json.kind) {
    case 'object':
      return Object.fromEntries(json.members.map(({ name, value }) => [name, toPlain(value)]));
    case 'list':
      return json.items.map(toPlain);
    case 'plain':
      return json.value;
  }
}

/** Turns syntax into values; whatever is syntax but no JSON ends in a problem. */
class Reader {
  readonly #file: string;
  readonly #text: string;

  constructor(file: string, text: string) {
    this.#file = file;
    this.#text = text;
  }

  read(): Json {
    return this.#toJson(this.#parse());
  }

  /** In parentheses, because JSON is an expression and braces alone would be a block: offsets are one too high. */
  #parse(): Expression {
    const options = { lang: 'js', sourceType: 'script', preserveParens: false } as const;
    try {
      const [first, ...more] = parseAst(`(${this.#text}\n)`, options).body;
      if (first?.type === 'ExpressionStatement' && more.length === 0) return first.expression;
    } catch (error) {
      if (!(error instanceof Error && 'pos' in error && typeof error.pos === 'number')) throw error;
      return this.#fail(Math.min(error.pos, this.#text.trimEnd().length + 1), explain(error.message));
    }
    return this.#fail(1, 'expected one JSON object and nothing else');
  }

  #toJson(node: Expression): Json {
    const at = this.#placeOf(node.start);
    if (node.type === 'ObjectExpression')
      return { kind: 'object', members: node.properties.map((each) => this.#toMember(each)), at };
    if (node.type === 'ArrayExpression')
      return { kind: 'list', items: node.elements.map((each) => this.#toItem(each, node)), at };
    if (node.type === 'UnaryExpression' && node.operator === '-') {
      const { argument } = node;
      if (argument.type === 'Literal' && typeof argument.value === 'number')
        return { kind: 'plain', value: -argument.value, at };
    }
    if (node.type === 'Literal') {
      const { value, raw, start } = node;
      if (typeof value === 'string') this.#checkEscapes(raw ?? '', start);
      // JavaScript would read the first as octal, and round the second.
      if (typeof value === 'number' && /^0\d|^\d{16,}$/.test(raw ?? ''))
        return this.#fail(start, 'expected this number in double quotes: it begins with 0 or is very long');
      if (raw === 'null') return { kind: 'plain', value: null, at };
      if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
        return { kind: 'plain', value, at };
    }
    return this.#fail(node.start, `expected ${aValue}`);
  }

  #toMember(node: Property): Member {
    if (node.type !== 'Property' || node.computed || node.shorthand || node.method)
      return this.#fail(node.start, 'expected a name, a colon and a value');
    const { key, value } = node;
    if (key.type === 'Literal') this.#checkEscapes(key.raw ?? '', key.start);
    else if (key.type !== 'Identifier') return this.#fail(key.start, 'expected a name in double quotes');
    const name = key.type === 'Literal' ? String(key.value) : key.name;
    return { name, value: this.#toJson(value), at: this.#placeOf(key.start) };
  }

  #toItem(node: Element, list: Expression): Json {
    if (node === null || node.type === 'SpreadElement')
      return this.#fail(list.start, `expected a list in which each item is ${aValue}`);
    return this.#toJson(node);
  }

  /** JavaScript drops the backslash of HOST\SQLEXPRESS silently; JSON has no such escape. */
  #checkEscapes(raw: string, start: number): void {
    const wrong = /^(?:[^\\]|\\["'\\/bfnrt]|\\u[0-9A-Fa-f]{4})*/.exec(raw)?.[0].length ?? 0;
    if (wrong < raw.length)
      this.#fail(start + wrong, String.raw`a backslash in a text must be doubled: expected \\`);
  }

  #fail(offset: number, words: string): never {
    throw new Error(`${this.#file}, ${placed(this.#placeOf(offset), words)}`);
  }

  #placeOf(offset: number): Place {
    const lines = this.#text.slice(0, offset - 1).split(/\r\n|[\n\r]/);
    return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
  }
}

const aValue = 'a value: text in double quotes, a number, true, false or null';

/** Without the part of the message that shows what stands there. */
function explain(message: string): string {
  const [, expected] = /^Expected (.+) but found/m.exec(message) ?? [];
  if (expected !== undefined) return `expected ${expected.replaceAll('`)`', 'the end of the file')}`;
  if (message.includes('Unterminated string'))
    return 'the text that begins here has no closing quote on its line';
  if (message.includes('Unterminated multiline comment'))
    return 'the comment that begins here has no end: expected */';
  if (message.includes('escape sequence'))
    return String.raw`a backslash in a text must be doubled: expected \\`;
  return `expected ${aValue}`;
}
