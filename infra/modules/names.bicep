metadata description = 'Which names of an installation give valid names of its resources. azd permits more: letters, digits, -, _, . and parentheses, up to 64.'

// Resource groups may be called anything, but a function app is a host name, and a SQL server takes no capitals
// (learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules).
@export()
@description('What is wrong with the name, in words; empty if nothing is.')
func faultOfName(name string) string =>
  empty(charactersNotOf(name, 'abcdefghijklmnopqrstuvwxyz0123456789-')) && !startsWith(name, '-') && !endsWith(
      name,
      '-'
    )
    ? ''
    : 'environmentName (AZURE_ENV_NAME) is "${name}": expected lower-case letters, digits and hyphens only, with a letter or digit first and last, such as prod-2. With azd, make another environment: azd env new prod-2'

@export()
@description('The characters of the text that are not among the permitted ones.')
func charactersNotOf(text string, permitted string) string[] =>
  filter(
    map(range(0, length(text)), index => substring(text, index, 1)),
    character => !contains(permitted, character)
  )
