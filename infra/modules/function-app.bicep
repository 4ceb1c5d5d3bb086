metadata description = 'The plan and the function app. Every connection is by identity: no setting holds a secret.'

@description('Name of the app, unique in Azure.')
param name string

@description('Name of its plan.')
param planName string

@description('Region.')
param location string

@description('Tags of every resource.')
param tags { *: string }

@description('flex: Flex Consumption. dedicated: a B1 server that is always on.')
@allowed(['flex', 'dedicated'])
param hosting string

@description('Name of the app\'s identity, in the same resource group.')
param identityName string

@description('Storage account of the host and of the scheduler.')
param storageAccountName string

@description('Container in which Flex Consumption finds the deployed package.')
param deploymentContainerName string

@description('Subnet through which the app reaches SQL Server, delegated to the hosting plan\'s service.')
param appSubnetId string

@description('Connection string of Application Insights: addresses only, as it takes no keys.')
param applicationInsightsConnectionString string

@description('Settings of the scheduler.')
param schedulerSettings { *: string }

@description('Client id of the app registration; empty: function keys only.')
param entraAppClientId string

var flex = hosting == 'flex'

var hostSettings = {
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.properties.clientId};Authorization=AAD'
  APPLICATIONINSIGHTS_CONNECTION_STRING: applicationInsightsConnectionString
  AzureWebJobsStorage__accountName: storageAccountName
  AzureWebJobsStorage__clientId: identity.properties.clientId
  AzureWebJobsStorage__credential: 'managedidentity'
  SQL_AUTHENTICATION: 'managed-identity'
  SQL_CLIENT_ID: identity.properties.clientId
}

// Flex Consumption refuses them.
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
      // Stands in for a client secret: the identity signs the assertion.
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
    // The tick has an instance of its own, which no scale-in takes away.
    alwaysReady: [{ name: 'function:tick', instanceCount: 1 }]
  }
  // A new version lets running invocations end first, for up to an hour.
  #disable-next-line BCP037 // the service takes it from 2024-11-01 on, the types do not know it
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
    #disable-next-line BCP037 // the service takes it, the types do not know it
    functionsRuntimeAdminIsolationEnabled: true
    virtualNetworkSubnetId: appSubnetId
    ...(flex ? { functionAppConfig: flexConfig } : {})
    siteConfig: {
      appSettings: map(
        items(union(hostSettings, dedicatedSettings, entraSettings, schedulerSettings)),
        setting => { name: setting.key, value: setting.value }
      )
      ftpsState: 'Disabled'
      http20Enabled: true
      ...(flex ? {} : { alwaysOn: true, linuxFxVersion: 'NODE|24' })
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
