metadata description = 'How the app reaches an Azure SQL server, and that server itself if it is to be made.'

targetScope = 'subscription'

import { sqlAdministrator } from 'sql-new.bicep'

@description('Resource group of the installation.')
param resourceGroupName string

@description('Name of the installation, part of the resources\' names.')
param installationName string

@description('Name of the virtual network to create.')
param networkName string

@description('Region.')
param location string

@description('Tags of every resource.')
param tags { *: string }

@description('Hosting plan. Decides to which service the app\'s subnet is delegated.')
@allowed(['flex', 'dedicated'])
param hosting string

@description('Name of the server, without domain.')
param serverName string

@description('Resource group of the server.')
param serverResourceGroupName string

@description('Name of the database.')
param databaseName string

@description('How the app reaches the server.')
@allowed(['firewall', 'private-endpoint'])
param access string

@description('Connection policy to set.')
@allowed(['Redirect', 'unchanged'])
param connectionPolicy string

@description('Administrator of the server to create. Null: the server exists.')
param administrator sqlAdministrator?

@description('new: resource id of the Log Analytics workspace that receives the audit.')
param workspaceId string

@description('new: whether a lock keeps the database from being deleted.')
param lock bool

resource group 'Microsoft.Resources/resourceGroups@2024-11-01' existing = {
  name: resourceGroupName
}

module network 'network.bicep' = {
  scope: group
  params: {
    name: networkName
    location: location
    tags: tags
    hosting: hosting
  }
}

module sqlNew 'sql-new.bicep' = if (administrator != null) {
  scope: group
  params: {
    name: serverName
    location: location
    tags: tags
    databaseName: databaseName
    administrator: administrator!
    access: access
    workspaceId: workspaceId
    lock: lock
  }
}

resource madeNetwork 'Microsoft.Network/virtualNetworks@2024-07-01' existing = {
  scope: group
  name: networkName

  resource app 'subnets' existing = { name: 'app' }
  resource endpoints 'subnets' existing = { name: 'endpoints' }
}

resource server 'Microsoft.Sql/servers@2023-08-01' existing = {
  scope: resourceGroup(serverResourceGroupName)
  name: serverName
}

module sqlReach 'sql-access.bicep' = {
  scope: resourceGroup(serverResourceGroupName)
  params: {
    serverName: serverName
    access: access
    appSubnetId: madeNetwork::app.id
    ruleName: 'jamkerja-${installationName}'
    connectionPolicy: connectionPolicy
  }
  dependsOn: [network, sqlNew]
}

module sqlPrivateEndpoint 'private-endpoint.bicep' = if (access == 'private-endpoint') {
  scope: group
  params: {
    name: 'pe-jamkerja-${installationName}'
    location: location
    tags: tags
    serviceId: server.id
    groupId: 'sqlServer'
    zoneName: 'privatelink${environment().suffixes.sqlServerHostname}'
    virtualNetworkId: madeNetwork.id
    subnetId: madeNetwork::endpoints.id
  }
  dependsOn: [network, sqlNew]
}
