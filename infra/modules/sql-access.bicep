metadata description = 'Lets the app reach an Azure SQL server through its firewall, and makes long sessions safe. Deployed into the resource group of the server.'

@description('Name of the server.')
param serverName string

@description('How the app reaches the server.')
@allowed(['firewall', 'private-endpoint'])
param access string

@description('Subnet of the app.')
param appSubnetId string

@description('Name of the firewall rule.')
param ruleName string

@description('Redirect: sessions bypass the gateway, which would end them after 30 silent minutes.')
@allowed(['Redirect', 'unchanged'])
param connectionPolicy string

resource server 'Microsoft.Sql/servers@2023-08-01' existing = {
  name: serverName

  resource policy 'connectionPolicies' = if (connectionPolicy == 'Redirect') {
    name: 'default'
    properties: { connectionType: 'Redirect' }
  }

  resource subnet 'virtualNetworkRules' = if (access == 'firewall') {
    name: ruleName
    properties: { virtualNetworkSubnetId: appSubnetId }
  }
}
