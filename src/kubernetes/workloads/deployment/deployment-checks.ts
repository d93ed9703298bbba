import type { DeploymentModel } from './deployment-model';
import { checkBehavior, checkMetrics, checkScaling } from './scaling-checks';
import type { Report } from '../../../synth/declare/problem';
import type { DeploymentOverrides, ReplicaRange } from '../../options/deployment-options';
import { checkRange } from '../checks/value-checks';
import { checkSharedClaims } from '../checks/volume-checks';
import { checkLongRunningSettings, checkProbedPorts } from '../long-running/long-running-checks';
import { checkMetricsEndpoint } from '../long-running/metrics';

/** Reports what is wrong with one declaration of pods that run side by side, beside what any workload may say. */
export function checkDeploymentSettings(settings: DeploymentOverrides, report: Report): void {
  if (settings.replicas) checkReplicas(settings.replicas, report);
  checkRange('targetCpuUtilizationPercent', settings.targetCpuUtilizationPercent, 1, 100, report);
  checkMetrics(settings.scaleOn, report);
  checkBehavior(settings.scalingBehavior, report);
  checkLongRunningSettings(settings, report);
}

/** Reports what does not go together in pods that run side by side. */
export function checkDeploymentModel(model: DeploymentModel, reportWhere: (...options: string[]) => Report, base: DeploymentModel): void {
  checkProbedPorts(model, reportWhere);
  checkMetricsEndpoint(model, reportWhere);
  checkScaling(model, reportWhere, base);
  checkSharedClaims(model, model.replicas.max, 'say replicas: { min: 1, max: 1 }', reportWhere('volumes', 'replicas'));
}

function checkReplicas({ min, max }: ReplicaRange, report: Report): void {
  checkRange('replicas.min', min, 0, 1000, report);
  checkRange('replicas.max', max, 0, 1000, report);
  if (min === 0 && max > 0) report(`has replicas from 0 to ${max}; an autoscaler keeps one at least. Raise min, or say { min: 0, max: 0 } for none.`);
  if (min > max) report(`has a replica range upside down: min ${min} is above max ${max}. Swap the two.`);
}
