#!/usr/bin/env bash
set -euo pipefail
unset CDPATH

usage() {
  cat << 'USAGE'
Plans one root module without a lock, and writes a report of it as JSON: what it would add, change and destroy, and the plan
as text. The binary plan is not kept: it holds sensitive values, the text does not.

Usage: plan-report.sh [--check-policies] <directory> <report.json> [<link>]

Example: plan-report.sh terraform/dev/network /tmp/network.report.json

Where MOCK_VALUES is true, what others have only after they are applied is no hindrance: mock values stand for it, or nothing is known
of it, and the report says so ("mocked", "unknown"). For plans that nobody applies.

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

is_planned() {
  # 2 says that there are changes, but it is also what a command that was called wrongly ends with.
  ((status == 0)) || { ((status == 2)) && [[ -f "${plan}" ]]; }
}

plan() {
  rm -f -- "${plan}"
  status=0
  guarded --log "${log}" bash "${scripts}/terraform-root.sh" plan "${directory}" -- \
    -input=false -lock=false -no-color -detailed-exitcode -out="${plan}" || status=$?
  # It was told to stop.
  ((status != 130)) || exit 130
}

# A killed run must not leave the report of an earlier one.
report_status failed
echo '{}' > "${scratch}/mocked.json"
is_awaiting=false
plan
# What a root module reads from the state of another is there after that one is applied, which may be after this commit is
# merged. So that alone must not keep it from being merged.
if ! is_planned && node "${scripts}/mock-values.mjs" awaits "${log}"; then
  is_awaiting=true
  if [[ "${MOCK_VALUES:-}" == true ]]; then
    trap 'rm -rf -- "${scratch}" "${directory}/mock_values_override.tf.json"' EXIT
    cp -- "${log}" "${scratch}/awaiting.log"
    # A plan with errors has the outputs that are there.
    echo '{}' > "${scratch}/awaiting.json"
    [[ ! -f "${plan}" ]] || guarded --out "${scratch}/awaiting.json" terraform -chdir="${directory}" show -json "${plan}"
    for values in mock leave-unknown; do
      node "${scripts}/mock-values.mjs" "${values}" "${directory}" "${scratch}/awaiting.log" "${scratch}/awaiting.json" "${scratch}" || continue
      guarded printf '%s: planned again, without what other root modules have only after they are applied\n' "${directory}"
      plan
      if is_planned; then break; fi
    done
  fi
fi

if is_planned; then
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
    --slurpfile violations "${scratch}/violations" --slurpfile mocks "${scratch}/mocked.json" '
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
        outputs: [.output_changes // {} | to_entries[] | select(.value.actions != ["no-op"]) | .key],
        violations: $violations[0],
        $text
      } + $mocks[0]' "${scratch}/plan.json" > "${scratch}/report"
  mv -- "${scratch}/report" "${report}"
  exit "${checked}"
elif [[ "${is_awaiting}" == true ]]; then
  report_status awaiting
  guarded printf '%s: Not planned yet: it reads what another root module has only after it is applied.\n' "${directory}"
else
  exit 1
fi
