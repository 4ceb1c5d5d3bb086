metadata description = 'A whole installation of the scheduler: monitored, reached by identity only, in a resource group of its own.'

targetScope = 'subscription'

import { faultOfValues } from 'modules/given-values.bicep'
import { faultOfName } from 'modules/names.bicep'
import { schedulerSettings } from 'modules/scheduler-settings.bicep'
import { faultOfSettingsVault, settingsInVault } from 'modules/vault-settings.bicep'
import { faultOfLogin } from 'modules/sql-login.bicep'

@description('Name of the installation, such as prod: lower-case letters, digits and hyphens. Part of the name of every resource.')
@minLength(2)
@maxLength(20)
param environmentName string

@description('Region of every resource. With sqlAccess firewall it must be that of the SQL server.')
@minLength(1)
param location string

@description('dedicated: a server of your own (B1), of which Azure takes no instance away; deployments and platform updates end the run in progress. flex: serverless; a run may continue for 60 minutes after a deployment and 10 after a platform update, but Azure also drains instances on its own, as reported every 30 to 60 minutes, and may end a run then. A run that is ended loses its work and starts again. Choose dedicated if runs usually take longer than 10 minutes. Cannot be changed later.')
@allowed(['flex', 'dedicated'])
param hosting string

@description('existing: an Azure SQL server in this subscription. new: create one. network: any SQL Server that one of your virtual networks reaches, such as on premises or a managed instance.')
@allowed(['existing', 'new', 'network'])
param sqlMode string = 'existing'

@description('existing: name of the server, without domain. new: name for the server; if empty, a unique name is generated. network: its DNS name.')
param sqlServer string = ''

@description('existing: resource group of the server.')
param sqlServerResourceGroup string = ''

@description('network: TCP port of the server.')
@minValue(1)
@maxValue(65535)
param sqlPort int = 1433

@description('Database that holds the procedure.')
@minLength(1)
param sqlDatabase string

@description('existing, new: firewall admits the app\'s subnet; free, but in the same region only. private-endpoint gives the server a private address.')
@allowed(['firewall', 'private-endpoint'])
param sqlAccess string = 'firewall'

@description('existing, new: Redirect sets the server\'s connection policy for all its clients, which then need ports 11000 to 11999 besides 1433 (through a private endpoint 1433 to 65535); unchanged leaves it alone. Empty: unchanged for an existing server, Redirect for a new one. Recommended with a private endpoint, where any other policy ends a run that sends nothing for 30 minutes.')
@allowed(['', 'Redirect', 'unchanged'])
param sqlConnectionPolicy string = ''

@description('new: name of the user, group or application that administers the server.')
param sqlAdministratorName string = ''

@description('new: object id of the administrator.')
param sqlAdministratorObjectId string = ''

@description('new: kind of administrator.')
@allowed(['User', 'Group', 'Application'])
param sqlAdministratorType string = 'Group'

@description('network: resource id of a free subnet for the app, delegated to Microsoft.App/environments (flex) or Microsoft.Web/serverFarms (dedicated).')
param appSubnetId string = ''

@description('How often Azure keeps the storage account. LRS: three times in one data centre. ZRS: in three zones. GRS, GZRS: also in the paired region, some minutes behind.')
@allowed(['LRS', 'ZRS', 'GRS', 'GZRS'])
param storageRedundancy string = 'LRS'

@description('public: everybody reaches the storage account, but only identities with a role get in. private-endpoint: only the app\'s virtual network reaches it.')
@allowed(['public', 'private-endpoint'])
param storageAccess string = 'public'

@description('network with storageAccess or keyVaultAccess private-endpoint: resource id of the subnet for the private endpoints. Their names are up to you.')
param endpointSubnetId string = ''

@description('Locks what holds data against deletion. Whoever deploys then needs the right to set locks, and azd down fails until they are removed.')
param deleteLocks bool = false

@description('dedicated: App Service calls the health route every minute and replaces an instance that fails for an hour, even if a run is in progress there.')
param healthCheck bool = false

