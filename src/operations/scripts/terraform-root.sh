#!/usr/bin/env bash
set -euo pipefail
unset CDPATH
# What runs is waited for, also by who is told to stop: a terraform that nobody waits for keeps its lock.
trap 'exit 130' INT
trap 'exit 143' TERM

usage() {
  cat << 'USAGE'
Validates, plans or applies one root module or shows its outputs, with its own backend configuration and provider versions.

Usage: __path__ validate <directory>
       __path__ plan     <directory> [-- <arguments of terraform plan>]
       __path__ apply    <directory> [--confirm <environment>] [-- <arguments of terraform apply>]
       __path__ output   <directory> [-- <arguments of terraform output>]

Example: __path__ plan __example_dir__

Applying to __environment__ needs its name as an explicit word: --confirm __environment__

Credentials are those that terraform itself finds in the environment; validate needs none.
USAGE
}

fail() {
  printf '%s: %s\n' "$(basename -- "$0")" "$1" >&2
  exit "${2:-1}"
}

# The environment whose name must be given to apply the root module of a directory; nothing for the others.
environment_to_confirm() {
  case "$1" in
    __root_modules__) echo __environment__ ;;
  esac
}

action=""
directory=""
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
    --)
      shift
      break
      ;;
    -*) fail "unknown option $1; arguments for terraform follow after --" 2 ;;
    *)
      if [[ -z "${action}" ]]; then
        action="$1"
      elif [[ -z "${directory}" ]]; then
        directory="$1"
      else
        fail "one root module at a time; $1 is one word too many" 2
      fi
      shift
      ;;
  esac
done
# What is left in "$@" is for terraform.

case "${action}" in
  validate | plan | apply | output) ;;
  *)
    usage >&2
    exit 2
    ;;
esac
[[ -n "${directory}" ]] || fail 'which root module? Give its directory, such as __example_dir__' 2
[[ -d "${directory}" ]] || fail "there is no directory ${directory}" 2

repository="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/__way_up__" && pwd -P)"
cd -- "${directory}"
root_module="$(pwd -P)"
root_module="${root_module#"${repository}"/}"
compgen -G "*.tf" > /dev/null || fail "${root_module} holds no Terraform files" 2

# It is there while a pull request is planned.
[[ "${action}" != apply || ! -e mock_values_override.tf.json ]] || fail "${root_module} holds mock values of a plan, which nobody applies: remove mock_values_override.tf.json" 3
environment="$(environment_to_confirm "${root_module}")"
if [[ "${action}" == apply && "${confirmed}" != "${environment}" ]]; then
  [[ -z "${environment}" ]] || fail "${root_module} belongs to ${environment}: add --confirm ${environment} to apply it" 3
  fail "${root_module} needs no --confirm ${confirmed}: is it the one you mean?" 3
fi

init_arguments=(-input=false)
if [[ "${action}" == validate ]]; then
  init_arguments+=(-backend=false)
else
  # A working copy may know the backend as it was before a pull. To reconfigure it moves no state.
  init_arguments+=(-reconfigure)
  if [[ -f __backend_file__ ]]; then
    init_arguments+=(-backend-config=__backend_file__)
  fi
fi
if [[ -f .terraform.lock.hcl ]]; then
  init_arguments+=(-lockfile=readonly)
else
  # Where an apply has to be confirmed, no provider is run that nothing verifies.
  [[ "${action}" != apply || -z "${environment}" ]] || init_arguments+=(-lockfile=readonly)
  warning="${root_module} has no .terraform.lock.hcl, so its providers are not verified: run npx projen terraform:lock and commit the files"
  echo "warning: ${warning}" >&2
fi
echo "${root_module}: init" >&2
terraform init "${init_arguments[@]}" >&2
echo "${root_module}: ${action}" >&2
exec terraform "${action}" "$@"
