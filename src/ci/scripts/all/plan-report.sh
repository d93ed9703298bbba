#!/usr/bin/env bash
set -euo pipefail
unset CDPATH

usage() {
  cat << 'USAGE'
Plans one root module without a lock, and writes a report of it as JSON: what it would add, change and destroy, and the plan
as text. The binary plan is not kept: it holds sensitive values, the text does not.

Usage: plan-report.sh [--check-policies] <directory> <report.json> [<link>]

Example: plan-report.sh terraform/dev/network /tmp/network.report.json

With --check-policies the plan is held against the policies of the repository, and the report has what they find.

The status in the report:
  unchanged   there is nothing to do
  changed     something would be added, changed or destroyed
  awaiting    it reads what another root module has only after it is applied
  failed      terraform printed why
The exit status is 1 when the plan failed or a policy denies it, and 0 otherwise. The link is for the readers of the report.
USAGE
}

case "${1:-}" in
  -h | --help)
    usage
    exit 0
    ;;
esac
check_policies=false
if [[ "${1:-}" == --check-policies ]]; then
  check_policies=true
  shift
fi
if (($# < 2 || $# > 3)); then
  usage >&2
  exit 2
fi
directory="$1"
report="$2"
link="${3:-}"

scripts="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)"
scratch="$(mktemp -d)"
trap 'rm -rf -- "${scratch}"' EXIT
plan="${scratch}/plan"
log="${scratch}/log"

# What terraform prints may say anything, so it is shown as mere text; and who cancels this script cancels terraform.
guarded() {
  node "${scripts}/guarded.mjs" "$@"
}

# Without a plan: its numbers are missing.
report_status() {
  jq --null-input --arg dir "${directory}" --arg url "${link}" --arg status "$1" '{$dir, $url, $status}' > "${report}"
}

# What a root module reads from the state of another is there after that one is applied, which may be after this commit is
# merged. So that alone must not keep it from being merged.
is_awaiting() {
  awk '
    /^(│ )?Error: / { title = $0; sub(/^.*Error: /, "", title); errors++ }
    title == "Unable to find remote state" { awaited++; title = "" }
    title == "Error loading state error" && /failed to lock azure state/ { awaited++; title = "" }
    title == "Unsupported attribute" && / data\.terraform_remote_state\.[^ ]+\.outputs is object with / { awaited++; title = "" }
    END { exit !(errors > 0 && errors == awaited) }
  ' "${log}"
}

# A killed run must not leave the report of an earlier one.
report_status failed
status=0
guarded --log "${log}" bash "${scripts}/terraform-root.sh" plan "${directory}" -- \
  -input=false -lock=false -no-color -detailed-exitcode -out="${plan}" || status=$?

# It was told to stop.
((status != 130)) || exit 130

# 2 says that there are changes, but it is also what a command that was called wrongly ends with.
if ((status == 0)) || { ((status == 2)) && [[ -f "${plan}" ]]; }; then
  guarded --out "${scratch}/text" terraform -chdir="${directory}" show -no-color "${plan}"
  guarded --out "${scratch}/plan.json" terraform -chdir="${directory}" show -json "${plan}"
  checked=0
  echo '[]' > "${scratch}/violations"
  if [[ "${check_policies}" == true ]]; then
    bash "${scripts}/check-policies.sh" "${directory}" "${scratch}/plan.json" > "${scratch}/violations" || checked=$?
    # More than a denial: nobody knows what the policies say.
    ((checked <= 1)) || exit 1
  fi
  jq --arg dir "${directory}" --arg url "${link}" --argjson status "${status}" --rawfile text "${scratch}/text" \
    --slurpfile violations "${scratch}/violations" '
      [.resource_changes[]? | {address, actions: .change.actions}] as $changes
      | def with($action): [$changes[] | select(.actions | index($action)) | .address];
      {
        $dir,
        $url,
        status: (if $status == 2 then "changed" else "unchanged" end),
        add: (with("create") | length),
        change: (with("update") | length),
        destroy: (with("delete") | length),
        destroyed: with("delete"),
        forgotten: with("forget"),
        violations: $violations[0],
        $text
      }' "${scratch}/plan.json" > "${scratch}/report"
  mv -- "${scratch}/report" "${report}"
  exit "${checked}"
elif is_awaiting; then
  report_status awaiting
  guarded printf '%s: Not planned yet: it reads what another root module has only after it is applied.\n' "${directory}"
else
  exit 1
fi
