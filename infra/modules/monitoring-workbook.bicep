metadata description = 'The scheduler\'s workbook, made from the queries in infra/monitoring/workbook.'

@description('Region.')
param location string

@description('Tags of every resource.')
param tags { *: string }

@description('Name of the function app, for titles.')
param functionAppName string

@description('Resource id of the Application Insights component that the queries read.')
param componentId string

// Each query's own `render` says how its chart is drawn.
var charts = [
  { title: 'Runs', width: '100', query: loadTextContent('../monitoring/workbook/runs.kql') }
  {
    title: 'Duration in minutes'
    width: '50'
    query: loadTextContent('../monitoring/workbook/durations.kql')
  }
  { title: 'Outcomes', width: '50', query: loadTextContent('../monitoring/workbook/outcomes.kql') }
  {
    title: 'Slots served, missed and skipped'
    width: '50'
    query: loadTextContent('../monitoring/workbook/slots.kql')
  }
  { title: 'Skips by reason', width: '50', query: loadTextContent('../monitoring/workbook/skips.kql') }
  { title: 'Ticks', width: '50', query: loadTextContent('../monitoring/workbook/ticks.kql') }
  { title: 'HTTP calls', width: '50', query: loadTextContent('../monitoring/workbook/calls.kql') }
]

var days = 86400000

var timeRange = {
  type: 9
  name: 'time-range'
  content: {
    version: 'KqlParameterItem/1.0'
    style: 'pills'
    parameters: [
      {
        id: guid(componentId, 'TimeRange')
        version: 'KqlParameterItem/1.0'
        name: 'TimeRange'
        label: 'Time'
        type: 4
        isRequired: true
        value: { durationMs: 7 * days }
        typeSettings: {
          selectableValues: [
            { durationMs: days }
            { durationMs: 7 * days }
            { durationMs: 30 * days }
            { durationMs: 90 * days }
          ]
          allowCustom: true
        }
      }
    ]
  }
}

var items = [
  for (chart, index) in charts: {
    type: 3
    name: 'query-${index}'
    customWidth: chart.width
    content: {
      version: 'KqlItem/1.0'
      title: chart.title
      query: chart.query
      size: 0
      timeContextFromParameter: 'TimeRange'
      queryType: 0
      resourceType: 'microsoft.insights/components'
      crossComponentResources: [componentId]
    }
  }
]

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(componentId, 'scheduler')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    displayName: '${functionAppName}: runs and ticks'
    category: 'workbook'
    sourceId: componentId
    serializedData: string({
      version: 'Notebook/1.0'
      items: concat([timeRange], items)
      fallbackResourceIds: [componentId]
    })
  }
}

output workbookId string = workbook.id
