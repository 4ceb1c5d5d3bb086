import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { routes } from '../../src/api/routes.ts';
import { deployedSettingsOf, ofType, only, parameterFiles, variants } from './support/variants.ts';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

const named = (text: string): ReadonlySet<string> =>
  new Set(text.match(/\b(flex|dedicated)-(existing|new|network)(-(entra|login|options))?\b/g));

const Target = z.object({ actionGroupId: z.string() }).transform(({ actionGroupId }) => actionGroupId);

const furtherGroup =
  '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-operations/providers/Microsoft.Insights/actionGroups/ag-teams';

/** Each kind of alert writes its action groups in a form of its own. */
const actionGroupsOf = (actions: unknown): readonly string[] =>
  z
    .union([
      z.object({ actionGroups: z.array(z.string()) }).transform(({ actionGroups }) => actionGroups),
      z.object({ actionGroups: z.array(Target) }).transform(({ actionGroups }) => actionGroups),
      z.array(Target),
    ])
    .parse(actions);

test('every variant has a parameter file and a snapshot', () => {
  const names = variants.map(({ name }) => name).toSorted();
  expect(parameterFiles.map((file) => file.replace('.bicepparam', '')).toSorted()).toEqual(names);
});

test('there is a variant for each hosting with each SQL Server and with Entra, for each with a login of SQL Server, and one with all options', () => {
  const names = variants.map(({ name }) => name);
  const matrix = [
    ...['flex', 'dedicated'].flatMap((hosting) => [
      ...['existing', 'new', 'network'].map((sql) => `${hosting}-${sql}`),
      `${hosting}-existing-entra`,
      `${hosting}-network-login`,
    ]),
    'dedicated-existing-options',
  ];
  expect(names.toSorted()).toEqual(matrix.toSorted());
});

test('infra/README.md names exactly these variants, docs/deployment.md no other', () => {
  const names = new Set(variants.map(({ name }) => name));
  expect(named(read('infra/README.md'))).toEqual(names);
  expect(named(read('docs/deployment.md')).difference(names)).toEqual(new Set());
});

