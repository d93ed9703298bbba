#!/usr/bin/env bash
set -euo pipefail

usage() {
  cat << 'USAGE'
Keeps one issue per drifted root module: opens it when the plan has changes, updates it when they are others, closes it when there
are none. An issue is known by its title and the label "drift". A plan that failed says nothing, so it changes nothing.

Usage: drift-issues.sh <directory> <link>

The directory holds the *.report.json of plan-report.sh; the link leads to the run that made them. Reads GITHUB_REPOSITORY and what
gh needs to log in.
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
link="$2"
scripts="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd -P)"
api="repos/${GITHUB_REPOSITORY}"
label=drift
body="$(mktemp)"
trap 'rm -f -- "${body}"' EXIT

# The root module may be called anything.
say() {
  node "${scripts}/guarded.mjs" <<< "${title//[$'\r\n']/ }: $1"
}

# What gh is sent goes through a pipe: a plan is too long for an argument.
send() {
  gh api --method "$1" "${api}/$2" --input - > /dev/null
}

comment() {
  jq --null-input --arg body "$2" '{$body}' | send POST "issues/$1/comments"
}

# The issues that are open, once for all reports: number, title and body as one line of JSON each.
open="$(gh api --paginate "${api}/issues?state=open&labels=${label}&per_page=100" \
  --jq '.[] | select(has("pull_request") | not) | {number, title, body: (.body // "")} | tojson')"

for report in "${directory}"/*.report.json; do
  [[ -f "${report}" ]] || continue
  status="$(jq --raw-output '.status' "${report}")"
  title="Drift in $(jq --raw-output '.dir' "${report}")"
  found="$(jq --slurp --arg title "${title}" 'map(select(.title == $title)) | first // empty' <<< "${open}")"
  number="$(jq --raw-output '.number // empty' <<< "${found}")"
  case "${status}" in
    unchanged)
      [[ -n "${number}" ]] || continue
      comment "${number}" "No drift any more: [this run](${link}) planned no changes."
      jq --null-input '{state: "closed", state_reason: "completed"}' | send PATCH "issues/${number}"
      say closed
      ;;
    changed)
      node "${scripts}/plan-summary.mjs" issue "${report}" > "${body}"
      if [[ -z "${number}" ]]; then
        jq --null-input --arg title "${title}" --arg kind "${label}" --rawfile body "${body}" '{$title, $body, labels: [$kind]}' | send POST issues
        say opened
      elif jq --exit-status --arg marker "$(sed -n 1p "${body}")" '.body | startswith($marker)' <<< "${found}" > /dev/null; then
        say 'as before'
      else
        jq --null-input --rawfile body "${body}" '{$body}' | send PATCH "issues/${number}"
        comment "${number}" "The drift is another one now, as [this run](${link}) planned."
        say updated
      fi
      ;;
    *) say 'not known, the plan did not end' ;;
  esac
done
