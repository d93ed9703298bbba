#!/usr/bin/env bash
set -euo pipefail
unset CDPATH
# What runs is waited for, also by who is told to stop: a terraform that nobody waits for keeps its lock.
trap 'exit 130' INT
trap 'exit 143' TERM

usage() {
  cat << 'USAGE'
Brings a service back to its former release in the cluster of the current context, and waits until its pods are available.

Usage: __path__ <environment> <service> [--confirm <environment>]

Example: __path__ __environment__ __service__
In __environment__ it needs the name as an explicit word: --confirm __environment__

The repository still holds the newer release: revert its commit, or the next deployment brings it back. What a job did is not taken
back, and a job or scheduled job has no former release in the cluster.
USAGE
}

fail() {
  printf '%s: %s\n' "$(basename -- "$0")" "$1" >&2
  exit "${2:-1}"
}

environment=""
service=""
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
      if [[ -z "${environment}" ]]; then
        environment="$1"
      elif [[ -z "${service}" ]]; then
        service="$1"
      else
        fail "one service at a time; $1 is one word too many" 2
      fi
      shift
      ;;
  esac
done

[[ -n "${environment}" && -n "${service}" ]] || {
  usage >&2
  exit 2
}
case "${environment}" in
  __environment__)
    namespace=__namespace__
    overlays=__overlay_dir__
    ;;
  *)
    known=__environment__
    fail "there is no environment ${environment}; environments are: ${known}" 2
    ;;
esac
repository="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/__way_up__" && pwd -P)"
[[ "${service}" != */* && -d "${repository}/${overlays}/${service}" ]] || fail "there is no service ${service} in ${environment}: ${overlays} has a directory for each" 2
[[ -z "${confirmed}" || "${confirmed}" == "${environment}" ]] || fail "--confirm ${confirmed} is not ${environment}: which one do you mean?" 3
case "${environment}" in
  __environment__)
    [[ -n "${confirmed}" ]] || fail "${environment} is protected: add --confirm ${environment} to roll back a service in it" 3
    ;;
esac

deployment="deployment/${service}"
echo "${environment}: ${service} in namespace ${namespace} of $(kubectl config current-context)" >&2
kubectl --namespace "${namespace}" rollout history "${deployment}" >&2
kubectl --namespace "${namespace}" rollout undo "${deployment}" >&2
if ! kubectl --namespace "${namespace}" rollout status "${deployment}" --timeout=600s >&2; then
  kubectl --namespace "${namespace}" get pods --output wide >&2 || true
  fail 'the former release is not available after 600 seconds either'
fi
echo "${service} runs its former release in ${environment}. Now revert the commit of the newer one, or the next deployment brings it back." >&2