@description('network: password logs in as a login of SQL Server, for servers that know no Microsoft Entra identities. Its password is a secret in Key Vault and nowhere else.')
@allowed(['managed-identity', 'password'])
param sqlAuthentication string = 'managed-identity'

@description('password: name of the login.')
param sqlUser string = ''

@description('network: true accepts any certificate, so whoever gets between app and server reads and changes everything, the password included. Rather give the server a certificate that the app can verify.')
param sqlTrustServerCertificate bool = false

@description('password: name of an existing vault in this subscription that holds the password already. Empty: create a vault.')
@maxLength(24)
param keyVault string = ''

@description('Existing vault: its resource group.')
param keyVaultResourceGroup string = ''

@description('password: name of the secret with the password.')
@minLength(1)
@maxLength(127)
param keyVaultSecretName string = 'sql-password'

@description('password: private-endpoint if only the virtual network reaches the vault. A new vault then gets a private endpoint in endpointSubnetId; its DNS name is up to you.')
@allowed(['public', 'private-endpoint'])
param keyVaultAccess string = 'public'

@description('Settings whose value is a secret in Key Vault, each with the name of the secret.')
param vaultSettings settingsInVault = {}

@description('vaultSettings: name of the existing vault in this subscription that holds these secrets.')
@maxLength(24)
param settingsVault string = ''

@description('vaultSettings: resource group of that vault.')
param settingsVaultResourceGroup string = ''

@description('vaultSettings: private-endpoint if only the virtual network reaches that vault.')
@allowed(['public', 'private-endpoint'])
param settingsVaultAccess string = 'public'

@description('Client id of the app registration with the scheduler\'s roles. Empty: callers need a function key.')
param entraAppClientId string = ''

@description('E-mail address that receives the alerts.')
@minLength(3)
param alertEmail string

@description('Further e-mail addresses that receive the alerts.')
param alertReceivers string[] = []

@secure()
@description('Address to which alerts are posted as JSON, in Azure\'s common alert schema. Readers of the action group can see it.')
param alertWebhook string = ''

@description('Resource ids of further action groups for the alerts, such as one that posts to Teams. At most four.')
@maxLength(4)
param alertActionGroups string[] = []

@description('Whether Azure calls the health route from five places every 5 minutes, and tells when it does not answer. Billed by call.')
param availabilityTest bool = false

@description('Whether to create a dashboard in Azure Monitor dashboards with Grafana, a preview of the service.')
param grafanaDashboard bool = false

@description('E-mail addresses that get the app\'s notices, through Communication Services with a domain of Azure\'s. Empty: none is created.')
@maxLength(50)
param noticeEmails string[] = []

@description('noticeEmails: where Communication Services keeps its data, such as Asia Pacific, Europe or United States. Cannot be changed later.')
@minLength(1)
param noticeEmailDataLocation string = 'Asia Pacific'

@description('How many days to keep the log.')
@minValue(30)
@maxValue(730)
param logRetentionInDays int = 90

@description('NCRONTAB expression (UTC) of the tick.')
param tickSchedule string = '*/15 * * * * *'

@description('The scheduler\'s table.')
param tableName string = 'JamkerjaScheduler'

@description('Other settings of the scheduler.')
param settings schedulerSettings = {}

// What decorators cannot say: a violation fails the deployment before anything is created.
var nameFault = faultOfName(environmentName)
var valuesFault = faultOfValues({
  sqlMode: sqlMode
  server: sqlServer
  administratorId: sqlAdministratorObjectId
  appSubnetId: appSubnetId
  endpointSubnetId: endpointSubnetId
  entraAppClientId: entraAppClientId
  tableName: tableName
  actionGroups: alertActionGroups
  noticeEmails: noticeEmails
  settingNames: map(concat(items(settings), items(vaultSettings)), each => each.key)
})
var vaultSecrets = map(items(vaultSettings), each => { setting: each.key, name: each.?value ?? '' })
var secretsFault = faultOfSettingsVault({
  names: map(vaultSecrets, each => each.name)
  vault: settingsVault
  vaultResourceGroup: settingsVaultResourceGroup
})
var fault = empty(nameFault) ? empty(valuesFault) ? secretsFault : valuesFault : nameFault
var resourceGroupName = 'rg-jamkerja-${empty(fault) ? environmentName : fail(fault)}'
var serverResourceGroup = sqlMode != 'existing'
  ? resourceGroupName
  : empty(sqlServer) || empty(sqlServerResourceGroup)
      ? fail('sqlMode is existing: sqlServer and sqlServerResourceGroup must name the server and its resource group')
      : sqlServerResourceGroup
