metadata description = 'The plan and the function app. Every connection is by identity; the password of a SQL Server login and other secrets, if there are any, stay in Key Vault. No setting holds a secret.'

import { sqlLogin } from 'sql-login.bicep'

@description('Name of the app, unique in Azure.')
param name string

@description('Name of the app\'s plan.')
param planName string

@description('Region.')
param location string

@description('Tags of every resource.')
param tags { *: string }

@description('flex: Flex Consumption. dedicated: a B1 server with Always On.')
@allowed(['flex', 'dedicated'])
param hosting string

@description('Name of the app\'s identity, in the same resource group.')
param identityName string

@description('Storage account for the host and the scheduler.')
param storageAccountName string

@description('Container from which Flex Consumption takes the deployed package.')
param deploymentContainerName string

@description('Subnet through which the app reaches SQL Server, delegated to the hosting plan\'s service.')
param appSubnetId string

@description('Connection string of Application Insights. Holds addresses only: no key is accepted.')
param applicationInsightsConnectionString string

@description('The scheduler\'s settings.')
param schedulerSettings { *: string }

@description('How the app logs in to SQL Server. Null: with its identity.')
param login sqlLogin?

@description('Settings whose value is a secret, each with the address of the secret in Key Vault.')
param secretUris { *: string }

@description('Their vault can be reached from the virtual network only.')
param privateVault bool

@description('Client id of the app registration. Empty: function keys only.')
param entraAppClientId string

@description('dedicated: App Service replaces an instance whose health route fails for an hour.')
param healthCheck bool

var flex = hosting == 'flex'

var hostSettings = {
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.properties.clientId};Authorization=AAD'
  APPLICATIONINSIGHTS_CONNECTION_STRING: applicationInsightsConnectionString
  // The host's own page of 150 kB, for whoever asks for '/'.
  AzureWebJobsDisableHomepage: 'true'
  AzureWebJobsStorage__accountName: storageAccountName
  AzureWebJobsStorage__clientId: identity.properties.clientId
  AzureWebJobsStorage__credential: 'managedidentity'
  // The host buffers a body before the app sees it, whoever sent it. The app takes 240 KiB for a calendar and less for all
  // else; the default is 100 MiB.
  FUNCTIONS_REQUEST_BODY_SIZE_LIMIT: '262144'
}

var loginSettings = login == null
  ? { SQL_AUTHENTICATION: 'managed-identity', SQL_CLIENT_ID: identity.properties.clientId }
  : {
      SQL_AUTHENTICATION: 'password'
      SQL_USER: login!.user
      SQL_PASSWORD: '@Microsoft.KeyVault(SecretUri=${login!.secretUri})'
    }

var secretSettings = toObject(
  items(secretUris),
  each => each.key,
  each => '@Microsoft.KeyVault(SecretUri=${each.value})'
)

// Flex Consumption refuses these.
var dedicatedSettings = flex
  ? {}
  : {
      FUNCTIONS_EXTENSION_VERSION: '~4'
      FUNCTIONS_WORKER_RUNTIME: 'node'
      WEBSITE_RUN_FROM_PACKAGE: '1'
    }

var entraSettings = empty(entraAppClientId)
  ? {}
  : {
      // Replaces a client secret: the identity signs the assertion.
      OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID: identity.properties.clientId
      WEBSITE_AUTH_AAD_ALLOWED_TENANTS: tenant().tenantId
    }

var flexConfig resourceInput<'Microsoft.Web/sites@2025-03-01'>.properties.functionAppConfig = {
  deployment: {
    storage: {
      type: 'blobContainer'
      value: '${storage.properties.primaryEndpoints.blob}${deploymentContainerName}'
      authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identity.id }
    }
  }
  runtime: { name: 'node', version: '24' }
  scaleAndConcurrency: {
    instanceMemoryMB: 512
    maximumInstanceCount: 40
    // The tick has its own instance, which scale-in never removes.
    alwaysReady: [{ name: 'function:tick', instanceCount: 1 }]
  }
  // A new version lets running invocations finish, for up to an hour.
  #disable-next-line BCP037 // the service accepts it from 2024-11-01 on; the types lack it
  siteUpdateStrategy: { type: 'RollingUpdate' }
}

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

resource storage 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: storageAccountName
}

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: planName
  location: location
  tags: tags
  kind: flex ? 'functionapp' : 'linux'
  sku: flex ? { name: 'FC1', tier: 'FlexConsumption' } : { name: 'B1', tier: 'Basic', capacity: 1 }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'scheduler' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identity.id}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    // Every instance answers every request: no cookie binds a caller to one.
    ...(flex ? {} : { clientAffinityEnabled: false })
    #disable-next-line BCP037 // the service accepts it; the types lack it
    functionsRuntimeAdminIsolationEnabled: true
    virtualNetworkSubnetId: appSubnetId
    // Of the site: the property of the same name in siteConfig has no effect (Azure/bicep-registry-modules#6054).
    ...(login == null && empty(secretUris) ? {} : { keyVaultReferenceIdentity: identity.id })
    // App Service on Linux reads a vault behind a private endpoint only if all traffic takes the virtual network.
    ...(flex || !(privateVault || (login.?privateVault ?? false))
      ? {}
      : { outboundVnetRouting: { applicationTraffic: true } })
    ...(flex ? { functionAppConfig: flexConfig } : {})
    siteConfig: {
      appSettings: map(
        items(union(
          hostSettings,
          loginSettings,
          secretSettings,
          dedicatedSettings,
          entraSettings,
          schedulerSettings
        )),
        setting => { name: setting.key, value: setting.value }
      )
      http20Enabled: true
      ...(flex ? {} : { alwaysOn: true, ftpsState: 'Disabled', linuxFxVersion: 'NODE|24' })
      ...(healthCheck && !flex ? { healthCheckPath: '/scheduler/health' } : {})
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
    }
  }

  resource ftp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource scm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }
}

output defaultHostName string = app.properties.defaultHostName
