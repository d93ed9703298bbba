#!/usr/bin/env bash
set -euo pipefail
shopt -s inherit_errexit

usage() {
  cat << 'USAGE'
Prints the root modules that are deployed, as JSON: those of each environment at the commit that was last deployed to it as a
whole. Only what differs from that commit is drift; a later one may not have been released yet.

Usage: deployed-root-modules.sh <environment>...

An environment to which nothing was deployed has none, and is named on standard error. A root module that is retired by now is left
out, and named there, too: it may be destroyed already. Reads what deployment.mjs reads, and the
commits from the git repository around it.
USAGE
}

case "${1:-}" in
  -h | --help)
    usage
    exit 0
    ;;
esac
if (($# == 0)); then
  usage >&2
  exit 2
fi
scripts="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)"
no_commit=0000000000000000000000000000000000000000

for environment in "$@"; do
  commit="$(node "${scripts}/deployment.mjs" deployed --environment "${environment}")"
  [[ -n "${commit}" ]] || continue
  retired="$(node "${scripts}/affected.mjs" --base "${commit}" --environment "${environment}" --json |
    jq --compact-output '[.removed[] | select(.state == "retired") | .dir]')"
  jq --raw-output '.[] | "\(.): retired, so it is not looked at"' <<< "${retired}" >&2
  node "${scripts}/affected.mjs" --base "${no_commit}" --head "${commit}" --environment "${environment}" --json |
    jq --arg commit "${commit}" --argjson retired "${retired}" '.rootModules[] | select(.dir | IN($retired[]) | not) | {environment, name, dir, $commit}'
done | jq --slurp '{rootModules: .}'
