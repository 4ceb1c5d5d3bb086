/** Which SQL Server `npm start` uses: the one that somebody named, otherwise the stand-in. */
import { sqlNames } from '../../src/adapters/sql-server/sql-environment.ts';
import { parseSqlSettings, type SqlSettings } from '../../src/adapters/sql-server/sql-settings.ts';

type Settings = Readonly<Record<string, string>>;
export type Environment = Readonly<Record<string, string | undefined>>;

export type ChosenServer =
  | { readonly kind: 'stand-in'; readonly environment: Environment }
  | {
      readonly kind: 'own';
      readonly environment: Environment;
      readonly sql: SqlSettings;
      /** Where it is named. */
      readonly source: string;
    };

export interface Named {
  /** `Values` of local.settings.json; undefined without such a file. */
  readonly own: Settings | undefined;
  /** Those of local.settings.json.example, which name the stand-in. */
  readonly example: Settings;
  readonly environment: Environment;
}

/** What a setting of the same name says about any server. */
const independent: ReadonlySet<string> = new Set([
  'SQL_APPLOCK_NAME',
  'SQL_XACT_ABORT',
  'SQL_CONNECT_TIMEOUT_SECONDS',
]);
/** The settings that say which server it is, and how to log in there. */
export const connectionNames: readonly string[] = [
  'SQL_CONNECTION_STRING',
  ...sqlNames.filter((name) => !independent.has(name)),
];

/** Whoever sets one of these names a server: the app's own settings and the connection strings of the portal. */
const wholeString =
  /^(SQL_CONNECTION_STRING|SQL(AZURE)?CONNSTR_.+|(CUSTOMCONNSTR_|ConnectionStrings(__|:))SQL_CONNECTION_STRING)$/i;
const naming = (name: string): boolean => wholeString.test(name) || /^SQL_SERVER$/i.test(name);

/** Throws when somebody named a server in a way that the app would refuse. */
export function chooseServer({ own, example, environment }: Named): ChosenServer {
  const file = own ?? example;
  const byEnvironment = namingIn(environment);
  const byFile = own === undefined || isStandIn(own, example) ? [] : namingIn(own);
  // As with Core Tools, the environment overrides the file. An empty value keeps a host from reading the file's own.
  if (byEnvironment.length === 0 && byFile.length === 0)
    return { kind: 'stand-in', environment: { ...file, ...environment } };
  const unwanted = byEnvironment.length === 0 ? [] : overruled(byEnvironment, byFile.length > 0);
  const blank = Object.fromEntries(
    Object.keys(file).flatMap((name) => (unwanted.includes(name.toUpperCase()) ? [[name, '']] : [])),
  );
  const merged = { ...file, ...blank, ...environment };
  const parsed = parseSqlSettings(merged);
  const source = byEnvironment.length > 0 ? 'the environment' : 'local.settings.json';
  if (parsed.kind === 'invalid')
    throw new Error(
      `the SQL Server that ${source} names cannot be used:\n- ${parsed.problems.join('\n- ')}\nWithout ${[...byEnvironment, ...byFile].join(', ')} it starts with the stand-in.`,
    );
  return { kind: 'own', environment: merged, sql: parsed.settings, source };
}

const namingIn = (settings: Environment): readonly string[] =>
  Object.entries(settings).flatMap(([name, value]) => (naming(name) && (value ?? '') !== '' ? [name] : []));

/** As `npm run services` copies it. */
const isStandIn = (own: Settings, example: Settings): boolean =>
  own['SQL_SERVER'] === example['SQL_SERVER'] &&
  own['SQL_PORT'] === example['SQL_PORT'] &&
  own['SQL_USER'] === example['SQL_USER'] &&
  own['SQL_PASSWORD'] === example['SQL_PASSWORD'];

/** What the file says about another server, or says in the other way. */
function overruled(byEnvironment: readonly string[], fileNamesOne: boolean): readonly string[] {
  const whole = byEnvironment.some((name) => wholeString.test(name));
  return whole || !fileNamesOne ? connectionNames : ['SQL_CONNECTION_STRING'];
}
