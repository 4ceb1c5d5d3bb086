metadata description = 'App Service Authentication with Microsoft Entra ID, without a client secret. What a role may do, the app decides.'

@description('Name of the function app.')
param functionAppName string

@description('Client id of the app registration.')
param clientId string

@description('Whether METRICS_TOKEN is set: the app itself then checks who reads the metrics, because a scraper cannot sign in.')
param metricsToken bool

resource app 'Microsoft.Web/sites@2025-03-01' existing = {
  name: functionAppName

  resource authentication 'config' = {
    name: 'authsettingsV2'
    properties: {
      platform: { enabled: true, runtimeVersion: '~1' }
      globalValidation: {
        requireAuthentication: true
        // People are sent to the sign-in page; requests with X-Requested-With get 401.
        unauthenticatedClientAction: 'RedirectToLoginPage'
        redirectToProvider: 'azureactivedirectory'
        excludedPaths: concat(['/scheduler/health'], metricsToken ? ['/scheduler/metrics'] : [])
      }
      httpSettings: { requireHttps: true }
      identityProviders: {
        azureActiveDirectory: {
          enabled: true
          registration: {
            clientId: clientId
            clientSecretSettingName: 'OVERRIDE_USE_MI_FIC_ASSERTION_CLIENTID'
            openIdIssuer: '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
          }
          validation: { allowedAudiences: [clientId, 'api://${clientId}'] }
        }
      }
      login: { tokenStore: { enabled: true } }
    }
  }
}
