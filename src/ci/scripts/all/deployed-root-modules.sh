#!/usr/bin/env bash
set -euo pipefail
shopt -s inherit_errexit

usage() {
  cat << 'USAGE'
Prints the root modules that are deployed, as JSON: those of each environment at the commit that was last deployed to it as a
whole. Only what differs from that commit is drift; a later one may not have been released yet.

Usage: deployed-root-modules.sh --default-branch <name> <environment>...

A commit that is not part of the default branch counts as deployed nowhere, so none is planned that nobody has reviewed.

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
if (($# < 3)) || [[ "$1" != --default-branch ]]; then
  usage >&2
  exit 2
fi
default_branch="$2"
shift 2
scratch="$(mktemp -d)"
trap 'rm -rf -- "${scratch}"' EXIT
scripts="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)"
no_commit=0000000000000000000000000000000000000000

# What affected.mjs prints for programs, in a file; what it says beside it is shown as mere text.
affected() {
  node "${scripts}/guarded.mjs" --out "${scratch}/affected.json" node "${scripts}/affected.mjs" "$@" --environment "${environment}" --json >&2
}

for environment in "$@"; do
  commit="$(node "${scripts}/deployment.mjs" deployed --environment "${environment}" --default-branch "${default_branch}")"
  [[ -n "${commit}" ]] || continue
  affected --base "${commit}"
  retired="$(jq --compact-output '[.removed[] | select(.state == "retired") | .dir]' "${scratch}/affected.json")"
  jq --raw-output '.[] | "\(.): retired, so it is not looked at"' <<< "${retired}" | node "${scripts}/guarded.mjs" >&2
  affected --base "${no_commit}" --head "${commit}"
  jq --arg commit "${commit}" --argjson retired "${retired}" \
    '.rootModules[] | select(.dir | IN($retired[]) | not) | {environment, name, dir, $commit}' "${scratch}/affected.json"
done | jq --slurp '{rootModules: .}'
