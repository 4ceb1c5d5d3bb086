metadata description = 'A vault for the password of a SQL Server login. Nothing here ever holds the password: somebody puts it into the vault (docs/sql-login.md).'

@description('Name of the vault, unique in Azure.')
@minLength(3)
@maxLength(24)
param name string

@description('Region.')
param location string

@description('Tags of every resource.')
param tags { *: string }

@description('public: reachable from everywhere, for identities with a role only. private-endpoint: reachable from the virtual network only.')
@allowed(['public', 'private-endpoint'])
param access string

@description('private-endpoint: subnet for it.')
param subnetId string

@description('Name of the app\'s identity, in the same resource group.')
param identityName string

@description('Log Analytics workspace that keeps who read or wrote a secret.')
param workspaceId string

// Key Vault Secrets User: may read the values of secrets, but not list, write or delete them.
var secretsUserRoleId = '4633458b-17de-408a-b874-0445c86b69e6'
var private = access == 'private-endpoint'

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    // Roles only: access policies would let every Contributor admit themselves.
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: 90
    // Nobody can delete the password for good before the 90 days are over. It cannot be switched off again.
    enablePurgeProtection: true
    enabledForDeployment: false
    enabledForDiskEncryption: false
    enabledForTemplateDeployment: false
    publicNetworkAccess: private ? 'Disabled' : 'Enabled'
    networkAcls: { bypass: 'None', defaultAction: private ? 'Deny' : 'Allow' }
  }
}

// On the vault, not on the secret: the vault is the installation's own, and the secret does not exist yet.
resource reader 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault.id, identity.id, secretsUserRoleId)
  scope: vault
  properties: {
    description: 'Key Vault Secrets User'
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', secretsUserRoleId)
  }
}

resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'audit'
  scope: vault
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'AuditEvent', enabled: true }]
  }
}

module endpoint 'private-endpoint.bicep' = if (private) {
  params: {
    name: 'pe-${name}'
    location: location
    tags: tags
    serviceId: vault.id
    groupId: 'vault'
    zoneName: ''
    // The virtual network is not ours.
    virtualNetworkId: ''
    subnetId: subnetId
  }
}
