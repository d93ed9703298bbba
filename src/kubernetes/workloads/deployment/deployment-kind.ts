import { renderClusterService } from './cluster-service';
import { renderDeployment } from './deployment';
import { renderHorizontalPodAutoscaler } from './horizontal-pod-autoscaler';
import { checkObjective } from './objective-checks';
import { checkProbedPorts, checkServiceSettings } from './service-checks';
import { portsOf, resolveService, ServiceModel, ServiceSettings } from './service-model';
import type { ServiceFacts } from './watch/service-facts';
import { SERVICE_WATCH } from './watch/service-watch';
import { renderNetworkPolicy } from '../../manifests/network-policy';
import { renderPodDisruptionBudget } from '../../manifests/pod-disruption-budget';
import { renderServiceAccount } from '../../manifests/service-account';
import { Probe } from '../../options/probe';
import { ServiceType } from '../../options/workload-port';
import { NOT_THE_DEFAULTS } from '../resolve-settings';
import type { WorkloadKind } from '../workload-kind';

/** A Deployment that serves HTTP behind a Service, scaled by cpu. */
export const DEPLOYMENT: WorkloadKind<ServiceSettings, ServiceModel, ServiceFacts> = {
  noun: 'service',
  addMethod: 'addService',
  // A pod's name is that of its service, the hash of a ReplicaSet (11 characters) and its own (6).
  longestName: 63 - 17,
  podOwner: { apiVersion: 'apps/v1', kind: 'Deployment' },
  rollsOut: true,
  resources: {
    'deployment.yaml': renderDeployment,
    'hpa.yaml': renderHorizontalPodAutoscaler,
    'networkpolicy.yaml': renderNetworkPolicy,
    'pdb.yaml': renderPodDisruptionBudget,
    'service.yaml': renderClusterService,
    'serviceaccount.yaml': renderServiceAccount,
  },
  required: ['port'],
  notTheDefaults: {
    ...NOT_THE_DEFAULTS,
    replicas: { min: 901, max: 902 },
    targetCpuUtilizationPercent: 99,
    liveness: Probe.http('/another/livez'),
    readiness: Probe.http('/another/readyz'),
    startupTimeoutSeconds: 900,
    portName: 'another',
    serviceType: ServiceType.NODE_PORT,
    allowedFrom: [],
  },
  watch: SERVICE_WATCH,
  resolve: resolveService,
  portsOf,
  checkSettings: checkServiceSettings,
  checkModel: (model, reportWhere) => {
    checkProbedPorts(model, reportWhere);
    if (model.objective) checkObjective(model.objective, reportWhere('objective'));
  },
};
