/** What the templates set on storage and app beyond access, and what their options change. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { routes } from '../../src/api/routes.ts';
import { ofType, only, variants } from './support/variants.ts';

const optional = variants.filter(({ options }) => options);
const plain = variants.filter(({ options }) => !options);

describe.each(variants)('$name', (variant) => {
  const site = only(variant, 'Microsoft.Web/sites');

  test('gives deleted blobs and containers back for a week', () => {
    const [service] = ofType(variant, 'Microsoft.Storage/storageAccounts/blobServices');
    expect(service?.properties).toMatchObject({
      deleteRetentionPolicy: { enabled: true, days: 7 },
      containerDeleteRetentionPolicy: { enabled: true, days: 7 },
    });
  });

  test.runIf(variant.hosting === 'dedicated')('binds no caller to an instance', () => {
    expect(site.properties['clientAffinityEnabled']).toBe(false);
  });

  test.runIf(variant.hosting === 'flex')('sets nothing that only a dedicated plan has', () => {
    expect(site.properties).not.toHaveProperty('clientAffinityEnabled');
    for (const name of ['alwaysOn', 'ftpsState', 'healthCheckPath', 'linuxFxVersion']) {
      expect(site.properties['siteConfig']).not.toHaveProperty(name);
    }
  });
});

describe.each(plain)('$name, without options', (variant) => {
  const storage = only(variant, 'Microsoft.Storage/storageAccounts');

  test('keeps the data in one data centre, reached by identity over its public address', () => {
    expect(storage.sku).toEqual({ name: 'Standard_LRS' });
    expect(storage.properties).not.toHaveProperty('networkAcls');
    expect(storage.properties).not.toHaveProperty('publicNetworkAccess');
  });

  test('locks nothing unless asked, and lets nobody replace an instance', () => {
    // flex-new is the only other variant with deleteLocks, because of its database.
    const locks = ofType(variant, 'Microsoft.Authorization/locks');
    expect(locks).toHaveLength(variant.name === 'flex-new' ? 2 : 0);
    expect(only(variant, 'Microsoft.Web/sites').properties['siteConfig']).not.toHaveProperty(
      'healthCheckPath',
    );
  });
});

describe.each(optional)('$name', (variant) => {
  const storage = only(variant, 'Microsoft.Storage/storageAccounts');
  const network = only(variant, 'Microsoft.Network/virtualNetworks');

  test('keeps copies in other zones and in another region', () => {
    expect(storage.sku).toEqual({ name: 'Standard_GZRS' });
  });

  test('closes the storage account to everything but private endpoints', () => {
    expect(storage.properties).toMatchObject({
      publicNetworkAccess: 'Disabled',
      networkAcls: { defaultAction: 'Deny', bypass: 'None' },
    });
  });

  test.each(['blob', 'table'])('reaches its %ss through a private endpoint, by name', (service) => {
    const name = `pe-jamkerja-prod-${service}`;
    const endpoint = ofType(variant, 'Microsoft.Network/privateEndpoints').find((each) => each.name === name);
    expect(endpoint?.properties).toEqual({
      subnet: { id: `${network.id}/subnets/endpoints` },
      privateLinkServiceConnections: [
        { name, properties: { groupIds: [service], privateLinkServiceId: storage.id } },
      ],
    });
    const zone = `format('privatelink.{0}.{1}', '${service}', environment().suffixes.storage)`;
    const names = ofType(variant, 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups').find(
      (each) => each.name === `${name}/default`,
    );
    expect(JSON.stringify(names?.properties)).toContain(zone);
    const link = ofType(variant, 'Microsoft.Network/privateDnsZones/virtualNetworkLinks').find((each) =>
      each.name.includes(zone),
    );
    expect(link?.properties).toEqual({ registrationEnabled: false, virtualNetwork: { id: network.id } });
  });

  test('keeps the storage account from being deleted', () => {
    const locked = ofType(variant, 'Microsoft.Authorization/locks').map(({ id, properties }) => [
      id.split('/providers/Microsoft.Authorization/')[0],
      properties['level'],
    ]);
    expect(locked).toContainEqual([storage.id, 'CanNotDelete']);
  });

  test('has App Service ask a public route for its health', () => {
    const path = only(variant, 'Microsoft.Web/sites').properties['siteConfig'];
    expect(path).toMatchObject({ healthCheckPath: '/scheduler/health' });
    expect(routes).toContainEqual(
      expect.objectContaining({ method: 'GET', path: 'scheduler/health', access: 'public' }),
    );
  });
});

test('no DNS zone is linked to a virtual network of somebody else', () => {
  const main = readFileSync(new URL('../../infra/main.bicep', import.meta.url), 'utf8');
  expect(main).toContain("virtualNetworkId: azureSql ? madeNetwork.id : ''");
});
