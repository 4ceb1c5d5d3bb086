using '../main.bicep'

param environmentName = 'prod'
param location = 'southeastasia'
param hosting = 'dedicated'
param sqlMode = 'network'
param sqlServer = 'attendance.corp.example.com'
param sqlDatabase = 'Attendance'
param sqlAuthentication = 'password'
param sqlUser = 'spjamkerja_app'
// Until the server has a certificate that the app can verify.
param sqlTrustServerCertificate = true
// A new vault, reached from the virtual network only.
param keyVaultAccess = 'private-endpoint'
param endpointSubnetId = '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-network/providers/Microsoft.Network/virtualNetworks/vnet-corp/subnets/endpoints'
param appSubnetId = '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg-network/providers/Microsoft.Network/virtualNetworks/vnet-corp/subnets/jamkerja'
param alertEmail = 'operations@example.com'
