#!/bin/sh
# Creates or updates the scheduler's app registration: the three roles, sign-in without a client secret (the app's
# managed identity is the credential), and tokens for `az account get-access-token`. Safe to run again.
# Needs `az login` as somebody who may register applications.
#
#   FUNCTION_APP_HOST=func-….azurewebsites.net IDENTITY_PRINCIPAL_ID=… sh infra/scripts/entra-app.sh [name]
#
# Both values are outputs of infra/main.bicep. Prints the client id, which is the value of entraAppClientId.
set -eu
cd "$(dirname "$0")"

name=${1:-spJamkerja scheduler}
host=${FUNCTION_APP_HOST:?set FUNCTION_APP_HOST, an output of infra/main.bicep}
identity=${IDENTITY_PRINCIPAL_ID:?set IDENTITY_PRINCIPAL_ID, an output of infra/main.bicep}
azure_cli=04b07795-8ddb-461a-bbee-02f9e1bf7b46
scope=8a0a5c5e-6a0e-4f0a-9a39-0d7f2b3c1e10

say() { printf '%s\n' "$*" >&2; }

graph=$(az cloud show --query endpoints.microsoftGraphResourceId --output tsv)
login=$(az cloud show --query endpoints.activeDirectory --output tsv)
tenant=$(az account show --query tenantId --output tsv)
graph=${graph%/}/v1.0
login=${login%/}

patch() {
  az rest --method PATCH --url "$graph/$1" --headers Content-Type=application/json --body "$2" --output none
}

ids=$(az ad app list --filter "displayName eq '$name'" --query '[].appId' --output tsv)
case $ids in
  *[![:space:]]*[[:space:]]*[![:space:]]*)
    say "Several app registrations are named '$name'. Pass another name as the argument."
    exit 1
    ;;
  '')
    client=$(az ad app create --display-name "$name" --sign-in-audience AzureADMyOrg --query appId --output tsv)
    say "Created app registration '$name'."
    ;;
  *) client=$ids ;;
esac

# Sets everything to the wanted state, whatever it was before.
patch "applications(appId='$client')" "@entra-app.json"
patch "applications(appId='$client')" "{\"identifierUris\": [\"api://$client\"], \"web\": {
  \"redirectUris\": [\"https://$host/.auth/login/aad/callback\"],
  \"implicitGrantSettings\": {\"enableIdTokenIssuance\": true, \"enableAccessTokenIssuance\": false}}}"
# Must come last: Microsoft Entra refuses to pre-authorise a client for a scope that does not exist yet.
patch "applications(appId='$client')" "{\"api\": {\"preAuthorizedApplications\": [
  {\"appId\": \"$azure_cli\", \"delegatedPermissionIds\": [\"$scope\"]}]}}"

if ! az ad sp show --id "$client" --output none 2>/dev/null; then
  az ad sp create --id "$client" --output none
  say 'Created its service principal.'
fi
# Only users with one of the roles get a token.
patch "servicePrincipals(appId='$client')" '{"appRoleAssignmentRequired": true}'

credential="{\"name\": \"function-app\", \"issuer\": \"$login/$tenant/v2.0\", \"subject\": \"$identity\",
  \"audiences\": [\"api://AzureADTokenExchange\"], \"description\": \"The function app's managed identity\"}"
subject=$(az ad app federated-credential list --id "$client" --query "[?name=='function-app'].subject" --output tsv)
if [ -z "$subject" ]; then
  az ad app federated-credential create --id "$client" --parameters "$credential" --output none
  say 'Created the federated credential of the managed identity.'
elif [ "$subject" != "$identity" ]; then
  az ad app federated-credential update --id "$client" --federated-credential-id function-app \
    --parameters "$credential" --output none
  say 'The federated credential now names the new managed identity.'
fi

printf '%s\n' "$client"
