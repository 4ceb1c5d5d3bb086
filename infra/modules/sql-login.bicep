metadata description = 'How the app logs in to SQL Server if not with its identity: as a login of the server, whose password is a secret in Key Vault.'

@export()
@description('A login of SQL Server, with the address of its password in Key Vault.')
type sqlLogin = {
  user: string

  @description('Without a version: the latest one counts.')
  secretUri: string

  @description('The vault can be reached from the virtual network only.')
  privateVault: bool
}

@export()
@description('The parameters of main.bicep that decide it.')
type loginChoice = {
  sqlMode: string
  authentication: string
  user: string
  trustCertificate: bool
  encrypt: string
  vault: string
  vaultResourceGroup: string
  secretName: string
  access: string
  subnetId: string
}

@export()
@description('What is wrong with the choice, in words; empty if nothing is.')
func faultOfLogin(choice loginChoice) string =>
  !empty(faultOfTrust(choice))
    ? faultOfTrust(choice)
    : choice.authentication == 'password'
        ? empty(faultOfPassword(choice)) ? faultOfVault(choice) : faultOfPassword(choice)
        : empty('${choice.user}${choice.vault}${choice.vaultResourceGroup}') && choice.access == 'public'
            ? ''
            : 'sqlUser or keyVault… is set, but sqlAuthentication is managed-identity, which has no password: expected sqlAuthentication password (SQL_AUTHENTICATION), or none of them'

func faultOfTrust(choice loginChoice) string =>
  !choice.trustCertificate
    ? ''
    : choice.sqlMode != 'network'
        ? 'sqlTrustServerCertificate is true: expected it with sqlMode network only, because Azure SQL servers have a certificate that the app can verify'
        : choice.encrypt == 'strict'
            ? 'sqlTrustServerCertificate is true, but SQL_ENCRYPT in settings is strict, which always verifies the certificate: expected only one of the two'
            : ''

func faultOfPassword(choice loginChoice) string =>
  choice.sqlMode != 'network'
    ? 'sqlAuthentication is password: expected it with sqlMode network only, because Azure SQL servers admit the identity of the app without any password'
    : empty(choice.user)
        ? 'sqlAuthentication is password: sqlUser (SQL_USER) must name the login of SQL Server'
        : contains(choice.user, '\\')
            ? 'sqlUser is a Windows login (DOMAIN\\name), which is not supported: expected a login of SQL Server itself'
            : ''

func faultOfVault(choice loginChoice) string =>
  empty(choice.vault) != empty(choice.vaultResourceGroup)
    ? 'keyVault (KEY_VAULT) and keyVaultResourceGroup: expected both, for an existing vault, or neither, for a new one'
    : contains(choice.vault, '.') || contains(choice.vault, '/')
        ? 'keyVault is an address or an id: expected only the name of the vault, such as kv-corp'
        : empty(replace(choice.secretName, '-', '')) || contains(choice.secretName, '/') || contains(
              choice.secretName,
              '_'
            ) || contains(choice.secretName, '.')
            ? 'keyVaultSecretName (KEY_VAULT_SECRET) must be the name of the secret only, made of letters, digits and hyphens'
            : empty(choice.vault) && choice.access == 'private-endpoint' && empty(choice.subnetId)
                ? 'keyVaultAccess is private-endpoint: endpointSubnetId (ENDPOINT_SUBNET_ID) must be the id of a subnet for the private endpoint of the vault'
                : ''
