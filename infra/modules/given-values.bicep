metadata description = 'Which values of parameters Azure or the app would refuse only when half of the installation exists, or accept and lead nowhere.'

import { charactersNotOf } from 'names.bicep'

@export()
@description('The parameters of main.bicep that it judges.')
type givenValues = {
  sqlMode: string
  server: string
  administratorId: string
  appSubnetId: string
  endpointSubnetId: string
  entraAppClientId: string
  tableName: string
  actionGroups: string[]
  noticeEmails: string[]
  settingNames: string[]
}

@export()
@description('What is wrong with the values, in words; empty if nothing is.')
func faultOfValues(given givenValues) string =>
  join(
    filter(
      [
        faultOfServer(given.sqlMode, given.server)
        given.sqlMode != 'new' || empty(given.administratorId) || isUuid(given.administratorId)
          ? ''
          : 'sqlAdministratorObjectId (SQL_ADMINISTRATOR_OBJECT_ID) must be the object id, a GUID: az ad group show --group NAME --query id'
        empty(given.entraAppClientId) || isUuid(given.entraAppClientId)
          ? ''
          : 'entraAppClientId (ENTRA_APP_CLIENT_ID) must be the client id of the app registration, a GUID'
        empty(given.appSubnetId) || isIdOf(given.appSubnetId, '/subnets/')
          ? ''
          : 'appSubnetId (APP_SUBNET_ID) must be the whole resource id of a subnet: az network vnet subnet show … --query id'
        empty(given.endpointSubnetId) || isIdOf(given.endpointSubnetId, '/subnets/')
          ? ''
          : 'endpointSubnetId (ENDPOINT_SUBNET_ID) must be the whole resource id of a subnet: az network vnet subnet show … --query id'
        !empty(given.appSubnetId) && toLower(given.appSubnetId) == toLower(given.endpointSubnetId)
          ? 'appSubnetId and endpointSubnetId are the same subnet: expected another one for the private endpoints, because a delegated subnet takes none'
          : ''
        isTableName(given.tableName)
          ? ''
          : 'tableName (TABLE_NAME) must be 3 to 63 letters and digits, the first a letter, and not "tables"'
        empty(filter(given.actionGroups, id => !isIdOf(id, '/actiongroups/')))
          ? ''
          : 'alertActionGroups (ALERT_ACTION_GROUPS) must be whole resource ids of action groups: az monitor action-group show … --query id'
        empty(filter(given.noticeEmails, each => !isEmailAddress(each)))
          ? ''
          : 'noticeEmails (NOTICE_EMAIL) must be e-mail addresses, separated by commas'
        empty(given.noticeEmails) || empty(intersection(given.settingNames, emailSettings))
          ? ''
          : 'noticeEmails (NOTICE_EMAIL) sets ${join(emailSettings, ', ')}: expected none of them in settings (SCHEDULER_SETTINGS) and vaultSettings (VAULT_SETTINGS)'
      ],
      fault => !empty(fault)
    ),
    '; '
  )

func faultOfServer(mode string, server string) string =>
  empty(server)
    ? ''
    : mode == 'network'
        ? empty(without(server, ' /;@'))
            ? ''
            : 'sqlServer (SQL_SERVER) must be only the DNS name of the server'
        : !empty(charactersNotOf(toLower(server), 'abcdefghijklmnopqrstuvwxyz0123456789-'))
            ? 'sqlServer (SQL_SERVER) must be the name of the server only, without its domain, such as sql-corp'
            : mode == 'new' && server != toLower(server)
                ? 'sqlServer (SQL_SERVER) names a new server: expected lower-case letters, digits and hyphens only'
                : ''

var emailSettings = ['EMAIL_ACS_ENDPOINT', 'EMAIL_CLIENT_ID', 'EMAIL_FROM', 'EMAIL_TO', 'SMTP_URL']

func isEmailAddress(text string) bool =>
  length(split(text, '@')) == 2 && !startsWith(text, '@') && !endsWith(text, '@') && empty(without(
    text,
    ' ;<>'
  ))

func isUuid(text string) bool =>
  length(text) == 36 && length(split(text, '-')) == 5 && empty(charactersNotOf(
    toLower(text),
    '0123456789abcdef-'
  ))

func isIdOf(text string, kind string) bool =>
  startsWith(toLower(text), '/subscriptions/') && contains(toLower(text), kind) && !contains(text, ' ')

func isTableName(name string) bool =>
  length(name) >= 3 && length(name) <= 63 && empty(charactersNotOf(
    toLower(name),
    'abcdefghijklmnopqrstuvwxyz0123456789'
  )) && !contains('0123456789', substring(name, 0, 1)) && toLower(name) != 'tables'

func without(text string, those string) string[] =>
  filter(
    map(range(0, length(text)), index => substring(text, index, 1)),
    character => contains(those, character)
  )
