/**
 * Splits a connection string into keys and values. Goes over the text once, so that a long one costs no more than its
 * length. ADO.NET quotes values by `"` or `'`; ODBC by braces. The closing mark inside is doubled.
 */

export interface Pair {
  readonly key: string;
  readonly value: string;
  readonly quoted: boolean;
}

/** `after`: the key of the last value that was read, or that could not be. */
export type Split =
  | { readonly kind: 'split'; readonly pairs: readonly Pair[] }
  | { readonly kind: 'torn'; readonly fault: 'no_equals' | 'no_key' | 'quote'; readonly after: string };

export type Quoting = 'ado-net' | 'odbc';

const closingOf: Readonly<Record<Quoting, ReadonlyMap<string, string>>> = {
  'ado-net': new Map([
    ['"', '"'],
    ["'", "'"],
  ]),
  odbc: new Map([['{', '}']]),
};

export function splitPairs(text: string, quoting: Quoting): Split {
  const pairs: Pair[] = [];
  let after = '';
  let start = 0;
  while (start < text.length) {
    const end = endOf(text, start, '=;');
    const key = text.slice(start, end).trim();
    if (text[end] !== '=') {
      if (key !== '') return { kind: 'torn', fault: 'no_equals', after };
      start = end + 1;
      continue;
    }
    if (key === '') return { kind: 'torn', fault: 'no_key', after };
    after = key;
    const value = valueAt(text, end + 1, quoting);
    if (value === undefined) return { kind: 'torn', fault: 'quote', after };
    pairs.push({ key, value: value.text, quoted: value.quoted });
    start = value.end;
  }
  return { kind: 'split', pairs };
}

/** `end`: behind the semicolon. Undefined: the quotes do not close, or something follows them. */
function valueAt(text: string, start: number, quoting: Quoting) {
  let first = start;
  while (first < text.length && isBlank(text[first])) first += 1;
  const closing = closingOf[quoting].get(text[first] ?? '');
  if (closing === undefined) {
    const end = endOf(text, first, ';');
    return { text: text.slice(first, end).trimEnd(), quoted: false, end: end + 1 };
  }
  const parts: string[] = [];
  for (let from = first + 1; ;) {
    const close = text.indexOf(closing, from);
    if (close < 0) return undefined;
    parts.push(text.slice(from, close));
    if (text[close + 1] !== closing) {
      const end = endOf(text, close + 1, ';');
      if (text.slice(close + 1, end).trim() !== '') return undefined;
      return { text: parts.join(closing), quoted: true, end: end + 1 };
    }
    from = close + 2;
  }
}

function endOf(text: string, start: number, marks: string): number {
  let end = start;
  while (end < text.length && !marks.includes(text[end] ?? '')) end += 1;
  return end;
}

const isBlank = (sign: string | undefined): boolean => sign !== undefined && sign.trim() === '';
