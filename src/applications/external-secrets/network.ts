import { anywhere, DNS_RULE, HTTPS_RULE } from '../../kubernetes/manifests/cluster-egress';
import type { ComponentPolicy } from '../component-policy';

/** The namespace that its chart is rendered for. */
export const EXTERNAL_SECRETS_NAMESPACE = 'external-secrets';

/** It asks the API server and stores of secrets. Source: the ports of its Deployment. */
export const EXTERNAL_SECRETS_POLICIES: readonly ComponentPolicy[] = [
  {
    name: 'controller',
    pods: { 'app.kubernetes.io/instance': 'external-secrets', 'app.kubernetes.io/name': 'external-secrets' },
    ingress: [{ from: [{ namespaceSelector: {} }], ...anywhere([8080]) }],
    egress: [DNS_RULE, HTTPS_RULE],
  },
];
