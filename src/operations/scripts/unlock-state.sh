#!/usr/bin/env bash
set -euo pipefail
unset CDPATH TF_CLI_ARGS TF_WORKSPACE
# What runs is waited for, also by who is told to stop: a terraform that nobody waits for keeps its lock.
trap 'exit 130' INT
trap 'exit 143' TERM

usage() {
  cat << 'USAGE'
Shows who holds the lock of the state of one root module and, when that is the lock that was named, ends it.
Do so only when the holder is gone: two that write one state at a time destroy it.

Usage: __path__ <directory> [<lock id>] [--confirm <environment>]

Example: __path__ __example_dir__
Without a lock id it only shows the holder. To end the lock, give its id and confirm with the name of the environment.

Credentials are those that terraform itself finds in the environment.
USAGE
}

fail() {
  printf '%s: %s\n' "$(basename -- "$0")" "$1" >&2
  exit "${2:-1}"
}

# The environment that the root module of a directory belongs to.
environment_of() {
  case "$1" in
    __root_modules__) echo __environment__ ;;
  esac
}

directory=""
lock_id=""
confirmed=""
while (($# > 0)); do
  case "$1" in
    -h | --help)
      usage
      exit 0
      ;;
    --confirm)
      (($# > 1)) || fail "--confirm needs the name of an environment" 2
      confirmed="$2"
      shift 2
      ;;
    -*) fail "unknown option $1" 2 ;;
    *)
      if [[ -z "${directory}" ]]; then
        directory="$1"
      elif [[ -z "${lock_id}" ]]; then
        lock_id="$1"
      else
        fail "one lock at a time; $1 is one word too many" 2
      fi
      shift
      ;;
  esac
done

[[ -n "${directory}" ]] || fail 'which root module? Give its directory, such as __example_dir__' 2
[[ -d "${directory}" ]] || fail "there is no directory ${directory}" 2
repository="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/__way_up__" && pwd -P)"
cd -- "${directory}"
root_module="$(pwd -P)"
root_module="${root_module#"${repository}"/}"
environment="$(environment_of "${root_module}")"
[[ -n "${environment}" ]] || fail "${root_module} is no root module of this repository" 2
[[ -z "${confirmed}" || "${confirmed}" == "${environment}" ]] || fail "${root_module} belongs to ${environment}, not to ${confirmed}" 3

init_arguments=(-input=false)
# A working copy may know the backend as it was before a pull. To reconfigure it moves no state.
init_arguments+=(-reconfigure)
if [[ -f __backend_file__ ]]; then
  init_arguments+=(-backend-config=__backend_file__)
fi
if [[ -f .terraform.lock.hcl ]]; then
  init_arguments+=(-lockfile=readonly)
fi
echo "${root_module}: init" >&2
terraform init "${init_arguments[@]}" >&2
echo "${root_module}: asking for the lock" >&2
# This takes the lock for a moment and changes nothing, whatever the address.
if answer="$(terraform state rm -no-color -dry-run -lock-timeout=0s terraform_data.none 2>&1)"; then
  fail "the state of ${root_module} is not locked"
fi
holder="$(sed -n 's/^[^[:alnum:]]*//; /^Lock Info:/,/^Created:/p' <<< "${answer}")"
held_id="$(sed -n 's/^ID: *//p' <<< "${holder}")"
if [[ -z "${held_id}" ]]; then
  printf '%s\n' "${answer}" >&2
  __lock_without_holder__
  fail "${root_module}: terraform names no holder of a lock"
fi
printf '%s\n' "${holder}" >&2
[[ -n "${lock_id}" ]] || fail "${root_module} is locked. If its holder is gone: add ${held_id} --confirm ${environment}" 3
[[ "${lock_id}" == "${held_id}" ]] || fail "the lock of ${root_module} is ${held_id}, not ${lock_id}: somebody else holds it now" 3
[[ -n "${confirmed}" ]] || fail "if the holder of the lock is gone, add --confirm ${environment} to end it" 3
terraform force-unlock -force "${held_id}" >&2
echo "The state of ${root_module} is not locked any more: plan it before anything else." >&2