describe.each(variants)('$name', (variant) => {
  const site = only(variant, 'Microsoft.Web/sites');
  const authentication = ofType(variant, 'Microsoft.Web/sites/config');

  test('was evaluated without a diagnostic', () => {
    expect(variant.diagnostics).toEqual([]);
  });

  test.runIf(variant.hosting === 'flex')(
    'keeps one small instance ready for the tick and lets runs end on updates',
    () => {
      expect(read('src/functions/app.ts')).toContain("app.timer('tick'");
      expect(only(variant, 'Microsoft.Web/serverfarms').sku).toEqual({
        name: 'FC1',
        tier: 'FlexConsumption',
      });
      expect(site.properties['functionAppConfig']).toMatchObject({
        runtime: { name: 'node', version: '24' },
        scaleAndConcurrency: {
          instanceMemoryMB: 512,
          alwaysReady: [{ name: 'function:tick', instanceCount: 1 }],
        },
        siteUpdateStrategy: { type: 'RollingUpdate' },
      });
    },
  );

  test.runIf(variant.hosting === 'dedicated')('is one B1 server that is always on', () => {
    expect(only(variant, 'Microsoft.Web/serverfarms').sku).toEqual({
      name: 'B1',
      tier: 'Basic',
      capacity: 1,
    });
    expect(site.properties['siteConfig']).toMatchObject({ alwaysOn: true, linuxFxVersion: 'NODE|24' });
    expect(site.properties).not.toHaveProperty('functionAppConfig');
  });

  test.runIf(variant.entra)(
    'asks everybody to sign in, except for the health route, and has no client secret',
    () => {
      const [settings] = authentication;
      expect(settings?.name).toBe(`${site.name}/authsettingsV2`);
      expect(routes).toContainEqual(expect.objectContaining({ path: 'scheduler/health', access: 'public' }));
      const open =
        'METRICS_TOKEN' in deployedSettingsOf(variant)
          ? ['/scheduler/health', '/scheduler/metrics']
          : ['/scheduler/health'];
      expect(settings?.properties).toMatchObject({
        platform: { enabled: true },
        globalValidation: { requireAuthentication: true, excludedPaths: open },
        httpSettings: { requireHttps: true },
        identityProviders: {
          azureActiveDirectory: {
            enabled: true,
            registration: { clientSecretSettingName: 'OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID' },
          },
        },
      });
    },
  );

  test.runIf(!variant.entra)('has no App Service Authentication', () => {
    expect(authentication).toEqual([]);
  });

  test('wires every alert to an action group that reaches somebody', () => {
    const group = only(variant, 'Microsoft.Insights/actionGroups');
    expect(group.properties).toMatchObject({
      enabled: true,
      emailReceivers: expect.arrayContaining([
        expect.objectContaining({ emailAddress: expect.stringContaining('@') }),
      ]),
    });
    const alerts = variant.resources.filter(({ type }) =>
      /\/(scheduledQueryRules|metricAlerts|activityLogAlerts)$/.test(type),
    );
    expect(alerts.length).toBeGreaterThanOrEqual(5);
    const further = variant.options ? [furtherGroup] : [];
    const wired = alerts.map(({ properties }) => [
      properties['enabled'],
      actionGroupsOf(properties['actions']),
    ]);
    expect(wired).toEqual(alerts.map(() => [true, [group.id, ...further]]));
  });

  test.runIf(variant.sql === 'network')('uses the given subnet and makes no network of its own', () => {
    expect(site.properties['virtualNetworkSubnetId']).toContain('/resourceGroups/rg-network/');
    expect(
      variant.resources.filter(({ type }) => /Microsoft\.(Network\/virtualNetworks|Sql)/.test(type)),
    ).toEqual([]);
    // For a new vault of the login only.
    expect(ofType(variant, 'Microsoft.Network/privateEndpoints').length).toBe(
      ofType(variant, 'Microsoft.KeyVault/vaults').length,
    );
  });

  const parameters = read(`infra/variants/${variant.name}.bicepparam`);
  const setsPolicy = variant.sql === 'new' || parameters.includes("sqlConnectionPolicy = 'Redirect'");

  test.runIf(setsPolicy)('lets sessions bypass the gateway, which would end silent ones', () => {
    const { properties } = only(variant, 'Microsoft.Sql/servers/connectionPolicies');
    expect(properties).toEqual({ connectionType: 'Redirect' });
  });

  // Other clients of the server may be behind a firewall without ports 11000 to 11999.
  test.runIf(!setsPolicy)('leaves the connection policy of the server alone', () => {
    expect(ofType(variant, 'Microsoft.Sql/servers/connectionPolicies')).toEqual([]);
  });

  test('changes nothing outside its own resource group but the way to an existing server, and who reads a secret', () => {
    const ours =
      /^(\[resourceId\('[0-9-]+', '|\/subscriptions\/[0-9-]+\/resourceGroups\/)rg-jamkerja-prod['/]/;
    const scope = `${ofType(variant, 'Microsoft.Resources/resourceGroups')[0]?.id}`;
    const elsewhere = variant.resources.filter(({ id }) => id !== scope && !ours.test(id));
    const permitted = new Set([
      ...(variant.sql === 'existing'
        ? ['Microsoft.Sql/servers/virtualNetworkRules sql-attendance/jamkerja-prod']
        : []),
      ...(setsPolicy ? ['Microsoft.Sql/servers/connectionPolicies sql-attendance/default'] : []),
    ]);
    // The identity may read the one secret of an existing vault: test/infra/hardening.test.ts.
    const role =
      /\/rg-secrets\/providers\/Microsoft\.KeyVault\/vaults\/kv-corp\/secrets\/[\w-]+\/providers\/Microsoft\.Authorization\/roleAssignments\/[\w-]+$/;
    const others = elsewhere.filter(
      ({ id, type, name }) =>
        !permitted.has(`${type} ${name}`) &&
        !((variant.login || variant.inVault.length > 0) && role.test(id)),
    );
    expect(others.map(({ id }) => id)).toEqual([]);
  });

  test.runIf(variant.sql !== 'network')('reaches the SQL server through its own subnet', () => {
    const subnet = `${only(variant, 'Microsoft.Network/virtualNetworks').id}/subnets/app`;
    expect(site.properties['virtualNetworkSubnetId']).toBe(subnet);
    expect(ofType(variant, 'Microsoft.Sql/servers/firewallRules')).toEqual([]);
    const admitted = ofType(variant, 'Microsoft.Sql/servers/virtualNetworkRules').map(
      ({ properties }) => properties['virtualNetworkSubnetId'],
    );
    const endpoints = ofType(variant, 'Microsoft.Network/privateEndpoints')
      .map(({ name }) => name)
      .filter((name) => !/-(blob|table)$/.test(name));
    // Either the firewall admits the subnet, or the server has a private address.
    expect(
      [subnet, 'pe-jamkerja-prod'].filter((way) => [...admitted, ...endpoints].includes(way)),
    ).toHaveLength(1);
    expect(admitted.length + endpoints.length).toBe(1);
  });
});