var administrator = sqlMode != 'new'
  ? null
  : empty(sqlAdministratorName) || empty(sqlAdministratorObjectId)
      ? fail('sqlMode is new: sqlAdministratorName and sqlAdministratorObjectId must name the server\'s administrator')
      : { login: sqlAdministratorName, objectId: sqlAdministratorObjectId, type: sqlAdministratorType }
var givenSubnetId = sqlMode == 'network' && (empty(appSubnetId) || empty(sqlServer))
  ? fail('sqlMode is network: appSubnetId must be the id of a delegated subnet, and sqlServer the DNS name of the server')
  : appSubnetId
var loginFault = faultOfLogin({
  sqlMode: sqlMode
  authentication: sqlAuthentication
  user: sqlUser
  trustCertificate: sqlTrustServerCertificate
  encrypt: settings.?SQL_ENCRYPT ?? 'true'
  vault: keyVault
  vaultResourceGroup: keyVaultResourceGroup
  secretName: keyVaultSecretName
  access: keyVaultAccess
  subnetId: endpointSubnetId
})
var withPassword = empty(loginFault) ? sqlAuthentication == 'password' : fail(loginFault)

var privateStorage = storageAccess == 'private-endpoint'
var givenEndpointSubnetId = privateStorage && sqlMode == 'network' && empty(endpointSubnetId)
  ? fail('sqlMode is network and storageAccess is private-endpoint: endpointSubnetId must be the id of a subnet for private endpoints')
  : endpointSubnetId

var tags = { 'azd-env-name': environmentName }
var identityName = 'id-jamkerja-${environmentName}'
var networkName = 'vnet-jamkerja-${environmentName}'
var token = uniqueString(subscription().subscriptionId, resourceGroupName, location)
var functionAppName = 'func-jamkerja-${environmentName}-${token}'
var storageAccountName = 'stjamkerja${token}'
var deploymentContainerName = 'deployments'
var newVault = withPassword && empty(keyVault)
var vaultName = newVault ? 'kv-jamkerja${token}' : keyVault
var serverName = sqlMode == 'new' && empty(sqlServer) ? 'sql-jamkerja-${environmentName}-${token}' : sqlServer
var azureSql = sqlMode != 'network'
var sqlHost = azureSql ? '${serverName}${environment().suffixes.sqlServerHostname}' : sqlServer
var port = azureSql ? 1433 : sqlPort
// The policy of an existing server belongs to its owner: other clients may not get through to ports 11000 to 11999.
var setsPolicy = sqlConnectionPolicy == 'Redirect' || (empty(sqlConnectionPolicy) && sqlMode == 'new')

resource group 'Microsoft.Resources/resourceGroups@2024-11-01' = {
  name: resourceGroupName
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  scope: group
  params: { name: identityName, location: location, tags: tags }
}

resource appIdentity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  scope: group
  name: identityName
}

module storage 'modules/storage.bicep' = {
  scope: group
  params: {
    name: storageAccountName
    location: location
    tags: tags
    tableName: tableName
    deploymentContainerName: deploymentContainerName
    identityName: identityName
    redundancy: storageRedundancy
    access: storageAccess
    lock: deleteLocks
  }
  dependsOn: [identity]
}

