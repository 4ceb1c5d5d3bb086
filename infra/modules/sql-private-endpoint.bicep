metadata description = 'A private address for an Azure SQL server, and the DNS zone that leads the app there.'

@description('Name of the private endpoint.')
param name string

@description('Region of the virtual network.')
param location string

@description('Tags of every resource.')
param tags { *: string }

@description('Resource id of the server.')
param serverId string

@description('Virtual network for which the zone resolves names.')
param virtualNetworkId string

@description('Subnet of the private endpoint.')
param subnetId string

resource endpoint 'Microsoft.Network/privateEndpoints@2024-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    subnet: { id: subnetId }
    privateLinkServiceConnections: [
      { name: name, properties: { groupIds: ['sqlServer'], privateLinkServiceId: serverId } }
    ]
  }

  resource names 'privateDnsZoneGroups' = {
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [{ name: 'sql', properties: { privateDnsZoneId: zone.id } }]
    }
  }
}

resource zone 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: 'privatelink${environment().suffixes.sqlServerHostname}'
  location: 'global'
  tags: tags

  resource link 'virtualNetworkLinks' = {
    name: name
    location: 'global'
    tags: tags
    properties: {
      registrationEnabled: false
      virtualNetwork: { id: virtualNetworkId }
    }
  }
}
