/**
 * Finds the connection string: in SQL_CONNECTION_STRING, or among those that App Service hands over from the portal's
 * page of connection strings, as variables with a prefix for the kind of database.
 */
import { type Environment, readSetting } from '../../core/settings/read-setting.ts';

export type Chosen =
  | { readonly kind: 'none' }
  | { readonly kind: 'found'; readonly name: string; readonly text: string }
  | { readonly kind: 'invalid'; readonly problems: readonly string[] };

const own = 'SQL_CONNECTION_STRING';
/** Kinds `SQLAzure` and `SQLServer` are for this app; `Custom` may be anything, so it counts by its name only. */
const ofSqlServer = /^(?:SQLAZURECONNSTR_|SQLCONNSTR_)/i;
const named = ['SQLAZURECONNSTR_', 'SQLCONNSTR_', 'CUSTOMCONNSTR_', 'ConnectionStrings__'].map(
  (prefix) => prefix + own,
);

/** `rivals`: single settings that say the same as a connection string would. They win over the portal's page. */
export function chooseConnectionString(environment: Environment, rivals: readonly string[]): Chosen {
  const text = readSetting(environment, 'SQL_CONNECTION_STRING');
  if (text !== undefined) {
    if (rivals.length === 0) return { kind: 'found', name: own, text };
    const problem = `${own} is set together with ${rivals.join(', ')}: expected either the connection string or the single settings`;
    return { kind: 'invalid', problems: [problem] };
  }
  if (rivals.length > 0) return { kind: 'none' };
  for (const name of named) {
    const value = readSetting(environment, name);
    if (value !== undefined) return { kind: 'found', name, text: value };
  }
  const [only, ...others] = Object.entries(environment).flatMap(([name, value]) =>
    ofSqlServer.test(name) && value ? [{ kind: 'found', name: shownName(name), text: value } as const] : [],
  );
  if (only === undefined) return overlooked(environment);
  if (others.length === 0) return only;
  const names = [only, ...others].map(({ name }) => name).join(', ');
  const problem = `${own} is missing, and there are several connection strings in the portal (${names}): expected one, or one that is named ${own}`;
  return { kind: 'invalid', problems: [problem] };
}

function overlooked(environment: Environment): Chosen {
  const name = Object.keys(environment).find((each) =>
    /^(?:CUSTOMCONNSTR_|ConnectionStrings(?:__|:))/i.test(each),
  );
  if (name === undefined) return { kind: 'none' };
  const problem = `SQL_CONNECTION_STRING and SQL_SERVER are missing, and ${shownName(name)} is not read: name it ${own} in the portal, or give it the type SQLAzure or SQLServer`;
  return { kind: 'invalid', problems: [problem] };
}

/** A long or odd name could be anything. */
const shownName = (name: string): string =>
  /^\w{1,60}$/.test(name) ? name : `${name.split('_')[0] ?? ''}_…`;
