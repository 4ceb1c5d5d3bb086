using '../main.bicep'

// Everything that is optional, switched on at once.
param environmentName = 'prod'
param location = 'southeastasia'
param hosting = 'dedicated'
param sqlMode = 'existing'
param sqlServer = 'sql-attendance'
param sqlServerResourceGroup = 'rg-attendance'
param sqlDatabase = 'Attendance'
param sqlAccess = 'private-endpoint'
param alertEmail = 'operations@example.com'
param storageRedundancy = 'GZRS'
param storageAccess = 'private-endpoint'
param deleteLocks = true
param healthCheck = true
param alertReceivers = ['payroll@example.com', 'it@example.com']
param alertWebhook = readEnvironmentVariable('ALERT_WEBHOOK', 'https://alerts.example.com/azure')
param alertActionGroups = [
  '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-operations/providers/Microsoft.Insights/actionGroups/ag-teams'
]
param noticeEmails = ['hr@example.com', 'it@example.com']
param availabilityTest = true
param vaultSettings = { METRICS_TOKEN: 'metrics-token', TEAMS_WEBHOOK_URL: 'teams-workflow' }
param settingsVault = 'kv-corp'
param settingsVaultResourceGroup = 'rg-secrets'
param settingsVaultAccess = 'private-endpoint'
param grafanaDashboard = true
