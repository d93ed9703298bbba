#!/usr/bin/env bash
set -euo pipefail
unset CDPATH

usage() {
  cat << 'USAGE'
Holds the plan of one root module against the policies of this repository, and prints what they find as JSON:
[{"policy": …, "severity": "deny" or "warn", "message": …}], what is denied first.

Usage, at the root of the repository: check-policies.sh <directory of the root module> <plan.json>

Example: terraform -chdir=terraform/dev/network show -json plan > plan.json
         check-policies.sh terraform/dev/network plan.json

PLAN_POLICIES may name the folder of the policies, for scripts of another commit; otherwise policies.json beside them does.
The plan holds sensitive values: do not keep it. ALLOWED_DESTRUCTIONS may hold what commits allow to be destroyed, as a JSON list of
"<directory of the root module> <address of the resource>".

Status: 0 nothing is denied, 1 something is, 2 wrong usage, 3 the policies cannot be evaluated.
USAGE
}

case "${1:-}" in
  -h | --help)
    usage
    exit 0
    ;;
esac
if (($# != 2)); then
  usage >&2
  exit 2
fi
directory="$1"
plan="$2"

scripts="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)"
scratch="$(mktemp -d)"
trap 'rm -rf -- "${scratch}"' EXIT

fail() {
  printf '%s: %s\n' "${directory}" "$1" | node "${scripts}/guarded.mjs" >&2
  exit 3
}

policies="${PLAN_POLICIES:-}"
if [[ -z "${policies}" ]]; then
  policies="$(jq --raw-output '.plan' "${scripts}/policies.json")" || fail "${scripts}/policies.json does not say where the policies are"
fi
[[ -d "${policies}" ]] || fail "there is no folder ${policies} here: run this at the root of the repository"

jq --null-input --arg directory "${directory}" --argjson allowed "${ALLOWED_DESTRUCTIONS:-[]}" \
  '{estate: {root_module: $directory, allowed_destructions: $allowed}}' > "${scratch}/data.json" ||
  fail 'ALLOWED_DESTRUCTIONS is no JSON list'

node "${scripts}/guarded.mjs" --out "${scratch}/found.json" bash "${scripts}/conftest.sh" test --no-fail --all-namespaces --output json \
  --policy "${policies}" --data "${scratch}/data.json" --parser json "${plan}" >&2 ||
  fail 'the policies cannot be evaluated'

# The package of a policy is plan.<name>, with _ for each -.
jq '
  [.[] | (.namespace | sub("^plan\\."; "") | gsub("_"; "-")) as $policy
    | ((.failures // [])[] | {$policy, severity: "deny", message: .msg}), ((.warnings // [])[] | {$policy, severity: "warn", message: .msg})]
  | unique_by([.severity, .policy, .message])
' "${scratch}/found.json" > "${scratch}/violations.json"
cat "${scratch}/violations.json"
jq --raw-output --arg directory "${directory}" '.[] | "\($directory): \(.severity) \(.policy): \(.message | gsub("[\\r\\n]+"; " "))"' "${scratch}/violations.json" |
  node "${scripts}/guarded.mjs" >&2
jq --exit-status 'all(.severity != "deny")' "${scratch}/violations.json" > /dev/null || exit 1
