status_of() {
  kubectl --namespace "${namespace}" get "${deployment}" --output "jsonpath=$1"
}
[[ "${deployment}" != statefulset/* ]] || broken="$(status_of '{.status.updateRevision}')"
kubectl --namespace "${namespace}" rollout undo "${deployment}" >&2
if [[ "${deployment}" == statefulset/* ]]; then
  # A StatefulSet waits for a pod that never becomes ready, and replaces none before: such pods of the newer release have to go, once
  # the cluster knows that there is a former one to make in their place.
  SECONDS=0
  while read -r wanted seen < <(status_of '{.metadata.generation} {.status.observedGeneration}{"\n"}') && ((${seen:-0} < wanted)); do
    ((SECONDS < 600)) || fail 'the cluster has not taken notice of that in 600 seconds'
    sleep 0.5
  done
  ready='{{$ready := false}}{{range .status.conditions}}{{if and (eq .type "Ready") (eq .status "True")}}{{$ready = true}}{{end}}{{end}}'
  pods=""
  [[ "$(status_of '{.status.updateRevision}')" == "${broken}" ]] || pods="$(kubectl --namespace "${namespace}" get pods --selector "controller-revision-hash=${broken}" \
    --output "go-template={{range .items}}${ready}{{if not \$ready}}{{.metadata.name}}{{\"\\n\"}}{{end}}{{end}}")"
  while read -r pod; do
    [[ -z "${pod}" ]] || kubectl --namespace "${namespace}" delete pod "${pod}" --wait=false >&2
  done <<< "${pods}"
fi
