#!/usr/bin/env bash
set -euo pipefail
unset CDPATH TF_DATA_DIR TF_WORKSPACE
# What runs is waited for, also by who is told to stop: a terraform that nobody waits for keeps its lock.
trap 'exit 130' INT
trap 'exit 143' TERM

usage() {
  cat << 'USAGE'
Makes what every state needs: the backend and the identities of CI. The first time its own state is a file; once the
backend is there, the state moves into it. Run it again after every change, and after a failure: it goes on where it was.

Usage: __path__ <bootstrap> --confirm bootstrap [-- <arguments of terraform apply>]

Bootstraps: __bootstrap__

What it makes serves protected environments too, so it needs an explicit word: --confirm bootstrap

Credentials are those that terraform itself finds in the environment.
USAGE
}

fail() {
  printf '%s: %s\n' "$(basename -- "$0")" "$1" >&2
  exit "${2:-1}"
}

bootstrap=""
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
      if [[ -z "${bootstrap}" ]]; then
        bootstrap="$1"
      else
        fail "one bootstrap at a time; $1 is one word too many" 2
      fi
      shift
      ;;
  esac
done
# What is left in "$@" is for terraform.

[[ "${confirmed}" == bootstrap ]] || fail "it makes what protected environments need: add --confirm bootstrap" 3
repository="$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/__way_up__" && pwd -P)"
case "${bootstrap}" in
  __bootstrap__) root_module=__root_module__ ;;
  *) fail 'which bootstrap? There are: __bootstrap__' 2 ;;
esac
backend_file=__backend_file__
cd -- "${repository}/${root_module}"

# The clusters whose workloads have roles: bootstrap, environment, root module and output with the ID of the cluster, with tabs between.
clusters_of_workloads() {
  cat << 'CLUSTERS'
__clusters__
CLUSTERS
}

# Their IDs, which are known once they are there; one that cannot be asked for keeps the ID that it had.
note_clusters() {
  local bootstrap_of environment directory output id known
  local -a ids=()
  while IFS=$'\t' read -r bootstrap_of environment directory output; do
    [[ "${bootstrap_of}" == "${root_module}" ]] || continue
    known="$(grep -s -F -- "  \"${environment}\" = " clusters.auto.tfvars || true)"
    if id="$(bash "${repository}"/__terraform_root__ output "${repository}/${directory}" -- -raw "${output}" 2> /dev/null)" && [[ "${id}" == cls-* ]]; then
      ids+=("  \"${environment}\" = \"${id}\"")
    elif [[ -n "${known}" ]]; then
      ids+=("${known}")
    else
      echo "the cluster of ${environment} is not there, or ${directory} cannot be asked: run this again after its first deployment, so that its workloads get their roles" >&2
    fi
  done < <(clusters_of_workloads)
  [[ "${#ids[@]}" == 0 ]] || printf '%s\n' 'cluster_ids = {' "${ids[@]}" '}' > clusters.auto.tfvars
}
note_clusters
init_arguments=(-input=false)
if [[ -f .terraform.lock.hcl ]]; then
  init_arguments+=(-lockfile=readonly)
fi

if [[ ! -f backend.tf ]]; then
  echo "${root_module}: apply, with its state in a file" >&2
  terraform init "${init_arguments[@]}" >&2
  terraform apply "$@"
  terraform output -raw backend_config > "${backend_file}.part"
  mv -- "${backend_file}.part" "${backend_file}"
  printf 'terraform {\n  backend "__backend_type__" {}\n}\n' > backend.tf
  is_applied=true
fi

# Out of its place, or init would offer to migrate it, over whatever state is there.
[[ ! -s terraform.tfstate ]] || mv -- terraform.tfstate local.tfstate
init_arguments+=(-reconfigure "-backend-config=${backend_file}")
terraform init "${init_arguments[@]}" >&2
if [[ -f local.tfstate ]]; then
  echo "${root_module}: moving the state into the backend" >&2
  terraform state push local.tfstate >&2 || fail "the state is still in ${root_module}/local.tfstate: mend what terraform said, and run this again"
  rm -f -- local.tfstate terraform.tfstate.backup
  echo "Commit backend.tf and ${backend_file} in ${root_module}: they say where the state is now." >&2
fi
if [[ -z "${is_applied:-}" ]]; then
  echo "${root_module}: apply" >&2
  terraform apply "$@"
fi
