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
