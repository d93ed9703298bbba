log="$(mktemp)"
trap 'rm -f -- "${log}" no-state_override.tf' EXIT
status=0
terraform init "${init_arguments[@]}" 2>&1 | tee "${log}" >&2 || status=$?
if ((status != 0)); then
  # Terraform breaks its lines.
  [[ "${action}" == plan && "$(sed 's/│/ /g' "${log}" | tr -s '[:space:]' ' ')" == *__absent_state__* ]] || exit "${status}"
  echo "${root_module}: plan, as there is no state yet" >&2
  printf 'terraform {\n  backend "local" {}\n}\n' > no-state_override.tf
  init_arguments=(-input=false -reconfigure)
  [[ ! -f .terraform.lock.hcl ]] || init_arguments+=(-lockfile=readonly)
  terraform init "${init_arguments[@]}" >&2
  status=0
  terraform plan "$@" || status=$?
  exit "${status}"
fi
rm -f -- "${log}"
