#!/usr/bin/env bash
set -euo pipefail
shopt -s inherit_errexit

usage() {
  cat << 'USAGE'
Prints the root modules that are deployed, as JSON: those of each environment at the commit that was last deployed to it as a
whole. Only what differs from that commit is drift; a later one may not have been released yet.

Usage: deployed-root-modules.sh <environment>...

An environment to which nothing was deployed has none, and is named on standard error. Reads GITHUB_REPOSITORY and what gh needs
to log in, and the commits from the git repository around it.
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

# The commit that was last deployed to an environment; nothing when there is none. A success stays in the list of statuses when
# a later deployment has made this one inactive.
deployed_commit() {
  local environment deployments id commit statuses
  environment="$(jq --null-input --raw-output --arg name "$1" '$name | @uri')"
  deployments="$(gh api "repos/${GITHUB_REPOSITORY}/deployments?environment=${environment}&task=deploy:whole&per_page=100" \
    --jq '.[] | "\(.id) \(.sha)"')"
  while read -r id commit <&3; do
    statuses="$(gh api "repos/${GITHUB_REPOSITORY}/deployments/${id}/statuses?per_page=100" --jq '.[].state')"
    if grep --quiet --line-regexp success <<< "${statuses}"; then
      echo "${commit}"
      return
    fi
  done 3< <(sed '/^$/d' <<< "${deployments}")
}

for environment in "$@"; do
  commit="$(deployed_commit "${environment}")"
  if [[ -z "${commit}" ]]; then
    echo "::notice title=${environment}::Nothing was deployed to it as a whole yet, so there is nothing to compare with." >&2
    continue
  fi
  node "${scripts}/affected.mjs" --base "${no_commit}" --head "${commit}" --environment "${environment}" --json |
    jq --arg commit "${commit}" '.rootModules[] | {environment, name, dir, $commit}'
done | jq --slurp '{rootModules: .}'
