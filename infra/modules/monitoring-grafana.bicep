metadata description = 'The dashboard of infra/grafana in Azure Monitor dashboards with Grafana, which costs nothing. A preview of the service.'

@description('Name of the dashboard.')
@maxLength(30)
param name string

@description('Region.')
param location string

@description('Tags of every resource.')
param tags { *: string }

@description('Resource id of the Application Insights component that the queries read.')
param componentId string

resource dashboard 'Microsoft.Dashboard/dashboards@2025-09-01-preview' = {
  name: name
  location: location
  tags: tags
  properties: {}

  resource definition 'dashboardDefinitions' = {
    name: 'default'
    properties: {
      serializedData: replace(
        loadTextContent('../grafana/azure-monitor.json'),
        'RESOURCE_ID_OF_APPLICATION_INSIGHTS',
        componentId
      )
    }
  }
}
