/**
 * Translates a connection string (ADO.NET, or ODBC with its driver) into the SQL_* settings. The driver's own parser is
 * not used: it silently turns `Encrypt=strict` into `true`, and `Authentication=Active Directory Default` into a login
 * without a user. Nothing of the text is ever shown, except keywords that are known.
 */
import type { ParsedSettings } from '../../core/settings/environment.ts';
import { isPlaceholder } from '../../core/settings/setting-value.ts';
import { type Keyword, keywordOf, usualLabel } from './connection-keywords.ts';
import { isOdbc, otherFormProblem } from './connection-text.ts';
import { isIdentity } from './login.ts';
import { type Pair, type Split, splitPairs } from './split-pairs.ts';

export interface ReadConnection {
  readonly names: Readonly<Record<string, string>>;
  /** What the string calls a setting, or would call it. */
  readonly labelOf: (name: string) => string;
}

const quoteIt = 'a value that contains ; or begins with a quote must be in quotes, such as Password="…"';

/** `source` is the setting that holds the text. */
export function readConnectionString(text: string, source: string): ParsedSettings<ReadConnection> {
  const refused = (problems: readonly string[]) =>
    ({ kind: 'invalid', problems: problems.map((each) => `${source}: ${each}`) }) as const;
  const form = otherFormProblem(text);
  if (form !== undefined) return { kind: 'invalid', problems: [`${source} ${form}`] };
  const odbc = isOdbc(text);
  const split = splitPairs(text, odbc ? 'odbc' : 'ado-net');
  if (split.kind === 'torn') return refused([tornProblem(split, odbc)]);

  const known = split.pairs.flatMap((pair) => {
    const keyword = keywordOf(pair.key);
    return keyword === undefined ? [] : [{ ...pair, keyword }];
  });
  const unknown = split.pairs.length - known.length;
  const problems = [
    ...(unknown === 0 ? [] : [unknownProblem(unknown, odbc)]),
    ...known.flatMap(valueProblem),
    ...repeatedProblems(known),
  ];
  if (problems.length > 0) return refused(problems);
  const written = new Map<string, KnownPair>();
  for (const pair of known) {
    const { meaning } = pair.keyword;
    if (meaning.kind === 'setting' && pair.value.trim() !== '') written.set(meaning.name, pair);
  }
  // With a managed identity, ADO.NET takes its client id as the user; beside a password it is meant as a user.
  const user = written.get('SQL_USER');
  if (
    user !== undefined &&
    !written.has('SQL_PASSWORD') &&
    isIdentity(written.get('SQL_AUTHENTICATION')?.value)
  ) {
    written.delete('SQL_USER');
    written.set('SQL_CLIENT_ID', user);
  }
  const names = Object.fromEntries([...written].map(([name, { value }]) => [name, plainValue(name, value)]));
  const labelOf = (name: string): string => written.get(name)?.keyword.label ?? usualLabel(name);
  return { kind: 'valid', settings: { names, labelOf } };
}

type KnownPair = Pair & { readonly keyword: Keyword };

function tornProblem({ fault, after }: Extract<Split, { kind: 'torn' }>, odbc: boolean): string {
  const label = keywordOf(after)?.label;
  const place = label === undefined ? '' : ` behind ${label}`;
  const quote = odbc ? 'a value that contains ; must be in braces, such as Pwd={…}' : quoteIt;
  switch (fault) {
    case 'no_equals':
      return `a part${place} has no = (not shown): expected key=value pairs separated by semicolons; ${quote}`;
    case 'no_key':
      return `an =${place} has no keyword in front of it: expected key=value pairs separated by semicolons; ${quote}`;
    case 'quote':
      return odbc
        ? `the value of ${label ?? 'a key'} opens a brace that does not close, or is followed by more text: write } inside braces twice`
        : `the value of ${label ?? 'a key'} opens a quote that does not close, or is followed by more text: put the whole value in quotes, and write the same quote inside twice`;
  }
}

function unknownProblem(count: number, odbc: boolean): string {
  const keys = count === 1 ? 'a key in it is' : `${count} keys in it are`;
  const quote = odbc ? 'a value that contains ; must be in braces, such as Pwd={…}' : quoteIt;
  return `${keys} not known (not shown, as it may be a part of the password): expected keywords such as Server, Database, User ID, Password, Encrypt, TrustServerCertificate, Authentication and Connect Timeout; remove others; ${quote}`;
}

/** A semicolon that is missing shows as another key in the value. */
const swallowedKey =
  /[\s,;&](?:server|database|user(?:\s?id)?|uid|password|pwd|encrypt|authentication)\s{0,5}=/i;

function valueProblem({ keyword, value, quoted }: KnownPair): readonly string[] {
  const { label, meaning } = keyword;
  const plain = value.replaceAll(/\s+/g, '').toLowerCase();
  if (meaning.kind === 'ignored' || plain === '') return [];
  if (meaning.kind === 'only') {
    return meaning.accepted.includes(plain) ? [] : [`${label} ${meaning.otherwise}`];
  }
  if (isPlaceholder(value)) {
    return [`${label} is a placeholder: put the real value in its place`];
  }
  if (!quoted && value.startsWith('{') && value.endsWith('}')) {
    return [
      `${label} is in braces, which quote in ODBC only: write the value without them, or, if they belong to it, write ${label}="{…}"`,
    ];
  }
  if (!quoted && swallowedKey.test(value)) {
    return [
      `the value of ${label} contains another key: put a semicolon in front of that key, or the value in quotes`,
    ];
  }
  return [];
}

/** Clients differ in which one they take, and a torn password can look like a second user. */
function repeatedProblems(known: readonly KnownPair[]): readonly string[] {
  const first = new Map<string, KnownPair>();
  return known.flatMap((pair) => {
    const { meaning, label } = pair.keyword;
    if (meaning.kind !== 'setting') return [];
    const earlier = first.get(meaning.name);
    first.set(meaning.name, earlier ?? pair);
    if (earlier === undefined || earlier.value === pair.value) return [];
    const names =
      earlier.keyword.label === label ? `${label} is` : `${earlier.keyword.label} and ${label} are`;
    return [`${names} written twice, with different values: expected it once`];
  });
}

const words: Readonly<Record<string, string>> = {
  yes: 'true',
  mandatory: 'true',
  no: 'false',
  optional: 'false',
};
const flags: ReadonlySet<string> = new Set([
  'SQL_ENCRYPT',
  'SQL_TRUST_SERVER_CERTIFICATE',
  'SQL_MULTI_SUBNET_FAILOVER',
]);

function plainValue(name: string, value: string): string {
  if (name === 'SQL_PASSWORD' || name === 'SQL_USER') return value;
  const text = value.trim();
  return flags.has(name) ? (words[text.toLowerCase()] ?? text) : text;
}
