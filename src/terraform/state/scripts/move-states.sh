#!/usr/bin/env bash
set -euo pipefail
unset CDPATH TF_DATA_DIR TF_WORKSPACE

usage() {
  cat << 'USAGE'
Copies states to their new addresses. Nothing that is at a new address already is overwritten, and the copy at the old
address stays: run it as often as needed, in the environment of credentials that Terraform needs for both.

Usage: __path__ [<environment>/<root module>...]

Without arguments, all of these are moved:
  __state__
USAGE
}

for argument in "$@"; do
  case "${argument}" in
    -h | --help)
      usage
      exit 0
      ;;
    __state__) ;;
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

# So does its serial.
serial_of() {
  local pattern='"serial": ([0-9]+)'
  [[ "${1:0:1000}" =~ ${pattern} ]] && echo "${BASH_REMATCH[1]}"
}

move() {
  local old new
  old="$(pull from)"
  new="$(pull to)"
  if [[ -z "${old}" && -n "${new}" ]]; then
    echo "$1: is there; the old address is empty"
    return
  elif [[ -z "${old}" ]]; then
    echo "$1: there is no state to move. If it was never applied, delete movedFrom from .projenrc.ts." >&2
    failed=1
    return
  elif [[ "$(lineage_of "${new}")" == "$(lineage_of "${old}")" ]] && (($(serial_of "${new}") >= $(serial_of "${old}"))); then
    echo "$1: is there"
    return
  elif [[ "${new#*\"outputs\":}" != "${old#*\"outputs\":}" ]]; then
    if [[ -n "${new}" && "$(lineage_of "${new}")" != "$(lineage_of "${old}")" ]]; then
      echo "$1: another state is at the new address, and was left alone" >&2
      failed=1
      return
    fi
    printf '%s\n' "${old}" | terraform -chdir="${scratch}/to" state push -
  fi
  settle "${old}"
  echo "$1: moved"
}

# Gives a state that has arrived the lineage and the serial that it had, by which the next run knows it: where there was none,
# a remote backend begins a new lineage, and it adds 1 to every serial.
settle() {
  local arrived serial
  arrived="$(pull to)"
  serial="$(serial_of "$1")"
  if [[ "$(lineage_of "${arrived}") $(serial_of "${arrived}")" != "$(lineage_of "$1") ${serial}" ]]; then
    printf '%s\n' "${1/"\"serial\": ${serial},"/"\"serial\": $((serial - 1)),"}" | terraform -chdir="${scratch}/to" state push -force -
  fi
}

if is_wanted __state__; then
  backend from << 'HCL'
__from__
HCL
  backend to << 'HCL'
__to__
HCL
  move __state__
fi

if ((failed)); then
  exit 1
fi
echo "Now plan each of them: nothing may be created or destroyed. Then delete movedFrom from .projenrc.ts."
