metadata description = 'Communication Services with a domain of Azure\'s, from which the app sends notices as e-mails with its identity.'

@description('Part of the names of the resources.')
param name string

@description('Tags of every resource.')
param tags { *: string }

@description('Where the service keeps its data at rest.')
param dataLocation string

@description('Name of the app\'s identity, in the same resource group.')
param identityName string

// No built-in role permits only sending: this one reads and changes the resource as well, therefore on this resource alone.
var emailOwnerRoleId = '09976791-48a7-449e-bb21-39d1a415f350'

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' existing = {
  name: identityName
}

resource email 'Microsoft.Communication/emailServices@2025-05-01' = {
  name: 'email-${name}'
  location: 'global'
  tags: tags
  properties: { dataLocation: dataLocation }

  // The name is fixed. Azure verifies the domain and signs its e-mails.
  resource domain 'domains' = {
    name: 'AzureManagedDomain'
    location: 'global'
    tags: tags
    properties: { domainManagement: 'AzureManaged', userEngagementTracking: 'Disabled' }
  }
}

resource communication 'Microsoft.Communication/communicationServices@2025-05-01' = {
  name: 'acs-${name}'
  location: 'global'
  tags: tags
  properties: {
    dataLocation: dataLocation
    // Identities only: a key would be one more secret.
    disableLocalAuth: true
    linkedDomains: [email::domain.id]
  }
}

resource sender 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(communication.id, identity.id, emailOwnerRoleId)
  scope: communication
  properties: {
    description: 'Communication and Email Service Owner'
    principalId: identity.properties.principalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', emailOwnerRoleId)
  }
}

output endpoint string = 'https://${communication.properties.hostName}'
output sender string = 'DoNotReply@${email::domain.properties.mailFromSenderDomain}'
