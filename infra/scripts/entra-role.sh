#!/bin/sh
# Gives a user, group or application one of the scheduler's roles. Safe to run again.
#
#   sh infra/scripts/entra-role.sh CLIENT_ID Scheduler.Reader|Scheduler.Operator|Scheduler.Admin OBJECT_ID
#
# CLIENT_ID is the output of entra-app.sh. OBJECT_ID: az ad signed-in-user show --query id, or
# az ad group show --group NAME --query id.
set -eu

client=${1:?the first argument is the client id of the app registration}
role=${2:?the second argument is the role, such as Scheduler.Operator}
principal=${3:?the third argument is the object id of a user, group or service principal}

graph=$(az cloud show --query endpoints.microsoftGraphResourceId --output tsv)
graph=${graph%/}/v1.0

resource=$(az ad sp show --id "$client" --query id --output tsv)
role_id=$(az ad sp show --id "$client" --query "appRoles[?value=='$role'].id" --output tsv)
if [ -z "$role_id" ]; then
  printf '%s\n' "The app registration has no role '$role': expected Scheduler.Reader, Scheduler.Operator or Scheduler.Admin." >&2
  exit 1
fi

assigned=$(az rest --method GET --url "$graph/servicePrincipals/$resource/appRoleAssignedTo" \
  --query "value[?principalId=='$principal' && appRoleId=='$role_id'].id" --output tsv)
if [ -n "$assigned" ]; then
  printf '%s\n' "$principal already has $role."
  exit 0
fi
az rest --method POST --url "$graph/servicePrincipals/$resource/appRoleAssignedTo" \
  --headers Content-Type=application/json --output none \
  --body "{\"principalId\": \"$principal\", \"resourceId\": \"$resource\", \"appRoleId\": \"$role_id\"}"
printf '%s\n' "$principal now has $role."
