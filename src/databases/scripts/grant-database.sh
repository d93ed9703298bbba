#!/bin/sh
# Gives workloads their users in a database of PostgreSQL on Azure (grant-database.sql), as the administrator that the identity of this
# pod is: with a token of Entra in the place of a password. No token is an argument of a program, and none is printed.
set -eu
umask 077

# What a token is for is called otherwise in each of the clouds that run Azure.
case "${AZURE_AUTHORITY_HOST}" in
  *.chinacloudapi.cn*) scope='https%3A%2F%2Fossrdbms-aad.database.chinacloudapi.cn%2F.default' ;;
  *) scope='https%3A%2F%2Fossrdbms-aad.database.windows.net%2F.default' ;;
esac

request=$(mktemp)
trap 'rm -f "${request}"' EXIT
{
  printf 'grant_type=client_credentials&client_assertion_type=urn%%3Aietf%%3Aparams%%3Aoauth%%3Aclient-assertion-type%%3Ajwt-bearer'
  printf '&client_id=%s&scope=%s&client_assertion=' "${AZURE_CLIENT_ID}" "${scope}"
  cat "${AZURE_FEDERATED_TOKEN_FILE}"
} > "${request}"

answer=$(wget -q -O - --post-file "${request}" "${AZURE_AUTHORITY_HOST%/}/${AZURE_TENANT_ID}/oauth2/v2.0/token")
read -r PGPASSWORD <<TOKEN
$(printf '%s' "${answer}" | sed -n 's/.*"access_token":"\([^"]*\)".*/\1/p')
TOKEN
if [ -z "${PGPASSWORD}" ]; then
  echo 'Entra gave no token for the database' >&2
  exit 1
fi
export PGPASSWORD
# Who logs in to the database acts as its owner there, but for this script.
export PGOPTIONS='-c role=none'

psql --no-psqlrc --quiet --file "$(dirname "$0")/grant-database.sql"
echo "Database ${GRANTED_DATABASE} may be used by $(printf '%s' "${GRANTED_USERS}" | sed 's/=[^,]*//g; s/,/, /g'), and by nobody else but administrators"
