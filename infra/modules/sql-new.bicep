metadata description = 'A new Azure SQL server, without SQL logins, and a serverless database that pauses when nothing runs.'

@export()
@description('The administrator of a server: a Microsoft Entra user, group or application.')
type sqlAdministrator = { login: string, objectId: string, type: 'User' | 'Group' | 'Application' }

@description('Name of the server, unique in Azure.')
param name string

@description('Region.')
param location string

@description('Tags of every resource.')
param tags { *: string }

@description('Name of the database.')
param databaseName string

@description('Microsoft Entra administrator of the server, who may run infra/sql.')
param administrator sqlAdministrator

@description('How the app reaches the server.')
@allowed(['firewall', 'private-endpoint'])
param access string

resource server 'Microsoft.Sql/servers@2023-08-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    administrators: {
      administratorType: 'ActiveDirectory'
      azureADOnlyAuthentication: true
      login: administrator.login
      principalType: administrator.type
      sid: administrator.objectId
      tenantId: tenant().tenantId
    }
    minimalTlsVersion: '1.2'
    // Public, but only for the app's subnet: there is no firewall rule.
    publicNetworkAccess: access == 'firewall' ? 'Enabled' : 'Disabled'
    version: '12.0'
  }

  resource database 'databases' = {
    name: databaseName
    location: location
    tags: tags
    sku: { name: 'GP_S_Gen5', tier: 'GeneralPurpose', family: 'Gen5', capacity: 2 }
    properties: {
      // Minutes. The scheduler connects only for runs, so the database sleeps between them.
      autoPauseDelay: 60
      minCapacity: json('0.5')
      requestedBackupStorageRedundancy: 'Local'
    }
  }
}
