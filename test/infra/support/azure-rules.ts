/** The rules of docs/azure-rules.md: the answers given there, and what a snapshot shows of each. */
import { type Resource, type Variant, ofType } from './variants.ts';

type Check = (variant: Variant) => boolean | undefined;

/** The answer of every rule and default, by name. A row may name several. */
export function answersFrom(document: string): ReadonlyMap<string, string> {
  const rows = document.split('\n').filter((line) => /^\| (Azure\.|`)/.test(line));
  return new Map(
    rows.flatMap((row) => {
      const [, names = '', answer = ''] = row.split('|').map((cell) => cell.trim());
      return namesIn(names).map((name) => [name, answer] as const);
    }),
  );
}

/** `web/serverfarm`: skuName, skuCapacity means two defaults of one module. */
function namesIn(cell: string): readonly string[] {
  let module = '';
  return cell.split(', ').map((part) => {
    const [, named, name] = /^(?:`([^`]+)`: )?(.+)$/.exec(part) ?? [];
    module = named ?? module;
    return module === '' ? (name ?? part) : `${module}: ${name}`;
  });
}

/** The value at a path such as siteConfig.minTlsVersion. */
function at({ properties }: Resource, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
      properties,
    );
}

/** Undefined if the variant has no such resource. */
const all =
  (type: string, holds: (resource: Resource, variant: Variant) => boolean): Check =>
  (variant) => {
    const found = ofType(variant, type);
    return found.length === 0 ? undefined : found.every((each) => holds(each, variant));
  };
const is = (type: string, path: string, ...values: readonly unknown[]): Check =>
  all(type, (each) => values.includes(at(each, path)));
const named = (type: string, pattern: RegExp): Check =>
  all(type, ({ name }) => pattern.test(name.split('/').at(-1) ?? ''));
const absent =
  (type: string): Check =>
  (variant) =>
    ofType(variant, type).length === 0;
const exists =
  (type: string, needs: string): Check =>
  (variant) =>
    ofType(variant, needs).length === 0 ? undefined : ofType(variant, type).length > 0;

const site = 'Microsoft.Web/sites';
const plan = 'Microsoft.Web/serverfarms';
const storage = 'Microsoft.Storage/storageAccounts';
const blobs = 'Microsoft.Storage/storageAccounts/blobServices';
const server = 'Microsoft.Sql/servers';
const database = 'Microsoft.Sql/servers/databases';
const network = 'Microsoft.Network/virtualNetworks';
const workspace = 'Microsoft.OperationalInsights/workspaces';
const component = 'Microsoft.Insights/components';
const vault = 'Microsoft.KeyVault/vaults';
const untagged =
  /^Microsoft\.(Authorization|Web\/sites\/|Storage\/storageAccounts\/|Sql\/servers\/(?!databases$)|Network\/privateEndpoints\/|Insights\/diagnosticSettings|KeyVault\/vaults\/|Dashboard\/dashboards\/)/;

const subnets = (each: Resource): readonly Readonly<Record<string, Readonly<Record<string, unknown>>>>[] =>
  JSON.parse(JSON.stringify(at(each, 'subnets') ?? []));
