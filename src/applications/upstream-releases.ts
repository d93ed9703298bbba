import { UpstreamRelease } from './upstream-release';

/** Argo CD 3.5 is tested with Kubernetes 1.33 to 1.36. */
export const ARGO_CD = new UpstreamRelease('Argo CD', 'v3.5.1', 'argo-cd', 'install.yaml');
/** The same with several copies of each part, and three of its cache. It needs three nodes. */
export const ARGO_CD_HIGHLY_AVAILABLE = new UpstreamRelease('Argo CD', 'v3.5.1', 'argo-cd', 'ha-install.yaml');
export const TAILSCALE_OPERATOR = new UpstreamRelease('Tailscale operator', 'v1.102.3', 'tailscale-operator', 'operator.yaml');
/** Envoy Gateway 1.9 is tested with Kubernetes 1.33 to 1.36, and with Gateway API 1.6.1. */
export const ENVOY_GATEWAY = new UpstreamRelease('Envoy Gateway', 'v1.9.1', 'envoy-gateway', 'install.yaml');
/** The definitions of Gateway API's standard channel, of the version that Envoy Gateway is tested with. */
export const GATEWAY_API = new UpstreamRelease('Gateway API', 'v1.6.1', 'gateway-api', 'standard-install.yaml');
export const CERT_MANAGER = new UpstreamRelease('cert-manager', 'v1.21.2', 'cert-manager', 'install.yaml');
export const EXTERNAL_SECRETS = new UpstreamRelease('External Secrets', 'v2.9.0', 'external-secrets', 'install.yaml');
/** It runs Prometheus 3.5 and Alertmanager 0.28. */
export const PROMETHEUS_OPERATOR = new UpstreamRelease('Prometheus Operator', 'v0.85.0', 'prometheus-operator', 'operator.yaml');
