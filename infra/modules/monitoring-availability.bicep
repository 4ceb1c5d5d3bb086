metadata description = 'Calls the health route from five places and tells when three of them get no answer. Only with availabilityTest.'

@description('Base name of the resources.')
param name string

@description('Region of the test\'s definition.')
param location string

@description('Tags of every resource.')
param tags { *: string }

@description('DNS name of the function app.')
param host string

@description('Name of the Application Insights component that takes the results.')
param componentName string

@description('Ids of the action groups that tell people.')
param actionGroupIds string[]

// Five places, and an alert when all but two fail: learn.microsoft.com/azure/azure-monitor/app/availability.
// Singapore, Hong Kong, Japan, Australia, Netherlands, by their population names there.
var places = ['apac-sg-sin-azr', 'apac-hk-hkn-azr', 'apac-jp-kaw-edge', 'emea-au-syd-edge', 'emea-nl-ams-azr']

resource component 'Microsoft.Insights/components@2020-02-02' existing = {
  name: componentName
}

resource test 'Microsoft.Insights/webtests@2022-06-15' = {
  name: 'test-${name}-health'
  location: location
  // Without this tag the test belongs to no component.
  tags: union(tags, { 'hidden-link:${component.id}': 'Resource' })
  kind: 'standard'
  properties: {
    SyntheticMonitorId: 'test-${name}-health'
    Name: 'health'
    Description: 'GET /scheduler/health, which needs no key and no sign-in.'
    Enabled: true
    Kind: 'standard'
    Frequency: 300
    // A first call may have to start an instance.
    Timeout: 60
    RetryEnabled: true
    Locations: map(places, place => { Id: place })
    Request: {
      RequestUrl: 'https://${host}/scheduler/health'
      HttpVerb: 'GET'
      // A redirect to the sign-in page is a failure.
      FollowRedirects: false
      ParseDependentRequests: false
    }
    ValidationRules: { ExpectedHttpStatusCode: 200, IgnoreHttpStatusCode: false, SSLCheck: true }
  }
}

resource unavailable 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'alert-${name}-unavailable'
  location: 'global'
  tags: union(tags, {
    'hidden-link:${component.id}': 'Resource'
    'hidden-link:${test.id}': 'Resource'
  })
  properties: {
    description: 'The health route does not answer 200 in three of five places. What to do: docs/operation.md, alert unavailable.'
    severity: 1
    enabled: true
    scopes: [test.id, component.id]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT15M'
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria'
      webTestId: test.id
      componentId: component.id
      failedLocationCount: 3
    }
    #disable-next-line use-resource-id-functions // a parameter, in a loop
    actions: [for id in actionGroupIds: { actionGroupId: id }]
  }
}
