update_revision() {
  kubectl --namespace "${namespace}" get "${deployment}" --output 'jsonpath={.status.updateRevision}'
}
[[ "${deployment}" != statefulset/* ]] || broken="$(update_revision)"
kubectl --namespace "${namespace}" rollout undo "${deployment}" >&2
if [[ "${deployment}" == statefulset/* ]]; then
  # A StatefulSet waits for a pod that never becomes ready, and replaces none before: such pods of the newer release have to go.
  for _ in {1..60}; do
    [[ "$(update_revision)" == "${broken}" ]] || break
    sleep 0.5
  done
  ready='{{$ready := false}}{{range .status.conditions}}{{if and (eq .type "Ready") (eq .status "True")}}{{$ready = true}}{{end}}{{end}}'
  pods="$(kubectl --namespace "${namespace}" get pods --selector "controller-revision-hash=${broken}" \
    --output "go-template={{range .items}}${ready}{{if not \$ready}}{{.metadata.name}}{{\"\\n\"}}{{end}}{{end}}")"
  while read -r pod; do
    [[ -z "${pod}" ]] || kubectl --namespace "${namespace}" delete pod "${pod}" --wait=false >&2
  done <<< "${pods}"
fi
