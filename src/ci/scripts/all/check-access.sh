#!/usr/bin/env bash
set -euo pipefail
unset CDPATH

usage() {
  cat << 'USAGE'
Builds overlays and applications and holds the rights that they give in a cluster against the policies of this repository: no wildcards,
cluster-admin for nobody but those who were given it by name, no Secrets of all namespaces, nothing from which other rights follow.

Usage, at the root of the repository: check-access.sh <directory of an overlay or application>...

Example: check-access.sh k8s/overlays/dev k8s/applications/argo-cd

Status: 0 nothing is denied, 1 something is, 2 wrong usage, 3 a directory cannot be built or the policies cannot be evaluated.
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
scratch="$(mktemp -d)"
trap 'rm -rf -- "${scratch}"' EXIT

fail() {
  printf '%s: %s\n' "$(basename -- "$0")" "$1" | node "${scripts}/guarded.mjs" >&2
  exit 3
}

policies="$(jq --raw-output '.access' "${scripts}/policies.json")" || fail "${scripts}/policies.json does not say where the policies are"
[[ -d "${policies}" ]] || fail "there is no folder ${policies} here: run this at the root of the repository"

# What a program says beside its output is shown as mere text.
quietly() {
  local status=0
  "$@" 2> "${scratch}/said" || status=$?
  if [[ -s "${scratch}/said" ]]; then node "${scripts}/guarded.mjs" < "${scratch}/said" >&2; fi
  return "${status}"
}

# Built objects without definitions of kinds: these give no rights, and are nearly all that many an application consists of.
without_definitions() {
  awk '
    FNR == 1 { document = 0 }
    /^---$/ { document++ }
    NR == FNR && /^apiVersion: apiextensions\.k8s\.io\// { extends[document] }
    NR == FNR && /^kind: CustomResourceDefinition$/ { defines[document] }
    NR > FNR && !(document in extends && document in defines)
  ' "$1" "$1"
}

denied=0
for directory in "$@"; do
  quietly kubectl kustomize "${directory}" > "${scratch}/built.yaml" || fail "${directory} cannot be built"
  without_definitions "${scratch}/built.yaml" > "${scratch}/objects.yaml"
  quietly bash "${scripts}/conftest.sh" parse --parser yaml --combine "${scratch}/objects.yaml" > "${scratch}/parsed.json" ||
    fail "what ${directory} gives cannot be read"
  # By it the policies know what is accepted in which folder, and which roles come with it.
  jq --arg folder "${directory%/}" '{folder: $folder, own_cluster_roles: [.[].contents | select(.kind == "ClusterRole").metadata.name]}' \
    "${scratch}/parsed.json" > "${scratch}/folder.json"
  quietly bash "${scripts}/conftest.sh" test --no-fail --all-namespaces --output json \
    --policy "${policies}" --data "${policies}/data" --data "${scratch}/folder.json" --parser yaml "${scratch}/objects.yaml" > "${scratch}/found.json" ||
    fail 'the policies cannot be evaluated'
  jq --raw-output --arg directory "${directory}" '[.[] | .failures // [] | .[].msg | gsub("[\\r\\n]+"; " ")] | unique[] | "\($directory): \(.)"' \
    "${scratch}/found.json" > "${scratch}/denied"
  if [[ -s "${scratch}/denied" ]]; then
    denied=1
    node "${scripts}/tell.mjs" error Access < "${scratch}/denied"
  fi
done
exit "${denied}"
