# Gives a user, group or application one of the scheduler's roles, like entra-role.sh. Safe to run again.
# Needs PowerShell 7.
#
#   pwsh infra/scripts/entra-role.ps1 CLIENT_ID Scheduler.Reader|Scheduler.Operator|Scheduler.Admin OBJECT_ID
#
# CLIENT_ID is the output of entra-app.ps1. OBJECT_ID: az ad signed-in-user show --query id, or
# az ad group show --group NAME --query id.
param(
  [Parameter(Mandatory)] [string] $Client,
  [Parameter(Mandatory)] [string] $Role,
  [Parameter(Mandatory)] [string] $Principal
)
$ErrorActionPreference = 'Stop'
$PSNativeCommandUseErrorActionPreference = $true

$graph = (az cloud show --query endpoints.microsoftGraphResourceId --output tsv).TrimEnd('/') + '/v1.0'

$resource = az ad sp show --id $Client --query id --output tsv
$roleId = az ad sp show --id $Client --query "appRoles[?value=='$Role'].id" --output tsv
if (-not $roleId) {
  [Console]::Error.WriteLine("The app registration has no role '$Role': expected Scheduler.Reader, Scheduler.Operator or Scheduler.Admin.")
  exit 1
}

$assigned = az rest --method GET --url "$graph/servicePrincipals/$resource/appRoleAssignedTo" `
  --query "value[?principalId=='$Principal' && appRoleId=='$roleId'].id" --output tsv
if ($assigned) {
  "$Principal already has $Role."
  exit 0
}
# In a file, because a batch file such as az.cmd loses the quotes of JSON.
$file = New-TemporaryFile
try {
  $body = ConvertTo-Json @{ principalId = $Principal; resourceId = $resource; appRoleId = $roleId }
  Set-Content -Path $file -Value $body -Encoding utf8NoBOM
  az rest --method POST --url "$graph/servicePrincipals/$resource/appRoleAssignedTo" `
    --headers Content-Type=application/json --output none --body "@$file"
} finally {
  Remove-Item $file
}
"$Principal now has $Role."
