/** How the app reaches SQL Server: the SQL_* settings, their defaults and the relations between them. */
import { z } from 'zod';
import {
  flag,
  type ParsedSettings,
  parseEnvironment,
  secondsIn,
  wholeNumberIn,
} from '../../core/settings/environment.ts';
import { type DurationMs, seconds } from '../../core/time/time.ts';
import { readConnectionString } from './connection-string.ts';
import { parseLogin, type SqlLogin } from './login.ts';
import { parseServerAddress } from './server-address.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export interface SqlSettings {
  readonly server: string;
  readonly port: number;
  /** A named instance, whose port is looked up with the SQL Server Browser. */
  readonly instance?: string | undefined;
  readonly database: string;
  readonly login: SqlLogin;
  readonly encrypt: boolean | 'strict';
  readonly trustServerCertificate: boolean;
  readonly connectTimeout: DurationMs;
  /** If absent, the name of the job. */
  readonly applockName?: string | undefined;
  /** SET XACT_ABORT ON for the session. */
  readonly xactAbort: boolean;
  /** If absent, the login's own. */
  readonly language?: string | undefined;
}

/** The settings that a connection string contains as well; the others are never part of one. */
const connectionNames = [
  'SQL_SERVER',
  'SQL_PORT',
  'SQL_DATABASE',
  'SQL_AUTHENTICATION',
  'SQL_USER',
  'SQL_PASSWORD',
  'SQL_CLIENT_ID',
  'SQL_ENCRYPT',
  'SQL_TRUST_SERVER_CERTIFICATE',
] as const;

const Schema = z.object({
  SQL_SERVER: z.string({ error: 'expected the name of the server, such as example.database.windows.net' }),
  SQL_PORT: wholeNumberIn(1, 65_535).optional(),
  SQL_DATABASE: z.string({ error: 'expected the name of the database' }),
  SQL_AUTHENTICATION: z
    .enum(['password', 'managed-identity'], { error: 'expected password or managed-identity' })
    .optional(),
  SQL_USER: z.string().optional(),
  SQL_PASSWORD: z.string().optional(),
  SQL_CLIENT_ID: z.string().optional(),
  SQL_ENCRYPT: z
    .enum(['true', 'false', 'strict'], { error: 'expected true, false or strict' })
    .default('true'),
  SQL_TRUST_SERVER_CERTIFICATE: flag.default(false),
  SQL_CONNECT_TIMEOUT_SECONDS: secondsIn(0.1, 300).default(seconds(15)),
  SQL_APPLOCK_NAME: z.string().max(255, { error: 'expected at most 255 characters' }).optional(),
  SQL_XACT_ABORT: flag.default(false),
});

export function parseSqlSettings(environment: Environment): ParsedSettings<SqlSettings> {
  const connectionString = environment['SQL_CONNECTION_STRING'];
  if (connectionString === undefined || connectionString === '') return parseNames(environment);

  const doubled = connectionNames.filter((name) => (environment[name] ?? '') !== '');
  if (doubled.length > 0) {
    const problem = `SQL_CONNECTION_STRING is set together with ${doubled.join(', ')}: expected either the connection string or the single settings`;
    return { kind: 'invalid', problems: [problem] };
  }
  const read = readConnectionString(connectionString);
  const parsed =
    read.kind === 'invalid' ? read : parseNames({ ...notInString(environment), ...read.settings });
  if (parsed.kind === 'valid') return parsed;
  return { kind: 'invalid', problems: parsed.problems.map((each) => `SQL_CONNECTION_STRING: ${each}`) };
}

const notInString = (environment: Environment): Environment => ({
  SQL_CONNECT_TIMEOUT_SECONDS: environment['SQL_CONNECT_TIMEOUT_SECONDS'],
  SQL_APPLOCK_NAME: environment['SQL_APPLOCK_NAME'],
  SQL_XACT_ABORT: environment['SQL_XACT_ABORT'],
});

function parseNames(environment: Environment): ParsedSettings<SqlSettings> {
  const parsed = parseEnvironment(Schema, environment);
  if (parsed.kind === 'invalid') return parsed;
  const values = parsed.settings;
  const address = parseServerAddress(values.SQL_SERVER, values.SQL_PORT);
  const login = parseLogin(values);
  const problems = [
    ...(address.kind === 'invalid' ? address.problems : []),
    ...(login.kind === 'invalid' ? login.problems : []),
    ...encryptionProblems(values),
  ];
  if (address.kind === 'invalid' || login.kind === 'invalid' || problems.length > 0) {
    return { kind: 'invalid', problems };
  }
  const encrypt = values.SQL_ENCRYPT === 'strict' ? 'strict' : values.SQL_ENCRYPT === 'true';
  const settings: SqlSettings = {
    ...address.settings,
    database: values.SQL_DATABASE,
    login: login.settings,
    encrypt,
    trustServerCertificate: values.SQL_TRUST_SERVER_CERTIFICATE,
    connectTimeout: values.SQL_CONNECT_TIMEOUT_SECONDS,
    applockName: values.SQL_APPLOCK_NAME,
    xactAbort: values.SQL_XACT_ABORT,
  };
  return { kind: 'valid', settings };
}

type Values = z.output<typeof Schema>;

/** TDS 8 ignores the setting, and somebody who relies on it would look for the fault elsewhere. */
function encryptionProblems(values: Values): readonly string[] {
  if (!values.SQL_TRUST_SERVER_CERTIFICATE || values.SQL_ENCRYPT !== 'strict') return [];
  return [
    'SQL_TRUST_SERVER_CERTIFICATE is true but SQL_ENCRYPT is strict, which always verifies the certificate: expected SQL_ENCRYPT=true, or no trust',
  ];
}

/** For messages: never with a secret. */
export function describeTarget({ server, port, instance, database, login }: SqlSettings): string {
  const address = instance === undefined ? `${server}:${port}` : `${server}\\${instance}`;
  const identity =
    login.kind === 'password'
      ? `user ${login.user}`
      : `managed identity ${login.clientId ?? '(system-assigned)'}`;
  return `${address}, database ${database}, as ${identity}`;
}
