# Creates or updates the scheduler's app registration, like entra-app.sh, which says why each step is there.
# Safe to run again. Needs `az login` as somebody who may register applications, and PowerShell 7.
#
#   $env:FUNCTION_APP_HOST = 'func-….azurewebsites.net'; $env:IDENTITY_PRINCIPAL_ID = '…'
#   pwsh infra/scripts/entra-app.ps1 [name]
#
# Both values are outputs of infra/main.bicep. Prints the client id, which is the value of entraAppClientId.
param([string] $Name = 'spJamkerja scheduler')
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true

if (-not $env:FUNCTION_APP_HOST) { throw 'set FUNCTION_APP_HOST, an output of infra/main.bicep' }
if (-not $env:IDENTITY_PRINCIPAL_ID) { throw 'set IDENTITY_PRINCIPAL_ID, an output of infra/main.bicep' }
$azureCli = '04b07795-8ddb-461a-bbee-02f9e1bf7b46'
$scope = '8a0a5c5e-6a0e-4f0a-9a39-0d7f2b3c1e10'

function Say([string] $Text) { [Console]::Error.WriteLine($Text) }

$graph = (az cloud show --query endpoints.microsoftGraphResourceId --output tsv).TrimEnd('/') + '/v1.0'
$login = (az cloud show --query endpoints.activeDirectory --output tsv).TrimEnd('/')
$tenant = az account show --query tenantId --output tsv

# In a file, because a batch file such as az.cmd loses the quotes of JSON.
function Use-Json($Value, [scriptblock] $Action) {
  $file = New-TemporaryFile
  try {
    $text = if ($Value -is [string]) { $Value } else { ConvertTo-Json $Value -Depth 10 }
    Set-Content -Path $file -Value $text -Encoding utf8NoBOM
    & $Action "@$file"
  } finally {
    Remove-Item $file
  }
}

function Update-Object([string] $Path, $Value) {
  Use-Json $Value {
    param($body)
    az rest --method PATCH --url "$graph/$Path" --headers Content-Type=application/json --body $body --output none
  }
}

$ids = @(az ad app list --filter "displayName eq '$Name'" --query '[].appId' --output tsv | Where-Object { $_ })
if ($ids.Count -gt 1) {
  Say "Several app registrations are named '$Name'. Pass another name as the argument."
  exit 1
}
if ($ids.Count -eq 0) {
  $client = az ad app create --display-name $Name --sign-in-audience AzureADMyOrg --query appId --output tsv
  Say "Created app registration '$Name'."
} else {
  $client = $ids[0]
}

# By its object id: brackets in an address would end a block of az.cmd.
$app = 'applications/' + (az ad app show --id $client --query id --output tsv)
Update-Object $app (Get-Content -Raw (Join-Path $PSScriptRoot 'entra-app.json'))
Update-Object $app @{
  identifierUris = @("api://$client")
  web = @{
    redirectUris = @("https://$env:FUNCTION_APP_HOST/.auth/login/aad/callback")
    implicitGrantSettings = @{ enableIdTokenIssuance = $true; enableAccessTokenIssuance = $false }
  }
}
# Must come last: Microsoft Entra refuses to pre-authorise a client for a scope that does not exist yet.
Update-Object $app @{
  api = @{ preAuthorizedApplications = @(@{ appId = $azureCli; delegatedPermissionIds = @($scope) }) }
}

$principals = @(az ad sp list --filter "appId eq '$client'" --query '[].id' --output tsv | Where-Object { $_ })
if ($principals.Count -eq 0) {
  $principals = @(az ad sp create --id $client --query id --output tsv)
  Say 'Created its service principal.'
}
# Only users with one of the roles get a token.
Update-Object "servicePrincipals/$($principals[0])" @{ appRoleAssignmentRequired = $true }

$credential = @{
  name = 'function-app'
  issuer = "$login/$tenant/v2.0"
  subject = $env:IDENTITY_PRINCIPAL_ID
  audiences = @('api://AzureADTokenExchange')
  description = "The function app's managed identity"
}
$subject = az ad app federated-credential list --id $client --query "[?name=='function-app'].subject" --output tsv
if (-not $subject) {
  Use-Json $credential {
    param($body)
    az ad app federated-credential create --id $client --parameters $body --output none
  }
  Say 'Created the federated credential of the managed identity.'
} elseif ($subject -ne $env:IDENTITY_PRINCIPAL_ID) {
  Use-Json $credential {
    param($body)
    az ad app federated-credential update --id $client --federated-credential-id function-app --parameters $body --output none
  }
  Say 'The federated credential now names the new managed identity.'
}

$client
