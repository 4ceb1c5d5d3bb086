/** The password of a SQL Server login, and other secrets: in Key Vault and nowhere else, readable for the app's identity alone. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseSqlSettings } from '../../src/adapters/sql-server/sql-settings.ts';
import { deployedSettingsOf, ofType, only, settingsOf, variants } from './support/variants.ts';

const root = new URL('../../', import.meta.url);
const infra = new URL('infra/', root);
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8');
const templates = readdirSync(infra, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.bicep'))
  .map((name) => [name, read(`infra/${name}`)] as const);

const logins = variants.filter(({ login }) => login);
const newVaults = logins.filter((variant) => ofType(variant, 'Microsoft.KeyVault/vaults').length > 0);

test('there is a variant with a new vault and one with an existing vault', () => {
  expect(logins.length - newVaults.length).toBe(1);
  expect(newVaults).toHaveLength(1);
});

describe.each(variants)('$name', (variant) => {
  const { identity, properties } = only(variant, 'Microsoft.Web/sites');

  test('reads references to Key Vault with its user-assigned identity, if it has one', () => {
    const [id] = Object.keys(identity?.userAssignedIdentities ?? {});
    // The property of the same name in siteConfig has no effect: Azure/bicep-registry-modules#6054.
    expect(properties['siteConfig']).not.toHaveProperty('keyVaultReferenceIdentity');
    expect(properties['keyVaultReferenceIdentity']).toBe(
      variant.login || variant.inVault.length > 0 ? id : undefined,
    );
  });

  test('gets the settings that are secrets from the vault, each in its latest version', () => {
    const references = variant.inVault.map((name) => deployedSettingsOf(variant)[name]);
    for (const reference of references)
      expect(reference).toMatch(
        /^@Microsoft\.KeyVault\(SecretUri=https:\/\/kv-corp\.vault\.azure\.net\/secrets\/[\w-]+\)$/,
      );
  });

  test('sends all traffic through the virtual network where the vault of such a setting is private', () => {
    if (variant.login) return;
    const { outboundVnetRouting } = properties;
    expect(outboundVnetRouting).toEqual(variant.options ? { applicationTraffic: true } : undefined);
  });

  test('creates no secret, and no vault unless the login needs one', () => {
    expect(ofType(variant, 'Microsoft.KeyVault/vaults/secrets')).toEqual([]);
    expect(variant.text.includes('Microsoft.KeyVault/')).toBe(variant.login || variant.inVault.length > 0);
    expect(ofType(variant, 'Microsoft.KeyVault/vaults').length).toBeLessThanOrEqual(variant.login ? 1 : 0);
  });
});

describe.each(logins)('$name', (variant) => {
  const settings = settingsOf(variant);

  test('logs in as the named login, with a password that only Key Vault has, in its latest version', () => {
    expect(settings).toMatchObject({ SQL_AUTHENTICATION: 'password', SQL_USER: 'spjamkerja_app' });
    expect(settings).not.toHaveProperty('SQL_CLIENT_ID');
    expect(deployedSettingsOf(variant)['SQL_PASSWORD']).toMatch(
      /^@Microsoft\.KeyVault\(SecretUri=https:\/\/kv-\w+\.vault\.azure\.net\/secrets\/[\w-]+\)$/,
    );
  });

  test('is refused by the app with words, and without the address, until the reference is resolved', () => {
    const parsed = parseSqlSettings(deployedSettingsOf(variant));
    const problems = parsed.kind === 'invalid' ? parsed.problems : [];
    expect(problems).toEqual([
      expect.stringMatching(
        /^SQL_PASSWORD is a Key Vault .* reference that was not resolved: .*may not read/,
      ),
    ]);
    expect(problems.join()).not.toContain('vault.azure.net');
  });

  test('sends all traffic through the virtual network only where a private vault needs that', () => {
    const { properties } = only(variant, 'Microsoft.Web/sites');
    const needed = newVaults.includes(variant) && variant.hosting === 'dedicated';
    expect(properties['outboundVnetRouting']).toEqual(needed ? { applicationTraffic: true } : undefined);
  });
});

describe.each(newVaults)('the vault of $name', (variant) => {
  const vault = only(variant, 'Microsoft.KeyVault/vaults');

  test('takes roles only, and loses nothing for good', () => {
    expect(vault.properties).toMatchObject({
      enableRbacAuthorization: true,
      enableSoftDelete: true,
      softDeleteRetentionInDays: 90,
      enablePurgeProtection: true,
      enabledForDeployment: false,
      enabledForDiskEncryption: false,
      enabledForTemplateDeployment: false,
    });
    expect(vault.properties).not.toHaveProperty('accessPolicies');
    expect(vault.name).toMatch(/^[a-z][a-z0-9-]{1,22}[a-z0-9]$/);
  });

  test('is reached through its private endpoint alone', () => {
    expect(vault.properties).toMatchObject({
      publicNetworkAccess: 'Disabled',
      networkAcls: { bypass: 'None', defaultAction: 'Deny' },
    });
    const endpoint = only(variant, 'Microsoft.Network/privateEndpoints');
    expect(endpoint.properties).toMatchObject({
      subnet: { id: expect.stringMatching(/\/virtualNetworks\/vnet-corp\/subnets\/endpoints$/) },
      privateLinkServiceConnections: [
        { properties: { groupIds: ['vault'], privateLinkServiceId: vault.id } },
      ],
    });
    // The network is somebody else's: a zone linked to it would hide the private endpoints of all other vaults there.
    expect(ofType(variant, 'Microsoft.Network/privateDnsZones')).toEqual([]);
  });

  test('records who read or wrote a secret', () => {
    expect(ofType(variant, 'Microsoft.Insights/diagnosticSettings')).toContainEqual(
      expect.objectContaining({
        id: expect.stringContaining(`${vault.id}/providers/`),
        properties: expect.objectContaining({ logs: [{ category: 'AuditEvent', enabled: true }] }),
      }),
    );
  });
});

describe('the password', () => {
  test('is no parameter, no output and no variable of azd, and no template writes a secret', () => {
    const faults = templates.flatMap(([name, text]) => {
      const named = [...text.matchAll(/^(?:param|output) (\w+)/gm)].map(([, found = '']) => found);
      const secret = named.filter((each) => /password$|secret$/i.test(each));
      // The address of a webhook is the one secret that a deployment may be given.
      const written =
        text.match(
          /@secure\(\)(?!\n.*\nparam alertWebhook )|getSecret\(|resource \w+ 'secrets(@[^']*)?' = /g,
        ) ?? [];
      return [...secret, ...written].map((fault) => `${name}: ${fault}`);
    });
    expect(faults).toEqual([]);
    expect(read('infra/main.bicepparam')).not.toMatch(/readEnvironmentVariable\('SQL_PASSWORD'|getSecret\(/);
  });

  test('is refused in the environment of azd, which keeps it in clear', () => {
    const parameters = read('infra/main.bicepparam');
    // `npm run check:infra` evaluates the rest of the rules: local/infra/refused-logins.ts.
    expect(parameters).toMatch(
      /^var passwordName = 'SQL_PASSWORD'\nparam sqlAuthentication = empty\(readEnvironmentVariable\(passwordName, ''\)\)\n(?:.*\n)  : fail\(/m,
    );
    expect(read('infra/main.bicep')).toContain('= empty(loginFault) ? sqlAuthentication ==');
  });

  test('never stands on a command line in the documentation, and never on the screen', () => {
    const commands = read('docs/sql-login.md');
    const stored = commands.match(/^az keyvault secret set .*$/gm) ?? [];
    expect(stored).toEqual([expect.stringMatching(/ --file password\.txt --output none$/)]);
    expect(commands).not.toMatch(/--value|sqlcmd [^\n]*-P\b/);
  });
});
