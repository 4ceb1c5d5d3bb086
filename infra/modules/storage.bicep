metadata description = 'Storage of the host and of the scheduler: no keys, no public blobs, and exactly the two roles that the app needs.'

@description('Name of the storage account.')
@minLength(3)
@maxLength(24)
param name string

@description('Region.')
param location string

@description('Tags of every resource.')
param tags { *: string }

@description('The scheduler\'s table.')
param tableName string

@description('Container for the deployed package, for Flex Consumption.')
param deploymentContainerName string

@description('Name of the app\'s identity, in the same resource group.')
param identityName string

@description('How often Azure keeps the data, and where.')
@allowed(['LRS', 'ZRS', 'GRS', 'GZRS'])
param redundancy string

@description('public: everybody reaches the account, but only identities with a role get in. private-endpoint: only private endpoints reach it.')
@allowed(['public', 'private-endpoint'])
param access string

@description('Whether a lock keeps the account from being deleted.')
param lock bool

// Names of the roles: https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
var roles = [
  // The host keeps timer locks, timer status, function keys and the deployed package in blobs.
  { name: 'Storage Blob Data Owner', id: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b' }
  // For the scheduler's rows and the host's diagnostic events.
  { name: 'Storage Table Data Contributor', id: '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3' }
]

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: 'Standard_${redundancy}' }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    // Either setting alone would do; policies ask for one or the other.
    ...(access == 'public'
      ? {}
      : { publicNetworkAccess: 'Disabled', networkAcls: { defaultAction: 'Deny', bypass: 'None' } })
    supportsHttpsTrafficOnly: true
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      // The function keys and the package come back for a week. Tables have nothing like it.
      deleteRetentionPolicy: { enabled: true, days: 7 }
      containerDeleteRetentionPolicy: { enabled: true, days: 7 }
    }

    resource deployments 'containers' = {
      name: deploymentContainerName
      properties: { publicAccess: 'None' }
    }
  }

  resource tables 'tableServices' = {
    name: 'default'

    resource scheduler 'tables' = {
      name: tableName
    }
  }
}

resource assignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for role in roles: {
    name: guid(account.id, identity.id, role.id)
    scope: account
    properties: {
      description: role.name
      principalId: identity.properties.principalId
      principalType: 'ServicePrincipal'
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', role.id)
    }
  }
]

resource lockOfAccount 'Microsoft.Authorization/locks@2020-05-01' = if (lock) {
  name: 'keep'
  scope: account
  properties: {
    level: 'CanNotDelete'
    notes: 'Holds the schedule, the history and the audit of the scheduler. Rows can still be deleted.'
  }
}
