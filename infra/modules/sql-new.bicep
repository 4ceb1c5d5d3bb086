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

@description('Resource id of the Log Analytics workspace that receives the audit.')
param workspaceId string

@description('Whether a lock keeps the database, and with it the server, from being deleted.')
param lock bool

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

  // Without its diagnostic setting below, nothing arrives in the workspace.
  resource auditing 'auditingSettings' = {
    name: 'default'
    properties: {
      state: 'Enabled'
      isAzureMonitorTargetEnabled: true
      auditActionsAndGroups: [
        'BATCH_COMPLETED_GROUP'
        'SUCCESSFUL_DATABASE_AUTHENTICATION_GROUP'
        'FAILED_DATABASE_AUTHENTICATION_GROUP'
      ]
    }
    dependsOn: [auditToWorkspace]
  }

  resource master 'databases' existing = {
    name: 'master'
  }
}

// Of the server's audit, Azure takes the diagnostic setting of master for all databases.
resource auditToWorkspace 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'audit'
  scope: server::master
  properties: {
    workspaceId: workspaceId
    logs: [{ category: 'SQLSecurityAuditEvents', enabled: true }]
  }
}

// A lock on the server would also keep its firewall rules from being removed, among them that of the grant.
resource lockOfDatabase 'Microsoft.Authorization/locks@2020-05-01' = if (lock) {
  name: 'keep'
  scope: server::database
  properties: {
    level: 'CanNotDelete'
    notes: 'Holds the attendance data.'
  }
}
