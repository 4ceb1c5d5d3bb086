import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Resource, type Variant, ofType, only, settingsOf, variants } from './support/variants.ts';

const roleTable = readRoleTable();
const SiteConfig = z.looseObject({ ftpsState: z.string().optional() });

function readRoleTable(): readonly string[] {
  const text = readFileSync(new URL('../../docs/deployment.md', import.meta.url), 'utf8');
  const section = /\n## Role assignments\n(.*?)\n## /s.exec(`${text}\n## end`)?.[1] ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| -'));
  return rows.slice(1).map((row) => {
    const [, role, id, scope] = row.split('|').map((cell) => cell.trim().replaceAll(/[`_]/g, ''));
    return `${role} ${id} ${scope}`;
  });
}

/** The one resource on which a role is assigned; undefined for a resource group, a subscription or a pattern. */
function scopeOf({ id }: Resource): { readonly type: string; readonly name: string } | undefined {
  const path =
    /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+\/providers\/([^[\]]+)\/providers\/Microsoft\.Authorization\/roleAssignments\/[0-9a-f-]{36}$/;
  const [provider, type, name, ...deeper] = path.exec(id)?.[1]?.split('/') ?? [];
  if (provider === undefined || type === undefined || name === undefined) return undefined;
  const [inner, innerName, ...deepest] = deeper;
  if (inner === undefined) return { type: `${provider}/${type}`, name };
  if (`${provider}/${type}/${inner}` !== secretType || innerName === undefined || deepest.length > 0)
    return undefined;
  return { type: secretType, name: `${name}/${innerName}` };
}

const secretType = 'Microsoft.KeyVault/vaults/secrets';

/** The snapshot's text without the places that say password and hold none: the reference, and the secret's name. */
const withoutReference = ({ login, text }: Variant): string => {
  const plain = text.replace(/"KEY_VAULT_SECRET_NAME": "[\w-]+"/, '');
  if (!login) return plain;
  const reference =
    /"name": "SQL_PASSWORD",\s+"value": "\[format\('@Microsoft\.KeyVault\(SecretUri=\{0\}\)', format\('https:\/\/\{0\}\{1\}\/secrets\/\{2\}', '[\w-]+', environment\(\)\.suffixes\.keyvaultDns, '[\w-]+'\)\)\]"/;
  expect(plain).toMatch(reference);
  return plain
    .replace(reference, '')
    .replace(/"name": "SQL_AUTHENTICATION",\s+"value": "password"/, '')
    .replaceAll(/\/secrets\/[\w-]+\/providers\/Microsoft\.Authorization/g, '');
};

/** Every property of every resource whose name says something about TLS. */
function tlsVersions(value: unknown, path: string): readonly (readonly [string, unknown])[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    /tlsversion/i.test(name) ? [[`${path}.${name}`, inner] as const] : tlsVersions(inner, `${path}.${name}`),
  );
}

const identityOf = (variant: Variant): Resource =>
  only(variant, 'Microsoft.ManagedIdentity/userAssignedIdentities');
const clientIdOf = (variant: Variant): string =>
  `reference('${identityOf(variant).id}', '2024-11-30').clientId`;

describe.each(variants)('$name', (variant) => {
  const site = only(variant, 'Microsoft.Web/sites');
  const storage = only(variant, 'Microsoft.Storage/storageAccounts');
  const settings = settingsOf(variant);

  test('admits nobody to the storage account by key or anonymously', () => {
    expect(storage.properties).toMatchObject({
      allowSharedKeyAccess: false,
      allowBlobPublicAccess: false,
      allowCrossTenantReplication: false,
    });
    const containers = ofType(variant, 'Microsoft.Storage/storageAccounts/blobServices/containers');
    expect(containers.map(({ properties }) => properties['publicAccess'])).toEqual(['None']);
  });

  test('requires TLS 1.2 or newer everywhere', () => {
    const versions = variant.resources.flatMap(({ properties, type }) => tlsVersions(properties, type));
    const places = versions.map(([place]) => place);
    expect(places).toEqual(
      expect.arrayContaining([
        'Microsoft.Storage/storageAccounts.minimumTlsVersion',
        'Microsoft.Web/sites.siteConfig.minTlsVersion',
        'Microsoft.Web/sites.siteConfig.scmMinTlsVersion',
        ...(variant.sql === 'new' ? ['Microsoft.Sql/servers.minimalTlsVersion'] : []),
      ]),
    );
    expect(versions.filter(([, version]) => !/^(TLS)?1[._][23]$/.test(String(version)))).toEqual([]);
  });

  test('answers over HTTPS only', () => {
    expect(site.properties['httpsOnly']).toBe(true);
    expect(storage.properties['supportsHttpsTrafficOnly']).toBe(true);
  });

  test('accepts no files over FTP and no passwords for deployments', () => {
    const { ftpsState } = SiteConfig.parse(site.properties['siteConfig']);
    // Flex Consumption has no FTP and has deprecated the property.
    expect(ftpsState).toBe(variant.hosting === 'dedicated' ? 'Disabled' : undefined);
    const doors = ofType(variant, 'Microsoft.Web/sites/basicPublishingCredentialsPolicies');
    expect(doors.map(({ name, properties }) => [name, properties])).toEqual([
      [`${site.name}/ftp`, { allow: false }],
      [`${site.name}/scm`, { allow: false }],
    ]);
  });

  test('lets nobody make the host buffer large bodies or send its own page', () => {
    expect(settings).toMatchObject({
      AzureWebJobsDisableHomepage: 'true',
      FUNCTIONS_REQUEST_BODY_SIZE_LIMIT: '262144',
    });
  });

  test("isolates the host's admin endpoints", () => {
    expect(site.properties['functionsRuntimeAdminIsolationEnabled']).toBe(true);
  });

  test('connects everywhere with its one identity', () => {
    expect(site.identity).toEqual({
      type: 'UserAssigned',
      userAssignedIdentities: { [identityOf(variant).id]: {} },
    });
    expect(settings).toMatchObject({
      AzureWebJobsStorage__accountName: storage.name,
      AzureWebJobsStorage__credential: 'managedidentity',
      AzureWebJobsStorage__clientId: `[${clientIdOf(variant)}]`,
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: `[format('ClientId={0};Authorization=AAD', ${clientIdOf(variant)})]`,
    });
  });

  test.runIf(!variant.login)('logs in to SQL Server with the same identity', () => {
    expect(settings).toMatchObject({
      SQL_AUTHENTICATION: 'managed-identity',
      SQL_CLIENT_ID: `[${clientIdOf(variant)}]`,
    });
    expect(settings).not.toHaveProperty('SQL_USER');
    expect(settings).not.toHaveProperty('SQL_TRUST_SERVER_CERTIFICATE');
  });

  test.runIf(variant.hosting === 'flex')('fetches the deployed package by the same identity', () => {
    const authentication = {
      type: 'UserAssignedIdentity',
      userAssignedIdentityResourceId: identityOf(variant).id,
    };
    expect(site.properties).toMatchObject({
      functionAppConfig: { deployment: { storage: { authentication } } },
    });
  });

  test.runIf(variant.entra)('proves itself to Entra by the same identity', () => {
    expect(settings['OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID']).toBe(`[${clientIdOf(variant)}]`);
  });

  test.runIf(variant.sql === 'new')(
    'audits logins and statements of a new SQL server in the workspace',
    () => {
      const auditing = only(variant, 'Microsoft.Sql/servers/auditingSettings');
      expect(auditing.properties).toMatchObject({ state: 'Enabled', isAzureMonitorTargetEnabled: true });
      expect(auditing.properties['auditActionsAndGroups']).toContain('FAILED_DATABASE_AUTHENTICATION_GROUP');
      const sent = ofType(variant, 'Microsoft.Insights/diagnosticSettings').filter(({ id }) =>
        id.includes('/Microsoft.Sql/servers/'),
      );
      expect(sent.map(({ id }) => id)).toEqual([expect.stringContaining('/databases/master/')]);
      expect(sent[0]?.properties).toMatchObject({
        workspaceId: expect.stringContaining('logAnalyticsWorkspaceId'),
        logs: [{ category: 'SQLSecurityAuditEvents', enabled: true }],
      });
    },
  );

  test.runIf(variant.name === 'flex-new')(
    'keeps a new database from being deleted, but not its firewall rules',
    () => {
      const locked = ofType(variant, 'Microsoft.Authorization/locks')
        .filter(({ properties }) => properties['level'] === 'CanNotDelete')
        .map(({ id }) => id.split('/providers/Microsoft.Authorization/')[0]);
      const database = only(variant, 'Microsoft.Sql/servers/databases');
      expect(locked).toContain(database.id);
      expect(locked).not.toContain(only(variant, 'Microsoft.Sql/servers').id);
    },
  );

  test('disables every way in except identities', () => {
    expect(only(variant, 'Microsoft.Insights/components').properties['DisableLocalAuth']).toBe(true);
    for (const { properties } of ofType(variant, 'Microsoft.Sql/servers')) {
      expect(properties).toMatchObject({ administrators: { azureADOnlyAuthentication: true } });
      expect(properties).not.toHaveProperty('administratorLogin');
    }
  });

  test('contains no secret, in settings or elsewhere', () => {
    const suspicious = Object.keys(settings).filter((name) =>
      /PASSWORD|SECRET|TOKEN|KEY|_URL$|CONNECTION_?STRING|^AzureWebJobsStorage$/i.test(name),
    );
    // Addresses only: Application Insights takes no keys.
    const references = [...(variant.login ? ['SQL_PASSWORD'] : []), ...variant.inVault];
    expect(new Set(suspicious)).toEqual(new Set(['APPLICATIONINSIGHTS_CONNECTION_STRING', ...references]));
    expect(withoutReference(variant)).not.toMatch(
      /AccountKey=|SharedAccessSignature|[?&]sig=|password|pwd=|\blist\w*(Keys|Secrets|Sas)?\(/i,
    );
  });

  test('assigns each role on one resource, to the identity, and as docs/deployment.md lists it', () => {
    const assignments = ofType(variant, 'Microsoft.Authorization/roleAssignments');
    const listed = assignments.map((assignment) => {
      const { description, principalId, roleDefinitionId } = assignment.properties;
      expect(principalId).toBe(`[reference('${identityOf(variant).id}', '2024-11-30').principalId]`);
      const scope = scopeOf(assignment);
      expect(scope, `scope of ${assignment.id}`).toBeDefined();
      const made = ofType(variant, scope?.type ?? '').map(({ name }) => name);
      expect(made).toEqual(scope?.type === secretType ? [] : [scope?.name]);
      return `${description} ${String(roleDefinitionId).split('/').at(-1)} ${scope?.type}`;
    });
    const vault = ofType(variant, 'Microsoft.KeyVault/vaults').length > 0;
    const readable = new Set([
      ...(variant.login ? [vault ? 'Microsoft.KeyVault/vaults' : secretType] : []),
      ...variant.inVault.map(() => secretType),
    ]);
    const sendsEmail = ofType(variant, 'Microsoft.Communication/communicationServices').length > 0;
    const expected = roleTable.filter(
      (row) =>
        (!row.includes('KeyVault') || readable.has(row.split(' ').at(-1) ?? '')) &&
        (!row.includes('Microsoft.Communication') || sendsEmail),
    );
    // Of secrets, each has its own.
    const secrets = variant.inVault.length + (variant.login && !vault ? 1 : 0);
    expect(listed.filter((row) => row.endsWith(secretType))).toHaveLength(secrets);
    const different = new Set(listed);
    expect(listed.length - different.size).toBe(Math.max(0, secrets - 1));
    expect([...different].toSorted()).toEqual(expected.toSorted());
  });
});

test('the identity of the workflow may assign the roles of the templates, to service principals, and no others', () => {
  const condition = readFileSync(
    new URL('../../infra/scripts/github-role-condition.txt', import.meta.url),
    'utf8',
  );
  const assigned = variants
    .flatMap((variant) => ofType(variant, 'Microsoft.Authorization/roleAssignments'))
    .map(({ properties }) => String(properties['roleDefinitionId']).slice(-36));
  // Key Vault Secrets User, for an installation with a vault.
  const permitted = new Set([...assigned, '4633458b-17de-408a-b874-0445c86b69e6']);
  for (const [action, source] of [
    ['write', '@Request'],
    ['delete', '@Resource'],
  ]) {
    const attribute = `${source}[Microsoft.Authorization/roleAssignments:`;
    const part = condition.slice(condition.indexOf(`roleAssignments/${action}'`)).split('AND\n((')[0] ?? '';
    expect(new Set(part.match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g))).toEqual(permitted);
    expect(part).toContain(`${attribute}RoleDefinitionId] ForAnyOfAnyValues:GuidEquals {`);
    expect(part).toContain(
      `${attribute}PrincipalType] ForAnyOfAnyValues:StringEqualsIgnoreCase {'ServicePrincipal'}`,
    );
  }
});
