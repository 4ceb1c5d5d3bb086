using 'main.bicep'

// The parameters for azd. Each value comes from the azd environment (azd env set NAME VALUE). Examples are in variants/.
param environmentName = readEnvironmentVariable('AZURE_ENV_NAME')
param location = readEnvironmentVariable('AZURE_LOCATION')
var chosenHosting = readEnvironmentVariable('HOSTING', '')
param hosting = empty(chosenHosting) ? fail(loadTextContent('hosting.txt')) : chosenHosting
param sqlMode = readEnvironmentVariable('SQL_MODE', 'existing')
param sqlServer = readEnvironmentVariable('SQL_SERVER', '')
param sqlServerResourceGroup = readEnvironmentVariable('SQL_SERVER_RESOURCE_GROUP', '')
param sqlPort = int(readEnvironmentVariable('SQL_PORT', '1433'))
param sqlDatabase = readEnvironmentVariable('SQL_DATABASE')
param sqlAccess = readEnvironmentVariable('SQL_ACCESS', 'firewall')
param sqlConnectionPolicy = readEnvironmentVariable('SQL_CONNECTION_POLICY', '')
param sqlAdministratorName = readEnvironmentVariable('SQL_ADMINISTRATOR_NAME', '')
param sqlAdministratorObjectId = readEnvironmentVariable('SQL_ADMINISTRATOR_OBJECT_ID', '')
param sqlAdministratorType = readEnvironmentVariable('SQL_ADMINISTRATOR_TYPE', 'Group')
param appSubnetId = readEnvironmentVariable('APP_SUBNET_ID', '')
param storageRedundancy = readEnvironmentVariable('STORAGE_REDUNDANCY', 'LRS')
param storageAccess = readEnvironmentVariable('STORAGE_ACCESS', 'public')
param endpointSubnetId = readEnvironmentVariable('ENDPOINT_SUBNET_ID', '')
param deleteLocks = bool(readEnvironmentVariable('DELETE_LOCKS', 'false'))
param healthCheck = bool(readEnvironmentVariable('HEALTH_CHECK', 'false'))
// azd would keep the password in clear. Not named below, so that the workflow does not read it either.
var passwordName = 'SQL_PASSWORD'
param sqlAuthentication = empty(readEnvironmentVariable(passwordName, ''))
  ? readEnvironmentVariable('SQL_AUTHENTICATION', 'managed-identity')
  : fail('SQL_PASSWORD must not be in the environment, where azd keeps it in clear: remove it from .azure/*/.env and from the shell, give the login another password, and put that into Key Vault (docs/sql-login.md)')
param sqlUser = readEnvironmentVariable('SQL_USER', '')
param sqlTrustServerCertificate = bool(readEnvironmentVariable('SQL_TRUST_SERVER_CERTIFICATE', 'false'))
param keyVault = readEnvironmentVariable('KEY_VAULT', '')
param keyVaultResourceGroup = readEnvironmentVariable('KEY_VAULT_RESOURCE_GROUP', '')
param keyVaultSecretName = readEnvironmentVariable('KEY_VAULT_SECRET', 'sql-password')
param keyVaultAccess = readEnvironmentVariable('KEY_VAULT_ACCESS', 'public')
param vaultSettings = json(readEnvironmentVariable('VAULT_SETTINGS', '{}'))
param settingsVault = readEnvironmentVariable('SETTINGS_VAULT', '')
param settingsVaultResourceGroup = readEnvironmentVariable('SETTINGS_VAULT_RESOURCE_GROUP', '')
param settingsVaultAccess = readEnvironmentVariable('SETTINGS_VAULT_ACCESS', 'public')
param entraAppClientId = readEnvironmentVariable('ENTRA_APP_CLIENT_ID', '')
param alertEmail = readEnvironmentVariable('ALERT_EMAIL')
param alertReceivers = filter(
  map(split(readEnvironmentVariable('ALERT_RECEIVERS', ''), ','), each => trim(each)),
  each => !empty(each)
)
param alertWebhook = readEnvironmentVariable('ALERT_WEBHOOK', '')
param alertActionGroups = filter(
  map(split(readEnvironmentVariable('ALERT_ACTION_GROUPS', ''), ','), each => trim(each)),
  each => !empty(each)
)
param noticeEmails = filter(
  map(split(readEnvironmentVariable('NOTICE_EMAIL', ''), ','), each => trim(each)),
  each => !empty(each)
)
param noticeEmailDataLocation = readEnvironmentVariable('NOTICE_EMAIL_DATA_LOCATION', 'Asia Pacific')
param availabilityTest = bool(readEnvironmentVariable('AVAILABILITY_TEST', 'false'))
param grafanaDashboard = bool(readEnvironmentVariable('GRAFANA_DASHBOARD', 'false'))
param logRetentionInDays = int(readEnvironmentVariable('LOG_RETENTION_DAYS', '90'))
param tickSchedule = readEnvironmentVariable('TICK_SCHEDULE', '*/15 * * * * *')
param tableName = readEnvironmentVariable('TABLE_NAME', 'JamkerjaScheduler')
param settings = json(readEnvironmentVariable('SCHEDULER_SETTINGS', '{}'))
