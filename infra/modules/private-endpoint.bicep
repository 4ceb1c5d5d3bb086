metadata description = 'A private address for a service of Azure, and the DNS zone that leads the app there.'

@description('Name of the private endpoint.')
param name string

@description('Region of the virtual network.')
param location string

@description('Tags of every resource.')
param tags { *: string }

@description('Resource id of the service, such as that of a server.')
param serviceId string

@description('The part of the service that gets the address.')
@allowed(['blob', 'sqlServer', 'table', 'vault'])
param groupId string

@description('DNS zone in which the service\'s name is looked up from inside the virtual network.')
param zoneName string

@description('Virtual network for which the zone resolves names. Empty: its owner looks after names. A zone linked to a network of somebody else would hide the other private endpoints there.')
param virtualNetworkId string

@description('Subnet of the private endpoint.')
param subnetId string

var named = !empty(virtualNetworkId)

resource endpoint 'Microsoft.Network/privateEndpoints@2024-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    subnet: { id: subnetId }
    privateLinkServiceConnections: [
      { name: name, properties: { groupIds: [groupId], privateLinkServiceId: serviceId } }
    ]
  }

  resource names 'privateDnsZoneGroups' = if (named) {
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [{ name: groupId, properties: { privateDnsZoneId: zone.id } }]
    }
  }
}

resource zone 'Microsoft.Network/privateDnsZones@2024-06-01' = if (named) {
  name: zoneName
  location: 'global'
  tags: tags

  resource link 'virtualNetworkLinks' = if (named) {
    name: name
    location: 'global'
    tags: tags
    properties: {
      registrationEnabled: false
      virtualNetwork: { id: virtualNetworkId }
    }
  }
}
