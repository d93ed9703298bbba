import type { Report } from '../../../synth/declare/problem';
import type { ContainerModel } from '../../models/container-model';
import type { LongRunningOverrides } from '../../options/long-running-options';
import type { ProbeContent } from '../../options/probe';
import type { ServicePortOptions } from '../../options/service-port-options';
import type { WorkloadPort } from '../../options/workload-port';
import { checkPorts } from '../checks/port-checks';
import { checkProbes } from '../checks/probe-checks';
import { checkPeer } from '../checks/value-checks';

/** Reports what is wrong with one declaration of pods that run until somebody ends them, beside what any workload may say. */
export function checkLongRunningSettings(settings: LongRunningOverrides, report: Report): void {
  checkProbes(settings, report);
  for (const source of settings.allowedFrom ?? []) checkPeer('allowedFrom', source._peer, report);
}

/** Reports what is wrong with the ports of a workload with a Service. */
export function checkServicePorts(
  { port, portName, servicePort, appProtocol, additionalPorts = [] }: Partial<ServicePortOptions>, defaultName: string, report: Report,
): void {
  if (port !== undefined) checkPorts([{ name: portName ?? defaultName, port, servicePort, appProtocol }, ...additionalPorts], report);
}

/** Reports what is wrong with the ports of a workload without a Service. */
export function checkPortsWithoutService(noun: string, ports: readonly WorkloadPort[] = [], report: Report): void {
  checkPorts(ports, report);
  for (const { name, servicePort, inService } of ports) {
    if (servicePort !== undefined || inService) report(`says of port "${name}" what its Service has, and a ${noun} has none: drop that, or make it a service.`);
  }
}

/** Reports probes of ports on which nothing listens. */
export function checkProbedPorts({ probes = {}, ports = [] }: Pick<ContainerModel, 'probes' | 'ports'>, reportWhere: (option: string) => Report): void {
  const numbers = ports.map(({ port }) => port);
  for (const [option, probe] of Object.entries(probes as Record<string, ProbeContent | undefined>)) {
    if (probe === undefined || probe.action.kind === 'exec') continue;
    const { port = numbers[0] } = probe.action;
    if (port === undefined) reportWhere(option)(`asks a port in ${option}, and listens on none: give it ports, or ask with Probe.exec.`);
    else if (!numbers.includes(port)) reportWhere(option)(`asks port ${port} in ${option}, on which it does not listen; its ports are: ${numbers.join(', ')}.`);
  }
}
