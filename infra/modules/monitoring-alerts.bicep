metadata description = 'Alerts on what the scheduler logs, each wired to one action group with an e-mail receiver.'

@description('Base name of the resources.')
param name string

@description('Region.')
param location string

@description('Tags of every resource.')
param tags { *: string }

@description('Name of the function app, for titles.')
param functionAppName string

@description('Address that gets the alerts.')
param alertEmail string

@description('Resource id of the Application Insights component that the queries read.')
param componentId string

// Severity: 0 critical, 1 error, 2 warning. Rows of an event are looked for in 15 minutes, because telemetry lags;
// state is asked of the longest time that an alert may see, two days.
var alerts = [
  {
    key: 'run-failed'
    title: 'a run failed'
    description: 'A run ended as failed, timed out or lost. The line in the result says why and what to do.'
    severity: 1
    window: 'PT15M'
    query: loadTextContent('../monitoring/alerts/run-failed.kql')
    splitBy: ['runId']
  }
  {
    key: 'no-success'
    title: 'no run succeeded for two intervals'
    description: 'No success for two intervals and the longest run. A paused schedule counts as well.'
    severity: 1
    window: 'P2D'
    query: loadTextContent('../monitoring/alerts/no-success.kql')
    splitBy: []
  }
  {
    key: 'no-tick'
    title: 'no tick for 10 minutes'
    description: 'The scheduler does not wake up, or each tick fails: nothing will be started.'
    severity: 0
    window: 'PT30M'
    query: loadTextContent('../monitoring/alerts/no-tick.kql')
    splitBy: []
  }
  {
    key: 'run-long'
    title: 'a run takes longer than usual'
    description: 'A run takes more than 1.5 times what 19 of 20 runs took in the last 30 days.'
    severity: 2
    window: 'P2D'
    query: loadTextContent('../monitoring/alerts/run-long.kql')
    splitBy: ['runId']
  }
  {
    key: 'server-errors'
    title: 'HTTP answers 5xx'
    description: 'A route answered 5xx: wrong settings, storage out of reach, or a defect.'
    severity: 2
    window: 'PT15M'
    query: loadTextContent('../monitoring/alerts/server-errors.kql')
    splitBy: []
  }
  {
    key: 'end-open-long'
    title: 'the end of a run is open for long'
    description: 'SQL Server cannot be asked how a run ended; nothing is started until it can.'
    severity: 1
    window: 'PT15M'
    query: loadTextContent('../monitoring/alerts/end-open-long.kql')
    splitBy: ['runId']
  }
  {
    key: 'lost-repeatedly'
    title: 'runs are lost one after the other'
    description: 'Two or more runs in a row lost their process: the app keeps being stopped in mid-run.'
    severity: 1
    window: 'PT15M'
    query: loadTextContent('../monitoring/alerts/lost-repeatedly.kql')
    splitBy: []
  }
]

resource actionGroup 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'ag-${name}'
  location: 'global'
  tags: tags
  properties: {
    enabled: true
    groupShortName: 'spJamkerja'
    emailReceivers: [
      { name: 'operators', emailAddress: alertEmail, useCommonAlertSchema: true }
    ]
  }
}

resource rules 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for alert in alerts: {
    name: 'alert-${name}-${alert.key}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: '${functionAppName}: ${alert.title}'
      description: '${alert.description} What to do: README, chapter Operation, alert ${alert.key}.'
      severity: alert.severity
      enabled: true
      scopes: [componentId]
      evaluationFrequency: 'PT5M'
      windowSize: alert.window
      autoMitigate: true
      // The component is being made by the same deployment and may not answer queries yet.
      skipQueryValidation: true
      criteria: {
        allOf: [
          {
            query: alert.query
            timeAggregation: 'Count'
            operator: 'GreaterThan'
            threshold: 0
            dimensions: [for column in alert.splitBy: { name: column, operator: 'Include', values: ['*'] }]
            failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
          }
        ]
      }
      actions: { actionGroups: [actionGroup.id] }
    }
  }
]

output actionGroupId string = actionGroup.id
