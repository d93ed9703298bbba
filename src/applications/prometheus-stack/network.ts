import { GRAFANA } from './grafana';
import { STATE_METRICS, STATE_METRICS_PORT } from './kube-state-metrics';
import { ALERTMANAGER, PROMETHEUS } from './prometheus';
import { partLabels } from './stack-model';
import { anywhere, DNS_RULE, HTTPS_RULE } from '../../kubernetes/manifests/cluster-egress';
import type { ComponentPolicy } from '../component-policy';

/** The operator gives both kinds of label to the pods of what it runs. */
const pods = (name: string) => ({ 'app.kubernetes.io/name': name });
const from = (name: string) => [{ podSelector: { matchLabels: pods(name) } }];
const tcp = (...ports: number[]) => ports.map((port) => ({ protocol: 'TCP', port }));

const WEB = { prometheus: 9090, alertmanager: 9093, mesh: 9094, kubelet: 10250 };
/** Submission of mail, in the clear at first or never. */
const SMTP = [465, 587];

/**
 * Who connects to whom in the namespace of the stack. Prometheus may ask pods of all namespaces: whether it is let in says the policy of the
 * workload, to the one port of its metrics.
 */
export const STACK_POLICIES: readonly ComponentPolicy[] = [
  { name: 'operator', pods: pods('prometheus-operator'), egress: [DNS_RULE, HTTPS_RULE] },
  {
    name: PROMETHEUS,
    pods: pods(PROMETHEUS),
    ingress: [{ from: from(GRAFANA), ports: tcp(WEB.prometheus) }],
    egress: [DNS_RULE, HTTPS_RULE, anywhere([WEB.kubelet]), { to: [{ namespaceSelector: {} }] }],
  },
  {
    name: ALERTMANAGER,
    pods: pods(ALERTMANAGER),
    ingress: [
      { from: from(PROMETHEUS), ports: tcp(WEB.alertmanager) },
      { from: from(ALERTMANAGER), ports: [...tcp(WEB.mesh), { protocol: 'UDP', port: WEB.mesh }] },
    ],
    egress: [DNS_RULE, anywhere([443, ...SMTP]), { to: from(ALERTMANAGER), ports: [...tcp(WEB.mesh), { protocol: 'UDP', port: WEB.mesh }] }],
  },
  {
    name: STATE_METRICS,
    pods: partLabels(STATE_METRICS),
    ingress: [{ from: from(PROMETHEUS), ports: tcp(STATE_METRICS_PORT) }],
    egress: [DNS_RULE, HTTPS_RULE],
  },
];

/** Nobody connects to Grafana but by `kubectl port-forward`, which no policy sees. */
export const GRAFANA_POLICY: ComponentPolicy = {
  name: GRAFANA, pods: partLabels(GRAFANA), egress: [DNS_RULE, HTTPS_RULE, { to: from(PROMETHEUS), ports: tcp(WEB.prometheus) }],
};
