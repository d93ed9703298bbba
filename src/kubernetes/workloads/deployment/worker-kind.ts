import { renderDeployment } from './deployment';
import { checkDeploymentModel } from './deployment-checks';
import { DEPLOYMENT, NOT_THE_DEFAULTS_OF_DEPLOYMENTS } from './deployment-kind';
import type { DeploymentModel } from './deployment-model';
import { renderHorizontalPodAutoscaler } from './horizontal-pod-autoscaler';
import type { DeploymentFacts } from './watch/deployment-facts';
import { WORKER_WATCH } from './watch/worker-watch';
import { checkWorkerSettings } from './worker-checks';
import { resolveWorker, workerPorts, WorkerSettings } from './worker-model';
import { renderNetworkPolicy } from '../../manifests/network-policy';
import { renderPodDisruptionBudget } from '../../manifests/pod-disruption-budget';
import { renderPodMonitor } from '../../manifests/pod-monitor';
import { renderServiceAccount } from '../../manifests/service-account';
import { sidecarPorts } from '../resolve/resolve-ports';
import type { WorkloadKind } from '../workload-kind';

/** A Deployment that nobody sends requests to: it takes its work from a queue, or finds it by itself. */
export const WORKER: WorkloadKind<WorkerSettings, DeploymentModel, DeploymentFacts> = {
  noun: 'worker',
  addMethod: 'addWorker',
  ...DEPLOYMENT,
  resources: {
    'deployment.yaml': renderDeployment,
    'networkpolicy.yaml': renderNetworkPolicy,
    'pdb.yaml': renderPodDisruptionBudget,
    'serviceaccount.yaml': renderServiceAccount,
  },
  optionalResources: { 'hpa.yaml': renderHorizontalPodAutoscaler, 'podmonitor.yaml': renderPodMonitor },
  required: [],
  notTheDefaults: NOT_THE_DEFAULTS_OF_DEPLOYMENTS,
  watch: WORKER_WATCH,
  resolve: resolveWorker,
  portsOf: (settings) => [...workerPorts(settings), ...sidecarPorts(settings)],
  checkSettings: checkWorkerSettings,
  checkModel: checkDeploymentModel,
};
