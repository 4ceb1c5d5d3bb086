metadata description = 'Lets the app\'s identity read one secret of an existing vault. Deployed into the resource group of the vault.'

@description('Name of the vault.')
param vaultName string

@description('Name of the secret.')
param secretName string

@description('Resource id of the app\'s identity. The role assignment is named after it, so the name is known before the identity exists.')
param identityResourceId string

@description('Principal id of the app\'s identity.')
param identityPrincipalId string

// Key Vault Secrets User: may read the value of the secret, but not write or delete it.
var secretsUserRoleId = '4633458b-17de-408a-b874-0445c86b69e6'

resource vault 'Microsoft.KeyVault/vaults@2024-11-01' existing = {
  name: vaultName

  resource secret 'secrets' existing = { name: secretName }
}

// On this secret only: others may keep theirs in the same vault.
resource reader 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(vault::secret.id, identityResourceId, secretsUserRoleId)
  scope: vault::secret
  properties: {
    description: 'Key Vault Secrets User'
    principalId: identityPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', secretsUserRoleId)
  }
}
