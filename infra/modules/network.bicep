metadata description = 'The virtual network through which the app reaches an Azure SQL server: a subnet for the app, one for the private endpoint.'

@description('Name of the virtual network.')
param name string

@description('Region.')
param location string

@description('Tags of every resource.')
param tags { *: string }

@description('Hosting plan. Decides to which service the app\'s subnet is delegated.')
@allowed(['flex', 'dedicated'])
param hosting string

resource network 'Microsoft.Network/virtualNetworks@2024-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: ['10.90.0.0/24'] }
    subnets: [
      {
        name: 'app'
        properties: {
          addressPrefix: '10.90.0.0/26'
          delegations: [
            {
              name: 'app'
              properties: {
                serviceName: hosting == 'flex' ? 'Microsoft.App/environments' : 'Microsoft.Web/serverFarms'
              }
            }
          ]
          // The app reaches Entra, Application Insights and its storage through the internet. Without this line, newer API
          // versions make the subnet private, and on Flex Consumption nothing would be reachable but private endpoints.
          defaultOutboundAccess: true
          // Lets an Azure SQL server in the same region admit this subnet and nobody else.
          serviceEndpoints: [{ service: 'Microsoft.Sql' }]
        }
      }
      {
        name: 'endpoints'
        properties: { addressPrefix: '10.90.0.64/27', defaultOutboundAccess: false }
      }
    ]
  }
}
