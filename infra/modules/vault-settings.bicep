metadata description = 'The settings of the app whose values are secrets of an existing Key Vault. Nothing here ever holds a value.'

@export()
@sealed()
@description('Settings, each with the name of its secret. docs/settings.md has their meanings.')
type settingsInVault = {
  METRICS_TOKEN: string?
  PING_URL: string?
  SLACK_WEBHOOK_URL: string?
  SMTP_URL: string?
  TEAMS_WEBHOOK_URL: string?
  WEBHOOK_SECRETS: string?
  WEBHOOK_URL: string?
}

@export()
@description('The parameters of main.bicep that decide where the secrets are.')
type vaultPlace = {
  names: string[]
  vault: string
  vaultResourceGroup: string
}

@export()
@description('What is wrong with the place, in words; empty if nothing is.')
func faultOfSettingsVault(place vaultPlace) string =>
  empty(place.names)
    ? empty('${place.vault}${place.vaultResourceGroup}')
        ? ''
        : 'settingsVault (SETTINGS_VAULT) is set, but vaultSettings (VAULT_SETTINGS) is empty: expected both or neither'
    : empty(place.vault) || empty(place.vaultResourceGroup)
        ? 'vaultSettings (VAULT_SETTINGS) is set: settingsVault (SETTINGS_VAULT) and settingsVaultResourceGroup (SETTINGS_VAULT_RESOURCE_GROUP) must name the vault with the secrets'
        : contains(place.vault, '.') || contains(place.vault, '/')
            ? 'settingsVault is an address or an id: expected only the name of the vault, such as kv-corp'
            : empty(filter(place.names, name => !isSecretName(name)))
                ? ''
                : 'vaultSettings must have the names of the secrets only, made of letters, digits and hyphens, not the secrets themselves'

func isSecretName(name string) bool =>
  !empty(replace(name, '-', '')) && length(name) <= 127 && !contains(name, '/') && !contains(name, '_') && !contains(
    name,
    '.'
  ) && !contains(name, ' ')
