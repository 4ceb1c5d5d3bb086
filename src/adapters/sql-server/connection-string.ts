/**
 * Translates an ADO.NET connection string into the SQL_* settings. The driver's own parser is not used: it silently
 * turns `Encrypt=strict` into `true`, and `Authentication=Active Directory Default` into a login without a user. The
 * splitter beneath it, @tediousjs/connection-string, is not used either: it takes `;;` for a quoted semicolon, so that
 * `Password=x;;Encrypt=true` becomes one password and no encryption, strips braces, and ignores a text without `=`.
 */
import type { ParsedSettings } from '../../core/settings/environment.ts';

type Names = Readonly<Record<string, string>>;

const nameOfKey: ReadonlyMap<string, string> = new Map(
  Object.entries({
    server: 'SQL_SERVER',
    'data source': 'SQL_SERVER',
    address: 'SQL_SERVER',
    addr: 'SQL_SERVER',
    'network address': 'SQL_SERVER',
    database: 'SQL_DATABASE',
    'initial catalog': 'SQL_DATABASE',
    'user id': 'SQL_USER',
    uid: 'SQL_USER',
    user: 'SQL_USER',
    password: 'SQL_PASSWORD',
    pwd: 'SQL_PASSWORD',
    encrypt: 'SQL_ENCRYPT',
    trustservercertificate: 'SQL_TRUST_SERVER_CERTIFICATE',
    'trust server certificate': 'SQL_TRUST_SERVER_CERTIFICATE',
    'connection timeout': 'SQL_CONNECT_TIMEOUT_SECONDS',
    'connect timeout': 'SQL_CONNECT_TIMEOUT_SECONDS',
    timeout: 'SQL_CONNECT_TIMEOUT_SECONDS',
    authentication: 'SQL_AUTHENTICATION',
  }),
);

/** They make no difference here: one session per attempt, under the app's own name. */
const ignoredKeys = new Set([
  'application name',
  'app',
  'command timeout',
  'connect retry count',
  'connect retry interval',
  'connectretrycount',
  'connectretryinterval',
  'connection lifetime',
  'load balance timeout',
  'max pool size',
  'min pool size',
  'multipleactiveresultsets',
  'multiple active result sets',
  'persist security info',
  'persistsecurityinfo',
  'pooling',
  'workstation id',
  'wsid',
]);

const valueOf: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  SQL_ENCRYPT: { yes: 'true', mandatory: 'true', no: 'false', optional: 'false' },
  SQL_TRUST_SERVER_CERTIFICATE: { yes: 'true', no: 'false' },
  SQL_AUTHENTICATION: {
    'sql password': 'password',
    sqlpassword: 'password',
    'active directory default': 'managed-identity',
    'active directory managed identity': 'managed-identity',
    'active directory msi': 'managed-identity',
  },
};

export function readConnectionString(text: string): ParsedSettings<Names> {
  const pairs = splitPairs(text);
  if (pairs === undefined) {
    return { kind: 'invalid', problems: ['expected key=value pairs separated by semicolons'] };
  }
  const unknown = pairs.map(([key]) => key).filter((key) => !ignoredKeys.has(key) && !nameOfKey.has(key));
  if (unknown.length > 0) {
    const problem = `does not support ${unknown.join(', ')}: expected Server, Database, User ID, Password, Encrypt, TrustServerCertificate, Authentication and Connect Timeout; remove the others`;
    return { kind: 'invalid', problems: [problem] };
  }
  const names: Record<string, string> = {};
  for (const [key, value] of pairs) {
    const name = nameOfKey.get(key);
    if (name === undefined || value === '') continue;
    const plain = name === 'SQL_PASSWORD' || name === 'SQL_USER' ? value : value.trim();
    names[name] = valueOf[name]?.[plain.toLowerCase()] ?? lowerFlags(name, plain);
  }
  return { kind: 'valid', settings: clientIdForUser(names) };
}

const lowerFlags = (name: string, value: string): string =>
  name in valueOf && name !== 'SQL_AUTHENTICATION' ? value.toLowerCase() : value;

/** With a managed identity, ADO.NET takes its client id as the user. */
function clientIdForUser(names: Names): Names {
  if (names['SQL_AUTHENTICATION'] !== 'managed-identity') return names;
  const { SQL_USER: clientId, ...rest } = names;
  return clientId === undefined ? rest : { ...rest, SQL_CLIENT_ID: clientId };
}

/**
 * Values may be quoted by `"` or `'`, a quote inside being doubled; keys have no case. Undefined: not readable. Goes
 * over the text once, so that a long one costs no more than its length.
 */
function splitPairs(text: string): readonly (readonly [string, string])[] | undefined {
  const pairs: (readonly [string, string])[] = [];
  let start = 0;
  while (start < text.length) {
    const [whole = '', name = '', terminator] = matchAt(/([^=;]*)([=;]?)/y, text, start) ?? [];
    const key = name.trim().toLowerCase();
    start += whole.length;
    if (terminator === '=' ? key === '' : key !== '') return undefined;
    if (terminator !== '=') continue;

    const value = valueAt(text, start);
    if (value === undefined) return undefined;
    pairs.push([key, value.text]);
    start = value.end;
  }
  return pairs;
}

/** `end`: behind the semicolon. */
function valueAt(text: string, start: number): { readonly text: string; readonly end: number } | undefined {
  const first = start + (matchAt(/\s*/y, text, start)?.[0].length ?? 0);
  const quote = text[first];
  if (quote !== '"' && quote !== "'") {
    const plain = matchAt(/[^;]*/y, text, first)?.[0] ?? '';
    return { text: plain.trimEnd(), end: first + plain.length + 1 };
  }
  const quoted = quote === '"' ? /"((?:[^"]|"")*)"\s*(?:;|$)/y : /'((?:[^']|'')*)'\s*(?:;|$)/y;
  const [whole, inner] = matchAt(quoted, text, first) ?? [];
  if (whole === undefined || inner === undefined) return undefined;
  return { text: inner.replaceAll(quote + quote, quote), end: first + whole.length };
}

function matchAt(sticky: RegExp, text: string, start: number): RegExpExecArray | null {
  sticky.lastIndex = start;
  return sticky.exec(text);
}
