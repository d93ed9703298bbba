import { UpstreamRelease } from './upstream-release';

/** Argo CD 3.5 is tested with Kubernetes 1.33 to 1.36. */
export const ARGO_CD = new UpstreamRelease('Argo CD', 'v3.5.1', 'argo-cd', 'install.yaml');
/** The same with several copies of each part, and three of its cache. It needs three nodes. */
export const ARGO_CD_HIGHLY_AVAILABLE = new UpstreamRelease('Argo CD', 'v3.5.1', 'argo-cd', 'ha-install.yaml');
export const TAILSCALE_OPERATOR = new UpstreamRelease('Tailscale operator', 'v1.102.3', 'tailscale-operator', 'operator.yaml');
