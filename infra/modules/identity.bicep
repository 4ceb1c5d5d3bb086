metadata description = 'The identity with which the app reaches storage, SQL Server and Application Insights. It outlives the app, so its roles and its SQL user do too.'

@description('Name of the identity, and of its SQL user.')
param name string

@description('Region.')
param location string

@description('Tags of every resource.')
param tags { *: string }

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
  tags: tags
}

output clientId string = identity.properties.clientId
output principalId string = identity.properties.principalId
