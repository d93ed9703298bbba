#!/usr/bin/env bash
set -euo pipefail
unset CDPATH TF_DATA_DIR TF_WORKSPACE

usage() {
  cat << 'USAGE'
Copies what modules have made from the state of their former root module to that of their new one. Nothing that is there
already is overwritten, and the former state stays as it is: run it as often as needed, when nobody applies, in the
environment of credentials that Terraform needs for both.

Usage: __path__ [<environment>/<root module>/<module>...]

Without arguments, all of these are moved:
  __module__
USAGE
}

for argument in "$@"; do
  case "${argument}" in
    -h | --help)
      usage
      exit 0
      ;;
    __module__) ;;
    *)
      usage >&2
      exit 2
      ;;
  esac
done
wanted=" $* "

repository="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/__way_up__" && pwd -P)"
scratch="$(mktemp -d "${repository}/.move-states.XXXXXX")"
trap 'rm -rf -- "${scratch}"' EXIT
failed=0

is_wanted() {
  [[ "${wanted}" == "  " || "${wanted}" == *" $1 "* ]]
}

# __states_of_backends__

move() {
  local name="$1" former="$2" address="$3" marker="$4" old new rest comma
  new="$(pull to)"
  if [[ "${new}" == *"\"${marker}\": {"* ]]; then
    echo "${name}: is there"
    return
  fi
  old="$(pull from)"
  if [[ -z "${old}" ]]; then
    echo "${name}: there is no state to copy from. If it was never applied, delete movedFrom from .projenrc.ts." >&2
    failed=1
    return
  fi
  # Both hold secrets; the folder is gone after the run.
  rm -rf -- "${scratch:?}/states"
  mkdir -m 700 -- "${scratch}/states"
  printf '%s\n' "${old}" > "${scratch}/states/from.tfstate"
  if [[ -n "${new}" ]]; then
    printf '%s\n' "${new}" > "${scratch}/states/to.tfstate"
  fi
  if ! terraform -chdir="${scratch}/states" state mv -lock=false -state=from.tfstate -state-out=to.tfstate "${former}" "${address}" > "${scratch}/log" 2>&1; then
    cat -- "${scratch}/log" >&2
    echo "${name}: was not copied, and nothing was changed" >&2
    failed=1
    return
  fi
  new="$(< "${scratch}/states/to.tfstate")"
  rest="${new#*\"outputs\": \{}"
  comma=,
  if [[ "${rest}" == "}"* ]]; then
    comma=
  fi
  printf '%s"outputs": {"%s": {"value": true, "type": "bool"}%s%s\n' "${new%%\"outputs\": \{*}" "${marker}" "${comma}" "${rest}" |
    terraform -chdir="${scratch}/to" state push -
  echo "${name}: copied"
}

if is_wanted __module__; then
  backend from << 'HCL'
__from__
HCL
  backend to << 'HCL'
__to__
HCL
  move __module__ __former_address__ __address__ __marker__
fi

if ((failed)); then
  exit 1
fi
echo "Now plan both root modules: nothing may be created or destroyed. Delete movedFrom from .projenrc.ts when every environment is deployed."