resource database 'Microsoft.Sql/servers/databases@2023-08-01' existing = {
  scope: resourceGroup(serverResourceGroup)
  name: '${serverName}/${sqlDatabase}'
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  params: {
    name: 'jamkerja-${environmentName}'
    location: location
    tags: tags
    functionAppName: functionAppName
    alertEmails: union([alertEmail], alertReceivers)
    alertWebhook: alertWebhook
    alertActionGroupIds: alertActionGroups
    databaseId: sqlMode == 'existing' ? database.id : ''
    retentionInDays: logRetentionInDays
    identityResourceId: appIdentity.id
    identityPrincipalId: appIdentity.properties.principalId
  }
  dependsOn: [identity]
}

module sql 'modules/sql.bicep' = if (azureSql) {
  params: {
    resourceGroupName: group.name
    installationName: environmentName
    networkName: networkName
    location: location
    tags: tags
    hosting: hosting
    serverName: serverName
    serverResourceGroupName: serverResourceGroup
    databaseName: sqlDatabase
    access: sqlAccess
    connectionPolicy: setsPolicy ? 'Redirect' : 'unchanged'
    administrator: administrator
    workspaceId: monitoring.outputs.logAnalyticsWorkspaceId
    lock: deleteLocks
  }
}

module keyVaultNew 'modules/key-vault.bicep' = if (newVault) {
  scope: group
  params: {
    name: vaultName
    location: location
    tags: tags
    access: keyVaultAccess
    subnetId: endpointSubnetId
    identityName: identityName
    workspaceId: monitoring.outputs.logAnalyticsWorkspaceId
  }
  dependsOn: [identity]
}

module keyVaultSecretRole 'modules/key-vault-secret.bicep' = if (withPassword && !newVault) {
  scope: resourceGroup(empty(keyVaultResourceGroup) ? resourceGroupName : keyVaultResourceGroup)
  params: {
    vaultName: keyVault
    secretName: keyVaultSecretName
    identityResourceId: appIdentity.id
    identityPrincipalId: appIdentity.properties.principalId
  }
  dependsOn: [identity]
}

module secretRoles 'modules/key-vault-secret.bicep' = [
  for each in vaultSecrets: {
    scope: resourceGroup(empty(settingsVaultResourceGroup) ? resourceGroupName : settingsVaultResourceGroup)
    params: {
      vaultName: settingsVault
      secretName: each.name
      identityResourceId: appIdentity.id
      identityPrincipalId: appIdentity.properties.principalId
    }
    dependsOn: [identity]
  }
]

resource madeNetwork 'Microsoft.Network/virtualNetworks@2024-07-01' existing = {
  scope: group
  name: networkName

  resource app 'subnets' existing = { name: 'app' }
  resource endpoints 'subnets' existing = { name: 'endpoints' }
}

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  scope: group
  name: storageAccountName
}

// The host has no queue: only triggers of queues and blobs need one.
module storageEndpoints 'modules/private-endpoint.bicep' = [
  for service in (privateStorage ? ['blob', 'table'] : []): {
    scope: group
    params: {
      name: 'pe-jamkerja-${environmentName}-${service}'
      location: location
      tags: tags
      serviceId: account.id
      groupId: service
      zoneName: 'privatelink.${service}.${environment().suffixes.storage}'
      virtualNetworkId: azureSql ? madeNetwork.id : ''
      subnetId: azureSql ? madeNetwork::endpoints.id : givenEndpointSubnetId
    }
    dependsOn: [sql, storage]
  }
]

module noticeEmail 'modules/notice-email.bicep' = if (!empty(noticeEmails)) {
  scope: group
  params: {
    name: 'jamkerja-${environmentName}-${token}'
    tags: tags
    dataLocation: noticeEmailDataLocation
    identityName: identityName
  }
  dependsOn: [identity]
}

