import type { Panel } from './panel';
import { matchers } from './promql';
import type { AlertPage } from './runbook';
import { gauge, TriedAlert } from './trial';
import { namespacesWhere, WatchedWorkload } from './watched-workload';
import type { RouteModel } from '../models/route-model';

const DAY_SECONDS = 86_400;
/** cert-manager renews when a third of the time is left: 30 days of 90, or 15 of 45. */
const LEAST_DAYS = 14;

/** What is watched of the certificates of a workload's hosts. */
export interface CertificateFacts {
  /** Names of those that cert-manager makes; undefined: there are none. */
  readonly certificates?: readonly string[];
}

export function certificateFacts({ routes }: { readonly routes: readonly RouteModel[] }): CertificateFacts {
  const certificates = [...new Set(routes.flatMap(({ renewedCertificate }) => renewedCertificate ?? []))];
  return certificates.length > 0 ? { certificates } : {};
}

/** The alerts on certificates that cert-manager makes; none where there are none. They read metrics of cert-manager. */
export function certificateAlerts(prefix: string, workload: WatchedWorkload<CertificateFacts>): TriedAlert[] {
  const namespaces = namespacesWhere(workload, ({ certificates = [] }) => certificates.length > 0);
  if (namespaces.length === 0) return [];
  const names = namesIn(workload);
  const all = matchers({ namespace: namespaces, name: names });
  const example = matchers({ namespace: namespaces[0], name: workload.environments.flatMap(({ certificates = [] }) => certificates)[0] });
  return [
    {
      name: `${prefix}CertificateNotReady`,
      severity: 'critical',
      forMinutes: 15,
      expr: `max by (namespace, name) (certmanager_certificate_ready_status{${all}, condition="True"}) == 0`,
      summary: 'there is no valid certificate {{ $labels.name }}',
      namespaces,
      trouble: { [`certmanager_certificate_ready_status{${example}, condition="True"}`]: gauge(0, 1) },
    },
    {
      name: `${prefix}CertificateNotRenewed`,
      severity: 'warning',
      forMinutes: 15,
      // One that was never made ends at 0.
      expr: `max by (namespace, name) (certmanager_certificate_expiration_timestamp_seconds{${all}} > 0) - time() < ${LEAST_DAYS} * ${DAY_SECONDS}`,
      summary: 'certificate {{ $labels.name }} ends in {{ $value | humanizeDuration }}, and was not renewed',
      namespaces,
      trouble: { [`certmanager_certificate_expiration_timestamp_seconds{${example}}`]: gauge((LEAST_DAYS - 1) * DAY_SECONDS, 90 * DAY_SECONDS) },
    },
  ];
}

/** What to do about them. */
export function certificatePages<F extends CertificateFacts>(prefix: string, noun: string): Readonly<Record<string, AlertPage<F>>> {
  const needs: AlertPage<F>['needs'] = { option: 'expose', isSaid: ({ certificates }) => certificates !== undefined };
  const look = [
    'kubectl --namespace <namespace> describe certificate <name>',
    'kubectl --namespace <namespace> get certificaterequests,orders,challenges',
    'kubectl --namespace cert-manager logs deployment/cert-manager --tail 100',
  ];
  const act = [
    'A Challenge that waits says what Let\'s Encrypt, or cert-manager before it, could not reach: the host has to lead to the gateway, at port 80, from the internet.',
    'There is no issuer of the name that the Certificate asks for: `CertManager` makes it, and `GatewayTls.certManager({ clusterIssuer })` names it.',
    '`too many certificates`: a limit of Let\'s Encrypt, which ends after a week.',
    'The cause is gone: `kubectl --namespace <namespace> delete certificaterequest <name>` begins anew at once.',
  ];
  return {
    [`${prefix}CertificateNotReady`]: {
      severity: 'critical',
      needs,
      runbook: () => ({
        meaning: `For 15 minutes a host of the ${noun} has had no valid certificate: it was never made, does not fit the host any more, or has ended.`,
        impact: 'Browsers refuse the host.',
        look,
        act: ['The host is new, and has no record in DNS yet: make it. cert-manager goes on by itself.', ...act],
      }),
    },
    [`${prefix}CertificateNotRenewed`]: {
      severity: 'warning',
      needs,
      runbook: () => ({
        meaning: `A certificate of a host of the ${noun} ends within ${LEAST_DAYS} days. cert-manager should have renewed it, and tries again and again.`,
        impact: 'Once it has ended, browsers refuse the host.',
        look,
        act,
      }),
    },
  };
}

/** How long they are good, over `$namespace`. */
export function certificatePanels(workload: WatchedWorkload<CertificateFacts>): Panel[] {
  const names = namesIn(workload);
  if (names.length === 0) return [];
  return [{
    title: 'Certificates are good for',
    unit: 's',
    queries: [[`max by (namespace, name) (certmanager_certificate_expiration_timestamp_seconds{namespace=~"$namespace", ${matchers({ name: names })}}) - time()`, '{{namespace}} {{name}}']],
  }];
}

function namesIn({ environments }: WatchedWorkload<CertificateFacts>): string[] {
  return [...new Set(environments.flatMap(({ certificates = [] }) => certificates))];
}
