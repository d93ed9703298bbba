#!/usr/bin/env bash
set -euo pipefail
unset CDPATH

usage() {
  cat << 'USAGE'
Uploads the dashboards of __dashboards_dir__ to a Grafana, over those that it has of an earlier release.

Usage: __path__ <address>

Example: __path__ https://grafana.example.com

The address is the output grafana_endpoint of the root module monitoring of an environment. GRAFANA_TOKEN in the environment is a
token of somebody who may edit dashboards: __token__
USAGE
}

fail() {
  printf '%s: %s\n' "$(basename -- "$0")" "$1" >&2
  exit "${2:-1}"
}

case "${1-}" in
  -h | --help)
    usage
    exit 0
    ;;
esac
(($# == 1)) || {
  usage >&2
  exit 2
}
address="${1%/}"
[[ "${address}" =~ ^(https://|http://localhost[:/])[^[:space:]]*$ ]] || fail "${address} does not begin with https://: whoever is on the way would see the token" 2
[[ "${GRAFANA_TOKEN-}" =~ ^[A-Za-z0-9._~+/=-]+$ ]] || fail "GRAFANA_TOKEN is not set, or no token" 2

cd -- "$(dirname -- "${BASH_SOURCE[0]}")/__way_up__"
for board in __dashboards_dir__/*.json; do
  # The token comes through a pipe: arguments are seen by everybody on the machine.
  {
    printf '{"overwrite":true,"dashboard":'
    cat -- "${board}"
    printf '}'
  } | curl --silent --show-error --fail --output /dev/null --header 'Content-Type: application/json' --data-binary @- \
    --config <(printf 'header = "Authorization: Bearer %s"\n' "${GRAFANA_TOKEN}") --url "${address}/api/dashboards/db"
  echo "${board}" >&2
done