module functionApp 'modules/function-app.bicep' = {
  scope: group
  params: {
    name: functionAppName
    planName: 'plan-jamkerja-${environmentName}'
    location: location
    tags: tags
    hosting: hosting
    identityName: identityName
    storageAccountName: storageAccountName
    deploymentContainerName: deploymentContainerName
    appSubnetId: azureSql ? madeNetwork::app.id : givenSubnetId
    applicationInsightsConnectionString: monitoring.outputs.applicationInsightsConnectionString
    entraAppClientId: entraAppClientId
    healthCheck: healthCheck
    login: withPassword
      ? {
          user: sqlUser
          secretUri: 'https://${vaultName}${environment().suffixes.keyvaultDns}/secrets/${keyVaultSecretName}'
          privateVault: keyVaultAccess == 'private-endpoint'
        }
      : null
    secretUris: toObject(
      vaultSecrets,
      each => each.setting,
      each => 'https://${settingsVault}${environment().suffixes.keyvaultDns}/secrets/${each.name}'
    )
    privateVault: !empty(vaultSecrets) && settingsVaultAccess == 'private-endpoint'
    schedulerSettings: union(
      settings,
      sqlTrustServerCertificate ? { SQL_TRUST_SERVER_CERTIFICATE: 'true' } : {},
      empty(noticeEmails)
        ? {}
        : {
            EMAIL_ACS_ENDPOINT: noticeEmail.?outputs.endpoint ?? ''
            EMAIL_CLIENT_ID: identity.outputs.clientId
            EMAIL_FROM: noticeEmail.?outputs.sender ?? ''
            EMAIL_TO: join(noticeEmails, ',')
          },
      {
        SQL_DATABASE: sqlDatabase
        SQL_PORT: string(port)
        SQL_SERVER: sqlHost
        TABLE_NAME: tableName
        TICK_SCHEDULE: tickSchedule
      }
    )
  }
  dependsOn: [sql, storage, storageEndpoints, keyVaultNew, keyVaultSecretRole, secretRoles]
}

resource actionGroup 'Microsoft.Insights/actionGroups@2023-01-01' existing = {
  scope: group
  name: 'ag-jamkerja-${environmentName}'
}

module availability 'modules/monitoring-availability.bicep' = if (availabilityTest) {
  scope: group
  params: {
    name: 'jamkerja-${environmentName}'
    location: location
    tags: tags
    host: functionApp.outputs.defaultHostName
    componentName: 'appi-jamkerja-${environmentName}'
    actionGroupIds: concat([actionGroup.id], alertActionGroups)
  }
}

module grafana 'modules/monitoring-grafana.bicep' = if (grafanaDashboard) {
  scope: group
  params: {
    name: 'dash-${environmentName}'
    location: location
    tags: tags
    componentId: monitoring.outputs.applicationInsightsId
  }
}

module authentication 'modules/authentication.bicep' = if (!empty(entraAppClientId)) {
  scope: group
  params: {
    functionAppName: functionAppName
    clientId: entraAppClientId
    metricsToken: !empty(vaultSettings.?METRICS_TOKEN ?? '')
  }
  dependsOn: [functionApp]
}

// azd stores the outputs in its environment, where the scripts in this folder find them.
// None has the name of a variable that main.bicepparam reads: azd down removes the outputs from the environment.
output AZURE_RESOURCE_GROUP string = resourceGroupName
output FUNCTION_APP_NAME string = functionAppName
output FUNCTION_APP_HOST string = functionApp.outputs.defaultHostName
output IDENTITY_NAME string = identityName
output IDENTITY_CLIENT_ID string = identity.outputs.clientId
output IDENTITY_PRINCIPAL_ID string = identity.outputs.principalId
output PROCEDURE_NAME string = settings.?PROCEDURE_NAME ?? 'dbo.spJamkerja'
output PENDING_PROCEDURE string = settings.?PENDING_PROCEDURE ?? ''
output STORAGE_ACCOUNT_NAME string = storageAccountName
output SQL_SERVER_HOST string = sqlHost
output SQL_SERVER_PORT int = port
output SQL_DATABASE_NAME string = sqlDatabase
output SQL_LOGIN string = withPassword ? sqlUser : ''
// Not called KEY_VAULT: azd would read it as the name of an existing vault the next time.
output KEY_VAULT_NAME string = withPassword ? vaultName : ''
output KEY_VAULT_SECRET_NAME string = keyVaultSecretName
