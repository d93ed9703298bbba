#!/usr/bin/env bash
set -euo pipefail
unset CDPATH
# What runs is waited for, also by who is told to stop: a terraform that nobody waits for keeps its lock.
trap 'exit 130' INT
trap 'exit 143' TERM

usage() {
  cat << 'USAGE'
Fetches the kubeconfig of an environment's cluster into a new file outside of the repository, which only you can read. Where it
is, an output of the state says. __note__

Usage: __path__ <environment> <file> [--public] [--confirm <environment>]

  --public   the public endpoint of the cluster, in place of the private one

Example: __path__ __environment__ ~/.kube/__environment__
For __environment__ it needs the name as an explicit word: --confirm __environment__

Credentials are those that terraform itself finds in the environment.
USAGE
}

fail() {
  printf '%s: %s\n' "$(basename -- "$0")" "$1" >&2
  exit "${2:-1}"
}

environment=""
file=""
public=""
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
    --public)
      public=true
      shift
      ;;
    -*) fail "unknown option $1" 2 ;;
    *)
      if [[ -z "${environment}" ]]; then
        environment="$1"
      elif [[ -z "${file}" ]]; then
        file="$1"
      else
        fail "one file at a time; $1 is one word too many" 2
      fi
      shift
      ;;
  esac
done

[[ -n "${environment}" && -n "${file}" ]] || {
  usage >&2
  exit 2
}
case "${environment}" in
  __environment__)
    root_module=__root_module__
    private_output=__output__
    public_output=__public_output__
    ;;
  *)
    known=__environment__
    fail "no root module makes a cluster in ${environment}; environments are: ${known}" 2
    ;;
esac
[[ -z "${confirmed}" || "${confirmed}" == "${environment}" ]] || fail "--confirm ${confirmed} is not ${environment}: which one do you mean?" 3
case "${environment}" in
  __environment__)
    [[ -n "${confirmed}" ]] || fail "${environment} is protected: add --confirm ${environment} to fetch the keys of its cluster" 3
    ;;
esac
output="${private_output}"
if [[ -n "${public}" ]]; then
  output="${public_output}"
  [[ -n "${output}" ]] || fail "${root_module} has no output with a public endpoint" 2
fi

repository="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/__way_up__" && pwd -P)"
directory="$(dirname -- "${file}")"
[[ -d "${directory}" ]] || fail "there is no directory ${directory}" 2
file="$(cd -- "${directory}" && pwd -P)/$(basename -- "${file}")"
[[ "${file}" != "${repository}/"* ]] || fail "${file} lies in the repository, where it might be committed: name a file outside of it" 2
[[ ! -e "${file}" && ! -L "${file}" ]] || fail "${file} is there already: remove it, or name another file" 2

cd -- "${repository}/${root_module}"
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
umask 077
part="$(mktemp -- "${file}.XXXXXX")"
trap 'rm -f -- "${part}"' EXIT
echo "${root_module}: output ${output}" >&2
terraform output -raw "${output}" > "${part}"
[[ -s "${part}" ]] || fail "output ${output} of ${root_module} is empty: the cluster has no such endpoint$([[ -n "${public}" ]] || echo ", try --public")"
node "${repository}"/__script__ --kubeconfig "${part}" >&2
mv -- "${part}" "${file}"
echo "The cluster of ${environment}: export KUBECONFIG=${file@Q}" >&2
