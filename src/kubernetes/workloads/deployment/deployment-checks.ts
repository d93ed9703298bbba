import type { DeploymentModel } from './deployment-model';
import type { Report } from '../../../synth/declare/problem';
import type { DeploymentOverrides, ReplicaRange } from '../../options/deployment-options';
import type { ProbeContent } from '../../options/probe';
import { checkProbes } from '../probe-checks';
import { checkPeer, checkRange } from '../value-checks';
import { checkSharedClaims } from '../volume-checks';

/** Reports what is wrong with one declaration of pods that run side by side, beside what any workload may say. */
export function checkDeploymentSettings(settings: DeploymentOverrides, report: Report): void {
  if (settings.replicas) checkReplicas(settings.replicas, report);
  checkRange('targetCpuUtilizationPercent', settings.targetCpuUtilizationPercent, 1, 100, report);
  checkProbes(settings, report);
  for (const source of settings.allowedFrom ?? []) checkPeer('allowedFrom', source._peer, report);
}

/** Reports what does not go together in pods that run side by side. */
export function checkDeploymentModel(model: DeploymentModel, reportWhere: (...options: string[]) => Report): void {
  checkProbedPorts(model, reportWhere);
  checkSharedClaims(model, model.replicas.max, 'say replicas: { min: 1, max: 1 }', reportWhere('volumes', 'replicas'));
}

/** Reports probes of ports on which nothing listens. */
function checkProbedPorts({ probes, ports }: DeploymentModel, reportWhere: (option: string) => Report): void {
  const numbers = ports.map(({ port }) => port);
  for (const [option, probe] of Object.entries(probes as Record<string, ProbeContent | undefined>)) {
    if (probe === undefined || probe.action.kind === 'exec') continue;
    const { port = numbers[0] } = probe.action;
    if (port === undefined) reportWhere(option)(`asks a port in ${option}, and listens on none: give it ports, or ask with Probe.exec.`);
    else if (!numbers.includes(port)) reportWhere(option)(`asks port ${port} in ${option}, on which it does not listen; its ports are: ${numbers.join(', ')}.`);
  }
}

function checkReplicas({ min, max }: ReplicaRange, report: Report): void {
  checkRange('replicas.min', min, 1, 1000, report);
  checkRange('replicas.max', max, 1, 1000, report);
  if (min > max) report(`has a replica range upside down: min ${min} is above max ${max}. Swap the two.`);
}
