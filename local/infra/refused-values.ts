/** Whether the templates refuse, with words, values that Azure would refuse halfway, or that lead nowhere. */
import type { Rule } from './evaluate-rule.ts';

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
  noticeEmails: [],
  settingNames: ['EMAIL_TO'],
};
const made: Given = { ...existing, sqlMode: 'new', administratorId: uuid };
const inNetwork: Given = {
  ...existing,
  sqlMode: 'network',
  server: 'sql.corp.example.com',
  appSubnetId: `${network}/subnets/app`,
  endpointSubnetId: `${network}/subnets/endpoints`,
};

const accepted: readonly Given[] = [
  existing,
  // Whoever made it may have written it so; DNS does not mind.
  { ...existing, server: 'SQL-Attendance' },
  { ...existing, entraAppClientId: uuid, actionGroups: [actionGroup] },
  { ...existing, noticeEmails: ['hr@example.com', 'it@example.com'], settingNames: ['EMAIL_LANGUAGE'] },
  made,
  { ...made, server: '' },
  inNetwork,
  { ...inNetwork, endpointSubnetId: '' },
];

const refused: Rule<Given>['refused'] = [
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
  [{ ...existing, noticeEmails: ['hr'], settingNames: [] }, 'must be e-mail addresses'],
  [
    { ...existing, noticeEmails: ['hr@example.com; it@example.com'], settingNames: [] },
    'must be e-mail addresses',
  ],
  [{ ...existing, noticeEmails: ['hr@example.com'] }, 'expected none of them in settings'],
];

export const valueRule: Rule<Given> = {
  title: 'values of parameters',
  module: 'given-values.bicep',
  name: 'faultOfValues',
  accepted,
  refused,
};
