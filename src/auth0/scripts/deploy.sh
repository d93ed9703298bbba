#!/usr/bin/env bash
set -euo pipefail
unset CDPATH
# What runs is waited for, also by who is told to stop: a terraform that nobody waits for keeps its lock.
trap 'exit 130' INT
trap 'exit 143' TERM

usage() {
  cat << 'USAGE'
Shows what the data of an Auth0 tenant would change in it and, with --apply, deploys it.

Usage: __path__ <tenant> [--apply] [--confirm <tenant>]

Tenants: __tenant__
Deploying __tenant__ needs its name as an explicit word: --confirm __tenant__

Credentials come from the environment alone, and are those of an application that may use the Management API of the tenant:
AUTH0_CLIENT_ID with AUTH0_CLIENT_SECRET or AUTH0_CLIENT_SIGNING_KEY_PATH, or an AUTH0_ACCESS_TOKEN.
The secrets that are deployed come from the environment too: __secret__
USAGE
}

fail() {
  printf '%s: %s\n' "$(basename -- "$0")" "$1" >&2
  exit "${2:-1}"
}

tenant=""
is_applied=""
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
    --apply)
      is_applied=true
      shift
      ;;
    -*) fail "unknown option $1" 2 ;;
    *)
      if [[ -z "${tenant}" ]]; then
        tenant="$1"
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
[[ -z "${confirmed}" || "${confirmed}" == "${tenant}" ]] || fail "--confirm ${confirmed} is not ${tenant}: which one do you mean?" 3
if [[ -n "${is_applied}" && -z "${confirmed}" ]]; then
  case "${tenant}" in
    __tenant__) fail "${tenant} is protected: add --confirm ${tenant} to deploy it" 3 ;;
  esac
fi
secrets=(__secret__)
for name in "${secrets[@]}"; do
  [[ -n "${!name:-}" ]] || fail "${name} is not set: it is a secret that is deployed"
done
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
arguments=(--config_file "${data}/config.json" --input_file "${data}" --dry-run)
if [[ -n "${is_applied}" ]]; then
  arguments+=(--apply)
fi
cd -- "${repository}"
exec npx --yes --package=__deploy_cli__ -- a0deploy import "${arguments[@]}"
