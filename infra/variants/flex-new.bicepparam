using '../main.bicep'

param environmentName = 'prod'
param location = 'southeastasia'
param hosting = 'flex'
param sqlMode = 'new'
param sqlDatabase = 'Attendance'
param sqlAccess = 'private-endpoint'
param sqlAdministratorName = 'SQL administrators'
param sqlAdministratorObjectId = '22222222-2222-2222-2222-222222222222'
param alertEmail = 'operations@example.com'
param deleteLocks = true
