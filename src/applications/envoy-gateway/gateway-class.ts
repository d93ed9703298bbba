import type { EnvoyGatewayOptions } from './envoy-gateway-options';
import type { LoadBalancing } from '../../kubernetes/manifests/gateway/load-balancing';
import { commonLabels } from '../../kubernetes/manifests/labels';
import type { Manifest } from '../../kubernetes/manifests/manifest';
import type { ReplicaRange } from '../../kubernetes/options/deployment-options';
import { ENVOY_GATEWAY_CLASS, ENVOY_GATEWAY_NAMESPACE } from '../../kubernetes/options/gateway-controller';
import { isPlain } from '../../synth/declare/plain-options';

/** Labels of the pods of every gateway, as the controller gives them (its `internal/infrastructure/kubernetes/proxy`). */
export const PROXY_LABELS: Readonly<Record<string, string>> = {
  'app.kubernetes.io/component': 'proxy',
  'app.kubernetes.io/managed-by': 'envoy-gateway',
  'app.kubernetes.io/name': 'envoy',
};

/** They tell the pods of gateways apart. */
const OWNER_LABELS = ['gateway.envoyproxy.io/owning-gateway-name', 'gateway.envoyproxy.io/owning-gateway-namespace'];

const DEFAULT_REPLICAS: ReplicaRange = { min: 2, max: 5 };

/** What the class follows from. */
export interface GatewayClassModel {
  readonly partOf: string;
  /** How the cloud is told what load balancers it shall make. */
  readonly balancing: LoadBalancing;
  readonly options: EnvoyGatewayOptions;
}

export function renderGatewayClass({ partOf }: GatewayClassModel): Manifest {
  return {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'GatewayClass',
    metadata: { name: ENVOY_GATEWAY_CLASS, labels: commonLabels(partOf) },
    spec: {
      controllerName: 'gateway.envoyproxy.io/gatewayclass-controller',
      parametersRef: { group: 'gateway.envoyproxy.io', kind: 'EnvoyProxy', name: ENVOY_GATEWAY_CLASS, namespace: ENVOY_GATEWAY_NAMESPACE },
    },
  };
}

/** What the pods and the Service of every gateway of the class are like. Their hardening is the controller's: it is that of the restricted standard. */
export function renderEnvoyProxy({ partOf, balancing, options }: GatewayClassModel): Manifest {
  const { replicas = DEFAULT_REPLICAS, proxySettings = {} } = options;
  const { always: annotations } = balancing;
  const spec = {
    provider: {
      type: 'Kubernetes',
      kubernetes: {
        envoyDeployment: {
          ...(replicas.min === replicas.max && { replicas: replicas.min }),
          strategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
          pod: { topologySpreadConstraints: ['topology.kubernetes.io/zone', 'kubernetes.io/hostname'].map(spreadOver) },
          container: { resources: RESOURCES },
        },
        ...(replicas.min !== replicas.max && { envoyHpa: renderAutoscaler(replicas) }),
        envoyPDB: { maxUnavailable: 1 },
        envoyService: {
          type: 'LoadBalancer',
          // The proxies, and what stands behind them, see the addresses of clients.
          externalTrafficPolicy: 'Local',
          // Gateways name their own beside these, in spec.infrastructure.
          ...(Object.keys(annotations).length > 0 && { annotations }),
        },
      },
    },
  };
  return {
    apiVersion: 'gateway.envoyproxy.io/v1alpha1',
    kind: 'EnvoyProxy',
    metadata: { name: ENVOY_GATEWAY_CLASS, namespace: ENVOY_GATEWAY_NAMESPACE, labels: commonLabels(partOf) },
    spec: laidOver(spec, proxySettings),
  };
}

/** Without a limit of processor time: a proxy that is throttled slows down everything behind it. */
const RESOURCES = {
  requests: { 'cpu': '100m', 'memory': '256Mi', 'ephemeral-storage': '64Mi' },
  limits: { 'memory': '1Gi', 'ephemeral-storage': '256Mi' },
};

function spreadOver(topologyKey: string): object {
  return {
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: 'ScheduleAnyway',
    labelSelector: { matchLabels: PROXY_LABELS },
    matchLabelKeys: OWNER_LABELS,
  };
}

function renderAutoscaler({ min, max }: ReplicaRange): object {
  return {
    minReplicas: min,
    maxReplicas: max,
    metrics: [{ type: 'ContainerResource', containerResource: { name: 'cpu', container: 'envoy', target: { type: 'Utilization', averageUtilization: 70 } } }],
  };
}

function laidOver(base: unknown, over: unknown): unknown {
  if (!isPlain(base) || !isPlain(over)) return over;
  const entries = Object.entries(over).map(([key, value]) => [key, Object.hasOwn(base, key) ? laidOver(base[key], value) : value]);
  return { ...base, ...Object.fromEntries(entries) };
}
