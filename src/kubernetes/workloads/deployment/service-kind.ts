import { renderDeployment } from './deployment';
import { checkDeploymentModel } from './deployment-checks';
import { DEPLOYMENT, NOT_THE_DEFAULTS_OF_DEPLOYMENTS } from './deployment-kind';
import { renderHorizontalPodAutoscaler } from './horizontal-pod-autoscaler';
import { checkObjective } from './objective-checks';
import { checkServiceSettings } from './service-checks';
import { portsOf, resolveService, ServiceModel, ServiceSettings } from './service-model';
import type { ServiceFacts } from './watch/service-facts';
import { SERVICE_WATCH } from './watch/service-watch';
import { renderNetworkPolicy } from '../../manifests/network-policy';
import { renderPodDisruptionBudget } from '../../manifests/pod-disruption-budget';
import { renderPodMonitor } from '../../manifests/pod-monitor';
import { renderServiceAccount } from '../../manifests/service-account';
import { ServiceType } from '../../options/workload-port';
import { renderClusterService } from '../long-running/cluster-service';
import { sidecarPorts } from '../resolve/resolve-ports';
import type { WorkloadKind } from '../workload-kind';

/** A Deployment that serves HTTP behind a Service, scaled by its load. */
export const SERVICE: WorkloadKind<ServiceSettings, ServiceModel, ServiceFacts> = {
  noun: 'service',
  addMethod: 'addService',
  ...DEPLOYMENT,
  resources: {
    'deployment.yaml': renderDeployment,
    'networkpolicy.yaml': renderNetworkPolicy,
    'pdb.yaml': renderPodDisruptionBudget,
    'service.yaml': renderClusterService,
    'serviceaccount.yaml': renderServiceAccount,
  },
  optionalResources: { 'hpa.yaml': renderHorizontalPodAutoscaler, 'podmonitor.yaml': renderPodMonitor },
  runsInCloudBaseRun: true,
  required: ['port'],
  notTheDefaults: {
    ...NOT_THE_DEFAULTS_OF_DEPLOYMENTS,
    portName: 'another',
    serviceType: ServiceType.NODE_PORT,
  },
  watch: SERVICE_WATCH,
  resolve: resolveService,
  portsOf: (settings) => [...portsOf(settings), ...sidecarPorts(settings)],
  checkSettings: checkServiceSettings,
  checkModel: (model, reportWhere, base) => {
    checkDeploymentModel(model, reportWhere, base);
    if (model.objective) checkObjective(model.objective, reportWhere('objective'));
  },
};
