metadata description = 'Alerts on Azure itself, from its activity log. They cost nothing and keep no state: each record is one message.'

@description('Base name of the resources.')
param name string

@description('Region whose services are watched.')
param location string

@description('Tags of every resource.')
param tags { *: string }

@description('Ids of the action groups that tell people.')
param actionGroupIds string[]

@description('Id of a database outside this resource group whose health is watched. Empty: none.')
param databaseId string

// Service Health names regions by their display names. For a region that is not listed, all regions are told.
var regionNames = {
  australiaeast: 'Australia East'
  centralindia: 'Central India'
  eastasia: 'East Asia'
  indonesiacentral: 'Indonesia Central'
  japaneast: 'Japan East'
  koreacentral: 'Korea Central'
  malaysiawest: 'Malaysia West'
  northeurope: 'North Europe'
  southeastasia: 'Southeast Asia'
  westeurope: 'West Europe'
}
var regionName = regionNames[?toLower(replace(location, ' ', ''))] ?? ''

var serviceHealth = [
  { field: 'category', equals: 'ServiceHealth' }
  {
    // Incident: service issues. Maintenance: planned. ActionRequired: advisories, such as the retirement of a Node version.
    anyOf: map(['Incident', 'Maintenance', 'ActionRequired', 'Security'], each => {
      field: 'properties.incidentType'
      equals: each
    })
  }
  {
    field: 'properties.impactedServices[*].ServiceName'
    containsAny: [
      'Action Groups'
      'Alerts'
      'App Service'
      'App Service (Linux)'
      'Application Insights'
      'Azure Active Directory'
      'Azure Functions'
      'Azure Monitor'
      'Azure Private Link'
      'Key Vault'
      'Log Analytics'
      'Microsoft Entra ID'
      'Network Infrastructure'
      'SQL Database'
      'Storage'
      'Virtual Network'
    ]
  }
]
var ofRegion = {
  field: 'properties.impactedServices[*].ImpactedRegions[*].RegionName'
  containsAny: [regionName, 'Global']
}

// Whatever the cause: that property may be missing when the record is written, and a filter would then drop it
// (learn.microsoft.com/azure/service-health/resource-health-alert-arm-template-guide).
var resourceHealth = [
  { field: 'category', equals: 'ResourceHealth' }
  { field: 'status', equals: 'Active' }
  {
    anyOf: map(['Degraded', 'Unavailable'], each => {
      field: 'properties.currentHealthStatus'
      equals: each
    })
  }
]

// Azure disables an alert whose query has failed for a week, and nobody would notice
// (learn.microsoft.com/azure/azure-monitor/alerts/alerts-troubleshoot-log).
var alertDisabled = [
  { field: 'category', equals: 'Administrative' }
  { field: 'operationName', equals: 'Microsoft.Insights/ScheduledQueryRules/disable/action' }
]

var alerts = [
  {
    key: 'service-health'
    description: 'Azure reports an issue, maintenance or an advisory for a service and region of this installation.'
    scopes: [subscription().id]
    conditions: empty(regionName) ? serviceHealth : concat(serviceHealth, [ofRegion])
  }
  {
    key: 'resource-health'
    description: 'Azure reports that the app, its storage, its database or an alert rule is degraded or unavailable.'
    scopes: concat([resourceGroup().id], empty(databaseId) ? [] : [databaseId])
    conditions: resourceHealth
  }
  {
    key: 'alert-disabled'
    description: 'Azure disabled an alert because its query had failed for a week.'
    scopes: [resourceGroup().id]
    conditions: alertDisabled
  }
]

resource rules 'Microsoft.Insights/activityLogAlerts@2020-10-01' = [
  for alert in alerts: {
    name: 'alert-${name}-${alert.key}'
    location: 'global'
    tags: tags
    properties: {
      description: '${alert.description} What to do: docs/operation.md, alert ${alert.key}.'
      enabled: true
      scopes: alert.scopes
      condition: { allOf: alert.conditions }
      #disable-next-line use-resource-id-functions // a parameter, in a loop
      actions: { actionGroups: map(actionGroupIds, id => { actionGroupId: id }) }
    }
  }
]