const noSecret: Check = ({ text }) =>
  !/AccountKey=|SharedAccessSignature|[?&]sig=|pwd=|\blist\w*(Keys|Secrets|Sas)?\(/i.test(text);
const nodeMajor = (each: Resource): number =>
  Number(
    at(each, 'functionAppConfig.runtime.version') ??
      String(at(each, 'siteConfig.linuxFxVersion')).split('|')[1],
  );
/** A group of the subscription, and not one resource. */
const onWholeGroup: Check = all('Microsoft.Authorization/roleAssignments', ({ id }) =>
  /resourceGroups\/[^/]+\/providers\/Microsoft\.Authorization\/roleAssignments\//.test(id),
);
const softDelete = all(
  blobs,
  (each) =>
    at(each, 'deleteRetentionPolicy.enabled') === true &&
    at(each, 'containerDeleteRetentionPolicy.enabled') === true,
);

/** True where the rule would pass, or where the default of the Azure Verified Module holds. */
export const checks: Readonly<Record<string, Check>> = {
  'Azure.Resource.UseTags': ({ resources }) =>
    resources.every(({ type, tags }) => untagged.test(type) || tags?.['azd-env-name'] !== undefined),
  'Azure.Group.Name': named('Microsoft.Resources/resourceGroups', /^[\w.()-]{0,89}[\w()-]$/),
  'Azure.Deployment.SecretLeak': noSecret,
  'Azure.Deployment.SecureValue': noSecret,
  'Azure.RBAC.UseRGDelegation': onWholeGroup,

  'Azure.AppService.UseHTTPS': is(site, 'httpsOnly', true),
  'Azure.AppService.MinTLS': is(site, 'siteConfig.minTlsVersion', '1.2', '1.3'),
  'Azure.AppService.HTTP2': is(site, 'siteConfig.http20Enabled', true),
  'Azure.AppService.ManagedIdentity': all(site, ({ identity }) => identity?.type === 'UserAssigned'),
  'Azure.AppService.RemoteDebug': is(site, 'siteConfig.remoteDebuggingEnabled', undefined, false),
  'Azure.AppService.NodeJsVersion': all(site, (each) => nodeMajor(each) >= 20),
  'Azure.AppService.ARRAffinity': is(site, 'clientAffinityEnabled', false),
  'Azure.AppService.AlwaysOn': is(site, 'siteConfig.alwaysOn', true),
  'Azure.AppService.WebSecureFtp': is(site, 'siteConfig.ftpsState', 'Disabled', 'FtpsOnly'),
  'Azure.AppService.WebProbe': all(site, (each) => at(each, 'siteConfig.healthCheckPath') !== undefined),
  'Azure.AppService.WebProbePath': is(site, 'siteConfig.healthCheckPath', '/scheduler/health'),
  'Azure.AppService.MinPlan': all(plan, ({ sku }) => sku?.['tier'] !== 'Basic'),
  'Azure.AppService.PlanInstanceCount': all(plan, ({ sku }) => Number(sku?.['capacity']) >= 2),
  'Azure.AppService.AvailabilityZone': is(plan, 'zoneRedundant', true),
  'web/site: httpsOnly': is(site, 'httpsOnly', true),
  'web/site: ftpsState': is(site, 'siteConfig.ftpsState', 'FtpsOnly'),
  'web/site: clientAffinityEnabled': is(site, 'clientAffinityEnabled', true),
  'web/site: clientCertEnabled': is(site, 'clientCertEnabled', undefined, false),
  'web/serverfarm: skuName': all(plan, ({ sku }) => sku?.name === 'P1v3'),
  'web/serverfarm: skuCapacity': all(plan, ({ sku }) => sku?.['capacity'] === 3),
  'web/serverfarm: zoneRedundant': is(plan, 'zoneRedundant', true),

  'Azure.Storage.LocalAuth': is(storage, 'allowSharedKeyAccess', false),
  'Azure.Storage.BlobPublicAccess': is(storage, 'allowBlobPublicAccess', false),
  'Azure.Storage.BlobAccessType': is(`${blobs}/containers`, 'publicAccess', 'None'),
  'Azure.Storage.SecureTransfer': is(storage, 'supportsHttpsTrafficOnly', true),
  'Azure.Storage.MinTLS': is(storage, 'minimumTlsVersion', 'TLS1_2', 'TLS1_3'),
  'Azure.Storage.SoftDelete': softDelete,
  'Azure.Storage.ContainerSoftDelete': softDelete,
  'Azure.Storage.Name': named(storage, /^[a-z0-9]{3,24}$/),
  'Azure.Storage.Firewall': is(storage, 'networkAcls.defaultAction', 'Deny'),
  'Azure.Storage.UseReplication': all(storage, ({ sku }) => sku?.name !== 'Standard_LRS'),
  'Azure.Storage.DefenderCloud': exists('Microsoft.Security/defenderForStorageSettings', storage),
  'Azure.Storage.Defender.MalwareScan': exists('Microsoft.Security/defenderForStorageSettings', storage),
  'storage-account: allowBlobPublicAccess': is(storage, 'allowBlobPublicAccess', false),
  'storage-account: allowCrossTenantReplication': is(storage, 'allowCrossTenantReplication', false),
  'storage-account: supportsHttpsTrafficOnly': is(storage, 'supportsHttpsTrafficOnly', true),
  'storage-account: minimumTlsVersion': is(storage, 'minimumTlsVersion', 'TLS1_2'),
  'storage-account: blobServices': softDelete,
  'storage-account: skuName': all(storage, ({ sku }) => sku?.name.includes('G') === true),
  'storage-account: publicNetworkAccess': is(storage, 'publicNetworkAccess', 'Disabled'),
  'storage-account: allowSharedKeyAccess': is(storage, 'allowSharedKeyAccess', true),
  'storage-account: defaultToOAuthAuthentication': is(storage, 'defaultToOAuthAuthentication', false),
  'storage-account: requireInfrastructureEncryption': is(
    storage,
    'encryption.requireInfrastructureEncryption',
    true,
  ),

  'Azure.SQL.AAD': is(server, 'administrators.administratorType', 'ActiveDirectory'),
  'Azure.SQL.AADOnly': is(server, 'administrators.azureADOnlyAuthentication', true),
  'Azure.SQL.MinTLS': is(server, 'minimalTlsVersion', '1.2', '1.3'),
  'Azure.SQL.AllowAzureAccess': absent('Microsoft.Sql/servers/firewallRules'),
  'Azure.SQL.FirewallIPRange': absent('Microsoft.Sql/servers/firewallRules'),
  'Azure.SQL.FirewallRuleCount': absent('Microsoft.Sql/servers/firewallRules'),
  'Azure.SQL.ServerName': named(server, /^[a-z0-9][a-z0-9-]{0,61}[a-z0-9]$/),
  'Azure.SQL.DBName': named(database, /^[^<>*%&:\\/?]{1,128}$/),
  'Azure.SQL.Auditing': exists('Microsoft.Sql/servers/auditingSettings', server),
  'Azure.SQL.TDE': exists('Microsoft.Sql/servers/databases/transparentDataEncryption', database),
  'Azure.SQL.DefenderCloud': exists('Microsoft.Sql/servers/securityAlertPolicies', server),
  'Azure.SQL.VAScan': exists('Microsoft.Sql/servers/sqlVulnerabilityAssessments', server),
  'Azure.SQL.MaintenanceWindow': all(
    database,
    (each) => at(each, 'maintenanceConfigurationId') !== undefined,
  ),
  'sql/server: minimalTlsVersion': is(server, 'minimalTlsVersion', '1.2'),
  'sql/server: connectionPolicy': is(
    'Microsoft.Sql/servers/connectionPolicies',
    'connectionType',
    'Default',
    undefined,
  ),
  'sql/server/database: requestedBackupStorageRedundancy': is(
    database,
    'requestedBackupStorageRedundancy',
    'Local',
  ),
  'sql/server/database: autoPauseDelay': is(database, 'autoPauseDelay', -1),
  'sql/server/database: zoneRedundant': is(database, 'zoneRedundant', true),

  'Azure.VNET.Name': named(network, /^[a-z0-9][\w.-]{0,62}\w$/i),
  'Azure.VNET.SubnetName': all(network, (each) =>
    subnets(each).every(({ name }) => /^[a-z0-9][\w.-]{0,78}\w$/i.test(String(name))),
  ),
  'Azure.PrivateEndpoint.Name': named('Microsoft.Network/privateEndpoints', /^[a-z0-9][\w.-]{0,62}\w$/i),
  'Azure.VNET.UseNSGs': all(network, (each) =>
    subnets(each).every(({ properties }) => properties?.['networkSecurityGroup'] !== undefined),
  ),
  'Azure.VNET.PrivateSubnet': all(network, (each) =>
    subnets(each).every(({ properties }) => properties?.['defaultOutboundAccess'] === false),
  ),

  'Azure.Identity.UserAssignedName': named(
    'Microsoft.ManagedIdentity/userAssignedIdentities',
    /^[a-z0-9][\w-]{2,127}$/i,
  ),

  'Azure.AppInsights.Workspace': all(component, (each) => at(each, 'WorkspaceResourceId') !== undefined),
  'Azure.AppInsights.LocalAuth': is(component, 'DisableLocalAuth', true),
  'Azure.AppInsights.Name': named(component, /^[a-z0-9.\-_()]{0,254}[a-z0-9\-_()]$/i),
  'Azure.Log.Name': named(workspace, /^[a-z0-9][a-z0-9-]{2,61}[a-z0-9]$/i),
  'Azure.Log.Replication': is(workspace, 'replication.enabled', true),
  'Azure.Alert.HighFrequencyQuery': all(
    'Microsoft.Insights/scheduledQueryRules',
    (each) => at(each, 'evaluationFrequency') !== 'PT1M',
  ),
  'Azure.Monitor.ServiceHealth': (variant) =>
    ofType(variant, 'Microsoft.Insights/activityLogAlerts').some((each) =>
      JSON.stringify(each.properties).includes('"ServiceHealth"'),
    ),
  'Azure.Alert.MetricAutoMitigate': is('Microsoft.Insights/metricAlerts', 'autoMitigate', true, undefined),
  'operational-insights/workspace: dataRetention': is(workspace, 'retentionInDays', 365),
  'insights/component: retentionInDays': is(component, 'RetentionInDays', 365),
  'insights/component: disableLocalAuth': is(component, 'DisableLocalAuth', false, undefined),
  'insights/component: disableIpMasking': is(component, 'DisableIpMasking', true),

  'Azure.KeyVault.SoftDelete': is(vault, 'enableSoftDelete', true),
  'Azure.KeyVault.PurgeProtect': is(vault, 'enablePurgeProtection', true),
  'Azure.KeyVault.RBAC': is(vault, 'enableRbacAuthorization', true),
  'Azure.KeyVault.Logs': exists('Microsoft.Insights/diagnosticSettings', vault),
  'Azure.KeyVault.Name': named(vault, /^[a-z][a-z0-9-]{1,22}[a-z0-9]$/i),
  'key-vault/vault: enableSoftDelete': is(vault, 'enableSoftDelete', true),
  'key-vault/vault: enablePurgeProtection': is(vault, 'enablePurgeProtection', true),
  'key-vault/vault: enableRbacAuthorization': is(vault, 'enableRbacAuthorization', true),
  'key-vault/vault: enableVaultForDeployment': is(vault, 'enabledForDeployment', true),
  'key-vault/vault: enableVaultForTemplateDeployment': is(vault, 'enabledForTemplateDeployment', true),
  'key-vault/vault: enableVaultForDiskEncryption': is(vault, 'enabledForDiskEncryption', true),
  'key-vault/vault: sku': is(vault, 'sku.name', 'premium'),
};

const byBicep = 'Bicep writes it, or refuses the template';
/** Followed or not, but no resource shows it. */
export const notInSnapshots: Readonly<Record<string, string>> = {
  'Azure.Deployment.OutputSecretValue': 'outputs are no resources; the linter refuses secrets in them',
  'Azure.Deployment.SecureParameter': 'parameters are no resources; the webhook is secure',
  'Azure.Deployment.OuterSecret': 'parameters are no resources; the webhook is secure',
  'Azure.Deployment.AdminUsername': 'the linter refuses a literal',
  'Azure.Deployment.Name': byBicep,
  ...Object.fromEntries(
    [
      'ParameterMetadata',
      'ParameterStrongType',
      'ParameterDataTypes',
      'ParameterMinMaxValue',
      'LocationType',
      'ResourceLocation',
      'UseLocationParameter',
      'ExpressionLength',
      'Resources',
      'TemplateFile',
      'TemplateSchema',
      'TemplateScheme',
      'DebugDeployment',
      'UseDescriptions',
      'UseComments',
    ].map((name) => [`Azure.Template.${name}`, byBicep]),
  ),
  'Azure.KeyVault.Firewall': 'the one variant that makes a vault closes it',
};
