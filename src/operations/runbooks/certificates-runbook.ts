import type { RunbookSection } from './runbook-section';

/** About certificates that cert-manager gets. */
export const CERTIFICATES: readonly RunbookSection[] = [
  {
    title: 'A certificate is not renewed',
    text: 'cert-manager renews 30 days before the end. Each step leaves an object: a Certificate makes a CertificateRequest, that an Order, that a Challenge.',
    commands: [
      'kubectl get certificates --all-namespaces',
      'kubectl --namespace <namespace> describe certificate <name>',
      'kubectl --namespace <namespace> get orders,challenges',
      'kubectl --namespace cert-manager logs deployment/cert-manager --tail 100',
    ],
    steps: [
      'A Challenge that waits says what Let\'s Encrypt, or cert-manager before it, could not reach: the host has to lead to the gateway, at port 80, from the internet. `curl -v http://<host>/.well-known/acme-challenge/x`.',
      '`too many certificates`: a limit of Let\'s Encrypt, which ends after a week. `staging: true` of `CertManager` tries without one.',
      'Mended: `kubectl --namespace <namespace> delete certificaterequest <name>` begins anew at once.',
    ],
  },
  {
    title: 'A key has become known',
    steps: ['Delete the Secret of the certificate: cert-manager makes another key and asks for another certificate within minutes.', 'Revoke the old one at Let\'s Encrypt (`certbot revoke --cert-path <file> --key-path <file>`).'],
  },
];
