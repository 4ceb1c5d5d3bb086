metadata description = 'Alerts on the scheduler\'s log.'

@description('Base name of the resources.')
param name string

@description('Region.')
param location string

@description('Tags of every resource.')
param tags { *: string }

@description('Name of the function app, for titles.')
param functionAppName string

@description('Ids of the action groups that tell people.')
param actionGroupIds string[]

@description('Resource id of the Application Insights component that the queries read.')
param componentId string

// Severity: 0 critical, 1 error, 2 warning.
// An event is looked for in the last hour, because telemetry may arrive late. It is found by twelve evaluations, but
// an alert that has fired fires again only after it was resolved (autoMitigate), separately for each value of splitBy:
// one failure is one e-mail. The resolution follows three evaluations that no longer find it, 75 minutes after the event.
// (learn.microsoft.com/azure/azure-monitor/alerts/alerts-overview, "Alerts and state".)
// State is looked for in two days, the longest window that an alert may have.
var eventWindow = 'PT1H'
var alerts = [
  {
    key: 'run-failed'
    title: 'a run failed'
    description: 'A run failed, timed out or was lost. The line in the result says why, and what to do.'
    severity: 1
    window: eventWindow
    query: loadTextContent('../monitoring/alerts/run-failed.kql')
    splitBy: ['runId']
  }
  {
    key: 'no-success'
    title: 'no run succeeded in time'
    description: 'No success by the second slot, or a day after the first one, plus the run timeout. So does a pause without an end that counts as forgotten (PAUSE_NOTICE_HOURS).'
    severity: 1
    window: 'P2D'
    query: loadTextContent('../monitoring/alerts/no-success.kql')
    splitBy: []
  }
  {
    key: 'no-tick'
    title: 'no tick for 10 minutes'
    description: 'The scheduler does not wake up, or every tick fails: nothing starts.'
    severity: 0
    window: 'PT30M'
    query: loadTextContent('../monitoring/alerts/no-tick.kql')
    splitBy: []
  }
  {
    key: 'run-long'
    title: 'a run takes longer than usual'
    description: 'A run takes more than 1.5 times as long as 95 % of the runs of the last 30 days.'
    severity: 2
    window: 'P2D'
    query: loadTextContent('../monitoring/alerts/run-long.kql')
    splitBy: ['runId']
  }
  {
    key: 'server-errors'
    title: 'an HTTP route answers 5xx'
    description: 'The app answered 5xx: wrong settings, unreachable storage, or a defect. The host\'s own refusals do not count.'
    severity: 2
    window: eventWindow
    query: loadTextContent('../monitoring/alerts/server-errors.kql')
    splitBy: ['code']
  }
  {
    key: 'end-open-long'
    title: 'nobody knows how a run ended'
    description: 'SQL Server cannot be asked how a run ended. Nothing starts until it can.'
    severity: 1
    window: eventWindow
    query: loadTextContent('../monitoring/alerts/end-open-long.kql')
    splitBy: ['runId']
  }
  {
    key: 'lost-repeatedly'
    title: 'several runs in a row were lost'
    description: 'Two or more runs in a row lost their process: the app keeps being stopped in the middle of a run.'
    severity: 1
    window: eventWindow
    query: loadTextContent('../monitoring/alerts/lost-repeatedly.kql')
    splitBy: ['runId']
  }
  {
    key: 'row-damaged'
    title: 'a row of the table cannot be read'
    description: 'Somebody changed a row by hand, or restored a part of a backup. The line names the row and the field.'
    severity: 1
    window: eventWindow
    query: loadTextContent('../monitoring/alerts/row-damaged.kql')
    // Not by row: a wrong restore may damage hundreds, and each would be an e-mail.
    splitBy: ['event']
  }
]

resource rules 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [
  for alert in alerts: {
    name: 'alert-${name}-${alert.key}'
    location: location
    tags: tags
    kind: 'LogAlert'
    properties: {
      displayName: '${functionAppName}: ${alert.title}'
      description: '${alert.description} What to do: docs/operation.md, alert ${alert.key}.'
      severity: alert.severity
      enabled: true
      scopes: [componentId]
      evaluationFrequency: 'PT5M'
      windowSize: alert.window
      autoMitigate: true
      // The same deployment creates the component, which may not answer queries yet.
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
      actions: { actionGroups: actionGroupIds }
    }
  }
]
