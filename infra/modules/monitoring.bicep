metadata description = 'Where logs and invocations go, who may write them, and who is told when something is wrong.'

@description('Base name of the resources.')
param name string

@description('Region.')
param location string

@description('Tags of every resource.')
param tags { *: string }

@description('Name of the function app, for titles.')
param functionAppName string

@description('E-mail addresses that receive the alerts.')
param alertEmails string[]

@secure()
@description('Address to which alerts are posted as JSON (common alert schema). Empty: none. Its query may hold a secret.')
param alertWebhook string

@description('Ids of further action groups that the alerts use.')
param alertActionGroupIds string[]

@description('Id of a database outside this resource group whose health is watched. Empty: none.')
param databaseId string

@description('How many days to keep logs and invocations.')
@minValue(30)
@maxValue(730)
param retentionInDays int

@description('Resource id of the app\'s identity. The role assignment is named after it, so the name is known before the identity exists.')
param identityResourceId string

@description('Principal id of the app\'s identity.')
param identityPrincipalId string

// Monitoring Metrics Publisher: may send telemetry, but not read it.
var publisherRoleId = '3913510d-42f4-4e42-8a64-420c390055eb'

resource workspace 'Microsoft.OperationalInsights/workspaces@2023-09-01' = {
  name: 'log-${name}'
  location: location
  tags: tags
  properties: {
    sku: { name: 'PerGB2018' }
    retentionInDays: retentionInDays
    features: {
      // Entra identities only, as everywhere: no workspace key.
      disableLocalAuth: true
      enableLogAccessUsingOnlyResourcePermissions: true
    }
  }
}

resource component 'Microsoft.Insights/components@2020-02-02' = {
  name: 'appi-${name}'
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    WorkspaceResourceId: workspace.id
    // Otherwise anybody who knows the connection string could send telemetry.
    DisableLocalAuth: true
    IngestionMode: 'LogAnalytics'
    RetentionInDays: retentionInDays
  }
}

resource publisher 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  name: guid(component.id, identityResourceId, publisherRoleId)
  scope: component
  properties: {
    description: 'Monitoring Metrics Publisher'
    principalId: identityPrincipalId
    principalType: 'ServicePrincipal'
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', publisherRoleId)
  }
}

// Global: regional action groups get no Service Health alerts.
resource actionGroup 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-${name}'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'spJamkerja'
    emailReceivers: [
      for (address, index) in alertEmails: {
        name: index == 0 ? 'operators' : 'operators-${index + 1}'
        emailAddress: contains(address, '@')
          ? address
          : fail('each receiver of alerts must be an e-mail address')
        useCommonAlertSchema: true
      }
    ]
    // The messages do not repeat the address: deployments keep them.
    webhookReceivers: empty(alertWebhook)
      ? []
      : [
          {
            name: 'webhook'
            serviceUri: startsWith(alertWebhook, 'https://')
              ? alertWebhook
              : fail('alertWebhook must begin with https://. A reference to a Key Vault (akvs://) is followed by azd only')
            useCommonAlertSchema: true
          }
        ]
  }
}

var actionGroupIds = concat([actionGroup.id], alertActionGroupIds)

module alerts 'monitoring-alerts.bicep' = {
  params: {
    name: name
    location: location
    tags: tags
    functionAppName: functionAppName
    actionGroupIds: actionGroupIds
    componentId: component.id
  }
}

module health 'monitoring-health.bicep' = {
  params: {
    name: name
    location: location
    tags: tags
    actionGroupIds: actionGroupIds
    databaseId: databaseId
  }
}

module workbook 'monitoring-workbook.bicep' = {
  params: {
    location: location
    tags: tags
    functionAppName: functionAppName
    componentId: component.id
  }
}

output applicationInsightsConnectionString string = component.properties.ConnectionString
output applicationInsightsId string = component.id
output logAnalyticsWorkspaceId string = workspace.id
