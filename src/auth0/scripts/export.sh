#!/usr/bin/env bash
set -euo pipefail
unset CDPATH
# What runs is waited for, also by who is told to stop: a terraform that nobody waits for keeps its lock.
trap 'exit 130' INT
trap 'exit 143' TERM

usage() {
  cat << 'USAGE'
Exports an Auth0 tenant into a new directory, and shows how it differs from its data in this repository.

Usage: __path__ <tenant> [<directory>]

Tenants: __tenant__
Without a directory it makes a temporary one. Nothing in the repository changes.

Credentials come from the environment alone, and are those of an application that may use the Management API of the tenant:
AUTH0_CLIENT_ID with AUTH0_CLIENT_SECRET or AUTH0_CLIENT_SIGNING_KEY_PATH, or an AUTH0_ACCESS_TOKEN.
USAGE
}

fail() {
  printf '%s: %s\n' "$(basename -- "$0")" "$1" >&2
  exit "${2:-1}"
}

tenant=""
directory=""
confirmed=""
while (($# > 0)); do
  case "$1" in
    -h | --help)
      usage
      exit 0
      ;;
    --confirm)
      (($# > 1)) || fail "--confirm needs the name of a tenant" 2
      confirmed="$2"
      shift 2
      ;;
    -*) fail "unknown option $1" 2 ;;
    *)
      if [[ -z "${tenant}" ]]; then
        tenant="$1"
      elif [[ -z "${directory}" ]]; then
        directory="$1"
      else
        fail "one tenant at a time; $1 is one word too many" 2
      fi
      shift
      ;;
  esac
done

case "${tenant}" in
  __tenant__) ;;
  *) fail "which tenant? One of: __tenant__" 2 ;;
esac
[[ -z "${confirmed}" ]] || fail "an export changes nothing, so there is nothing to confirm" 2
if [[ -z "${AUTH0_ACCESS_TOKEN:-}" ]]; then
  [[ -n "${AUTH0_CLIENT_ID:-}" ]] || fail "AUTH0_CLIENT_ID is not set; --help says which credentials are needed"
  [[ -n "${AUTH0_CLIENT_SECRET:-}${AUTH0_CLIENT_SIGNING_KEY_PATH:-}" ]] ||
    fail "neither AUTH0_CLIENT_SECRET nor AUTH0_CLIENT_SIGNING_KEY_PATH is set; --help says which credentials are needed"
fi
# For auth0-deploy-cli the environment goes before the config.json of the tenant.
for name in "${!AUTH0_@}"; do
  case "${name}" in
    AUTH0_ACCESS_TOKEN | AUTH0_CLIENT_ID | AUTH0_CLIENT_SECRET | AUTH0_CLIENT_SIGNING_KEY_PATH | AUTH0_CLIENT_SIGNING_ALGORITHM) ;;
    *) unset "${name}" ;;
  esac
done
unset __keyword__
# What npm would run of a package sees the credentials as well.
export npm_config_ignore_scripts=true

repository="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/__way_up__" && pwd -P)"
data="${repository}"/__data_dir__/"${tenant}"
if [[ -z "${directory}" ]]; then
  directory="$(mktemp -d)"
elif [[ -e "${directory}" ]]; then
  fail "${directory} is there already: give a new directory" 2
fi
mkdir -p -- "${directory}"
directory="$(cd -- "${directory}" && pwd -P)"
# Where the data has a keyword, the export keeps it. What it does not write anew is no longer in the tenant.
cp -R -- "${data}/." "${directory}"
chmod -R u+w -- "${directory}"
find "${directory}" -type f -exec touch -d @0 {} +
cd -- "${repository}"
AUTH0_PRESERVE_KEYWORDS=true \
  npx --yes --package=__deploy_cli__ -- a0deploy export --config_file "${data}/config.json" --format directory --output_folder "${directory}"
find "${directory}" -type f ! -newermt @86400 -delete
find "${directory}" -mindepth 1 -type d -empty -delete
if diff --recursive --unified --exclude=config.json -- "${data}" "${directory}"; then
  echo "${tenant} is as its data says; the export is in ${directory}" >&2
else
  echo "${tenant} differs from its data; the export is in ${directory}" >&2
fi
