/** Whether the templates refuse, with words, values that Azure would refuse halfway, or that lead nowhere. */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { valuesOf } from './refused-names.ts';

type Given = Readonly<Record<string, string | readonly string[]>>;

const subscription = '/subscriptions/00000000-0000-0000-0000-000000000000';
const network = `${subscription}/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet`;
const actionGroup = `${subscription}/resourceGroups/rg/providers/microsoft.insights/actionGroups/ag-teams`;
const uuid = '22222222-2222-2222-2222-22222222222A';

const existing: Given = {
  sqlMode: 'existing',
  server: 'sql-attendance',
  administratorId: '',
  appSubnetId: '',
  endpointSubnetId: '',
  entraAppClientId: '',
  tableName: 'JamkerjaScheduler',
  actionGroups: [],
};
const made: Given = { ...existing, sqlMode: 'new', administratorId: uuid };
const inNetwork: Given = {
  ...existing,
  sqlMode: 'network',
  server: 'sql.corp.example.com',
  appSubnetId: `${network}/subnets/app`,
  endpointSubnetId: `${network}/subnets/endpoints`,
};

export const accepted: readonly Given[] = [
  existing,
  // Whoever made it may have written it so; DNS does not mind.
  { ...existing, server: 'SQL-Attendance' },
  { ...existing, entraAppClientId: uuid, actionGroups: [actionGroup] },
  made,
  { ...made, server: '' },
  inNetwork,
  { ...inNetwork, endpointSubnetId: '' },
];

export const refused: readonly (readonly [given: Given, words: string])[] = [
  [{ ...existing, server: 'sql.database.windows.net' }, 'without its domain'],
  [{ ...existing, server: 'tcp:sql,1433' }, 'without its domain'],
  [{ ...made, server: 'Sql-New' }, 'lower-case letters'],
  [{ ...made, administratorId: 'budi@example.com' }, 'must be the object id, a GUID'],
  [{ ...inNetwork, server: 'https://sql.corp' }, 'only the DNS name'],
  [{ ...inNetwork, appSubnetId: 'app' }, 'appSubnetId (APP_SUBNET_ID) must be'],
  [{ ...inNetwork, endpointSubnetId: 'endpoints' }, 'endpointSubnetId (ENDPOINT_SUBNET_ID) must be'],
  [{ ...inNetwork, endpointSubnetId: `${network}/subnets/APP` }, 'are the same subnet'],
  [{ ...existing, entraAppClientId: 'my app' }, 'client id of the app registration'],
  [{ ...existing, tableName: 'my-table' }, '3 to 63 letters'],
  [{ ...existing, tableName: 'Tables' }, 'not "tables"'],
  [{ ...existing, tableName: '' }, '3 to 63 letters'],
  [{ ...existing, actionGroups: [actionGroup, 'ag-teams'] }, 'resource ids of action groups'],
];

/** What is wrong; empty if nothing is. Works on a copy of `infra` in the scratch folder. */
export function faultsOfValues(bicep: string, infra: string, scratch: string): readonly string[] {
  const copy = join(scratch, 'values');
  cpSync(infra, copy, { recursive: true });
  const cases = [...accepted.map((given) => [given, ''] as const), ...refused];
  const calls = cases.map(([given]) => `faultOfValues(${written(given)})`);
  const said = valuesOf(bicep, copy, 'given-values.bicep', 'faultOfValues', calls);
  if (typeof said === 'string') return [said];
  return cases.flatMap(([given, words], index) => {
    const fault = said[index] ?? 'nothing';
    const right = words === '' ? fault === '' : fault.includes(words);
    return right ? [] : [`${written(given)}: ${fault || 'accepted'}`];
  });
}

const text = (value: string): string => `'${value}'`;

/** As Bicep writes an object. */
function written(given: Given): string {
  const pairs = Object.entries(given).map(
    ([name, value]) =>
      `${name}: ${typeof value === 'string' ? text(value) : `[${value.map(text).join(', ')}]`}`,
  );
  return `{ ${pairs.join(', ')} }`;
}
