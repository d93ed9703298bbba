import type { CertManagerOptions } from './cert-manager-options';
import { commonLabels } from '../../kubernetes/manifests/labels';
import type { Manifest } from '../../kubernetes/manifests/manifest';
import { DEFAULT_ISSUER } from '../../kubernetes/options/gateway-tls';

/** Let's Encrypt: "Staging Environment". */
const PRODUCTION = 'https://acme-v02.api.letsencrypt.org/directory';
const STAGING = 'https://acme-staging-v02.api.letsencrypt.org/directory';

/** Who gets certificates of Let's Encrypt for all namespaces, by showing that a host leads here (ACME's HTTP-01). */
export function renderIssuer(partOf: string, { issuerName = DEFAULT_ISSUER, email, staging, ingressClassName }: CertManagerOptions): Manifest {
  return {
    apiVersion: 'cert-manager.io/v1',
    kind: 'ClusterIssuer',
    metadata: { name: issuerName, labels: commonLabels(partOf) },
    spec: {
      acme: {
        server: staging ? STAGING : PRODUCTION,
        ...(email !== undefined && { email }),
        // Accounts of both environments are different ones.
        privateKeySecretRef: { name: `${issuerName}-${staging ? 'staging-' : ''}account` },
        solvers: [{ http01: ingressClassName === undefined ? THROUGH_GATEWAYS : { ingress: { ingressClassName } } }],
      },
    },
  };
}

/**
 * Without a gateway: cert-manager takes the one whose certificate it is, which it notes on the Certificate that it makes (its `certificate-shim`).
 * Left out, the type of the Services would be NodePort.
 */
const THROUGH_GATEWAYS = { gatewayHTTPRoute: { serviceType: 'ClusterIP' } };
