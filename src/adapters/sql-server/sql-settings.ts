/** How the app reaches SQL Server: the SQL_* settings, their defaults and the relations between them. */
import { type ParsedSettings, parseEnvironment } from '../../core/settings/environment.ts';
import { type Environment, readSetting } from '../../core/settings/read-setting.ts';
import type { DurationMs } from '../../core/time/time.ts';
import { chooseConnectionString } from './connection-setting.ts';
import { readConnectionString } from './connection-string.ts';
import { describeLogin, parseLogin, type SqlLogin } from './login.ts';
import { describeAddress, parseServerAddress } from './server-address.ts';
import { sqlEnvironment, sqlNames } from './sql-environment.ts';

export interface SqlSettings {
  readonly server: string;
  readonly port: number;
  /** A named instance, whose port is looked up with the SQL Server Browser. */
  readonly instance?: string | undefined;
  readonly database: string;
  readonly login: SqlLogin;
  readonly encrypt: boolean | 'strict';
  readonly trustServerCertificate: boolean;
  /** The name that the server's certificate has, if not the server's own. */
  readonly hostNameInCertificate?: string | undefined;
  /** Tries all addresses of an availability group's listener at once. */
  readonly multiSubnetFailover: boolean;
  /** If absent, the login's own. */
  readonly language?: string | undefined;
  readonly connectTimeout: DurationMs;
  /** If absent, the name of the job. */
  readonly applockName?: string | undefined;
  /** SET XACT_ABORT ON for the session. */
  readonly xactAbort: boolean;
}

/** They may stand beside a connection string that does not contain them; the others may not. */
const companions: ReadonlySet<string> = new Set([
  'SQL_CONNECT_TIMEOUT_SECONDS',
  'SQL_APPLOCK_NAME',
  'SQL_XACT_ABORT',
  'SQL_LANGUAGE',
  'SQL_MULTI_SUBNET_FAILOVER',
  'SQL_HOST_NAME_IN_CERTIFICATE',
]);

const refused = (problems: readonly string[]) => ({ kind: 'invalid', problems }) as const;

export function parseSqlSettings(environment: Environment): ParsedSettings<SqlSettings> {
  const set = sqlNames.filter((name) => readSetting(environment, name) !== undefined);
  const rivals = set.filter((name) => !companions.has(name));
  const chosen = chooseConnectionString(environment, rivals);
  if (chosen.kind === 'none') return parseNames(environment);
  if (chosen.kind === 'invalid') return chosen;

  const { name: source, text } = chosen;
  const read = readConnectionString(text, source);
  if (read.kind === 'invalid') return read;
  const { labelOf, names: inside } = read.settings;
  const beside = Object.fromEntries(set.map((name) => [name, readSetting(environment, name)]));
  const twice = set.filter((name) => name in inside && inside[name]?.trim() !== beside[name]?.trim());
  if (twice.length > 0) {
    return refused(
      twice.map(
        (name) => `${name} is set, and ${source} has another ${labelOf(name)}: expected only one of the two`,
      ),
    );
  }
  const parsed = parseNames({ ...beside, ...inside }, (name) => (set.includes(name) ? name : labelOf(name)));
  return parsed.kind === 'valid' ? parsed : refused(parsed.problems.map((each) => `${source}: ${each}`));
}

function parseNames(
  environment: Environment,
  labelOf?: (name: string) => string,
): ParsedSettings<SqlSettings> {
  const parsed = parseEnvironment(sqlEnvironment(labelOf), environment, labelOf);
  if (parsed.kind === 'invalid') {
    // Somebody who put a whole connection string there is not helped by what else is missing alone.
    const server = parseServerAddress(
      readSetting(environment, 'SQL_SERVER') ?? 'missing',
      undefined,
      labelOf,
    );
    return refused([...(server.kind === 'invalid' ? server.problems : []), ...parsed.problems]);
  }
  const values = parsed.settings;
  const address = parseServerAddress(values.SQL_SERVER, values.SQL_PORT, labelOf);
  const login = parseLogin(values, labelOf);
  const problems = [
    ...(address.kind === 'invalid' ? address.problems : []),
    ...(login.kind === 'invalid' ? login.problems : []),
  ];
  if (address.kind === 'invalid' || login.kind === 'invalid' || problems.length > 0) {
    return { kind: 'invalid', problems };
  }
  const settings: SqlSettings = {
    ...address.settings,
    database: values.SQL_DATABASE,
    login: login.settings,
    encrypt: values.SQL_ENCRYPT === 'strict' ? 'strict' : values.SQL_ENCRYPT === 'true',
    trustServerCertificate: values.SQL_TRUST_SERVER_CERTIFICATE,
    hostNameInCertificate: exactName(values.SQL_HOST_NAME_IN_CERTIFICATE),
    multiSubnetFailover: values.SQL_MULTI_SUBNET_FAILOVER,
    language: values.SQL_LANGUAGE,
    connectTimeout: values.SQL_CONNECT_TIMEOUT_SECONDS,
    applockName: values.SQL_APPLOCK_NAME,
    xactAbort: values.SQL_XACT_ABORT,
  };
  return { kind: 'valid', settings };
}

/** Without the name the certificate is checked against the server's own, which no pattern makes safer. */
const exactName = (name: string | undefined): string | undefined =>
  name?.startsWith('*') ? undefined : name;

/** For messages: never with a secret. */
export function describeTarget(sql: SqlSettings): string {
  const { login, database } = sql;
  const identity = `${login.kind === 'password' ? 'user ' : ''}${describeLogin(login)}`;
  return `${describeAddress(sql)}, database ${database}, as ${identity}`;
}
