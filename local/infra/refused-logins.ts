/** Whether the templates refuse, with words, choices of a SQL Server login that would fail, or that no server needs. */
import type { Rule } from './evaluate-rule.ts';

type Choice = Readonly<Record<string, string | boolean>>;

const identity: Choice = {
  sqlMode: 'network',
  authentication: 'managed-identity',
  user: '',
  trustCertificate: false,
  encrypt: 'true',
  vault: '',
  vaultResourceGroup: '',
  secretName: 'sql-password',
  access: 'public',
  subnetId: '',
};
const login: Choice = { ...identity, authentication: 'password', user: 'spjamkerja_app' };
const inVault: Choice = { ...login, vault: 'kv-corp', vaultResourceGroup: 'rg-secrets' };

const accepted: readonly Choice[] = [
  identity,
  { ...identity, sqlMode: 'existing' },
  // For the storage account.
  { ...identity, subnetId: '/subnets/endpoints' },
  { ...identity, trustCertificate: true },
  login,
  { ...login, trustCertificate: true },
  { ...login, access: 'private-endpoint', subnetId: '/subnets/endpoints' },
  inVault,
  { ...inVault, access: 'private-endpoint' },
];

const refused: Rule<Choice>['refused'] = [
  [{ ...login, sqlMode: 'existing' }, 'without any password'],
  [{ ...login, sqlMode: 'new' }, 'without any password'],
  [{ ...login, user: '' }, 'sqlUser (SQL_USER) must name the login'],
  [{ ...login, user: 'CORP\\\\app' }, 'Windows login'],
  [{ ...login, vault: 'kv-corp' }, 'expected both, for an existing vault'],
  [{ ...login, vaultResourceGroup: 'rg-secrets' }, 'expected both, for an existing vault'],
  [{ ...inVault, vault: 'kv.vault.azure.net' }, 'expected only the name of the vault'],
  [{ ...login, secretName: 'sql_password' }, 'letters, digits and hyphens'],
  [{ ...inVault, secretName: 'https://kv/secrets/x' }, 'letters, digits and hyphens'],
  [{ ...login, access: 'private-endpoint' }, 'endpointSubnetId (ENDPOINT_SUBNET_ID) must be'],
  [{ ...identity, user: 'spjamkerja_app' }, 'expected sqlAuthentication password'],
  [{ ...inVault, authentication: 'managed-identity', user: '' }, 'expected sqlAuthentication password'],
  [{ ...identity, sqlMode: 'new', trustCertificate: true }, 'sqlMode network only'],
  [{ ...login, trustCertificate: true, encrypt: 'strict' }, 'always verifies the certificate'],
];

export const loginRule: Rule<Choice> = {
  title: 'logins of SQL Server',
  module: 'sql-login.bicep',
  name: 'faultOfLogin',
  accepted,
  refused,
};
