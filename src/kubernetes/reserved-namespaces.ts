/** Namespaces in which something else than an estate's services runs, and what. */
const RESERVED: ReadonlyArray<readonly [pattern: RegExp, owner: string]> = [
  [/^default$/, 'every cluster has it, and everything that names no namespace lands there'],
  [/^kube-/, 'Kubernetes keeps such names for itself'],
  [/^(?:argocd|argo-cd|argo-rollouts|argo-workflows)$/, 'Argo runs there'],
  [/^tailscale$/, 'the Tailscale operator runs there'],
  [/^(?:cert-manager|envoy-gateway-system|external-dns|external-secrets|flux-system|ingress-nginx|istio-system|istio-ingress|keda|knative-serving|linkerd|monitoring|velero)$/, 'what serves the whole cluster runs there'],
  [/^(?:calico-system|calico-apiserver|tigera-operator|cilium-secrets)$/, 'the network of the cluster runs there'],
  [/^(?:aks-command|aks-istio-(?:system|ingress|egress)|app-routing-system|azure-arc|dataprotection-microsoft|gatekeeper-system)$/, 'Azure runs parts of AKS there'],
  [/^(?:tke-system|tcr-assistant-system)$/, 'Tencent Cloud runs parts of TKE there'],
  [/^(?:gke-managed-[a-z-]+|gmp-(?:public|system)|config-management-[a-z]+|amazon-cloudwatch|cattle-[a-z-]*system|openshift(?:-.*)?)$/, 'the makers of clusters keep such names for themselves'],
];

/** Patterns of the namespaces in which something else than an estate's services runs. */
export const RESERVED_NAMESPACES: readonly string[] = RESERVED.map(([{ source }]) => source);

/** Why a namespace is not for an environment, whose default-deny policy would cut off what runs there; undefined when it is free. */
export function reservedFor(namespace: string): string | undefined {
  return RESERVED.find(([pattern]) => pattern.test(namespace))?.[1];
}
