import type { ServiceModel, ServiceSettings } from './service-model';
import type { Report } from '../../../synth/declare/problem';
import type { ProbeContent } from '../../options/probe';
import type { ReplicaRange } from '../../options/service-options';
import { checkAnnotations } from '../metadata-checks';
import { checkPorts } from '../port-checks';
import { checkProbes } from '../probe-checks';
import { checkPeer, checkRange } from '../value-checks';

/** Reports what is wrong with one declaration of a service, beside what any workload may say. */
export function checkServiceSettings(settings: ServiceSettings, report: Report): void {
  const { port, portName: name = 'http', servicePort, appProtocol, additionalPorts = [] } = settings;
  if (port !== undefined) checkPorts([{ name, port, servicePort, appProtocol }, ...additionalPorts], report);
  if (settings.replicas) checkReplicas(settings.replicas, report);
  checkRange('targetCpuUtilizationPercent', settings.targetCpuUtilizationPercent, 1, 100, report);
  checkProbes(settings, report);
  checkAnnotations('serviceAnnotations', settings.serviceAnnotations, report);
  if (settings.env?.PORT !== undefined) report('sets PORT in env; PORT always holds `port`. Remove it.');
  for (const source of settings.allowedFrom ?? []) checkPeer('allowedFrom', source._peer, report);
}

/** Reports probes of ports on which the service does not listen. */
export function checkProbedPorts({ probes, ports }: ServiceModel, reportWhere: (option: string) => Report): void {
  for (const [option, probe] of Object.entries(probes as Record<string, ProbeContent | undefined>)) {
    if (probe === undefined || probe.action.kind === 'exec' || probe.action.port === undefined) continue;
    const { port } = probe.action;
    if (ports.some((known) => known.port === port)) continue;
    reportWhere(option)(`asks port ${port} in ${option}, on which it does not listen; its ports are: ${ports.map((known) => known.port).join(', ')}. One for probes alone is an additionalPorts with inService: false.`);
  }
}

function checkReplicas({ min, max }: ReplicaRange, report: Report): void {
  checkRange('replicas.min', min, 1, 1000, report);
  checkRange('replicas.max', max, 1, 1000, report);
  if (min > max) report(`has a replica range upside down: min ${min} is above max ${max}. Swap the two.`);
}
