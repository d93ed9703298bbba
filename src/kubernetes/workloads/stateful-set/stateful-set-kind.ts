import { renderPodsService } from './pods-service';
import { renderStatefulSet } from './stateful-set';
import { checkPodClaims, checkStatefulSetSettings } from './stateful-set-checks';
import { portsOf, resolveStatefulSet, StatefulServiceSettings, StatefulSetModel } from './stateful-set-model';
import type { StatefulSetFacts } from './watch/stateful-set-facts';
import { STATEFUL_SET_WATCH } from './watch/stateful-set-watch';
import { renderNetworkPolicy } from '../../manifests/network-policy';
import { renderPodDisruptionBudget } from '../../manifests/pod-disruption-budget';
import { renderPodMonitor } from '../../manifests/pod-monitor';
import { renderServiceAccount } from '../../manifests/service-account';
import { PodSpread } from '../../options/spread-options';
import { PodManagementPolicy } from '../../options/stateful-service-options';
import { ServiceType } from '../../options/workload-port';
import { renderClusterService } from '../long-running/cluster-service';
import { checkProbedPorts } from '../long-running/long-running-checks';
import { NOT_THE_DEFAULTS_OF_LONG_RUNNING } from '../long-running/long-running-kind';
import { checkMetricsEndpoint } from '../long-running/metrics';
import { sidecarPorts } from '../resolve/resolve-ports';
import type { WorkloadKind } from '../workload-kind';

/** A StatefulSet behind a Service: pods with a name and a disk of their own. */
export const STATEFUL_SET: WorkloadKind<StatefulServiceSettings, StatefulSetModel, StatefulSetFacts> = {
  noun: 'stateful service',
  addMethod: 'addStatefulService',
  // Each pod has a label with its name and a hash (11 characters). Its own name and those of its Services are shorter.
  longestName: 63 - 11,
  podOwner: { apiVersion: 'apps/v1', kind: 'StatefulSet' },
  rollsOut: true,
  resources: {
    'networkpolicy.yaml': renderNetworkPolicy,
    'pdb.yaml': renderPodDisruptionBudget,
    'service-pods.yaml': renderPodsService,
    'service.yaml': renderClusterService,
    'serviceaccount.yaml': renderServiceAccount,
    'statefulset.yaml': renderStatefulSet,
  },
  optionalResources: { 'podmonitor.yaml': renderPodMonitor },
  required: ['port'],
  notTheDefaults: {
    ...NOT_THE_DEFAULTS_OF_LONG_RUNNING,
    portName: 'another',
    serviceType: ServiceType.NODE_PORT,
    replicas: { min: 901, max: 901 },
    spread: PodSpread.NONE,
    podManagementPolicy: PodManagementPolicy.PARALLEL,
  },
  watch: STATEFUL_SET_WATCH,
  resolve: resolveStatefulSet,
  portsOf: (settings) => [...portsOf(settings), ...sidecarPorts(settings)],
  checkSettings: checkStatefulSetSettings,
  checkModel: (model, reportWhere, base) => {
    checkProbedPorts(model, reportWhere);
    checkMetricsEndpoint(model, reportWhere);
    checkPodClaims(model, reportWhere, base);
  },
};
