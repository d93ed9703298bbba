import { checkRange, checkText } from './value-checks';
import type { Report } from '../../../synth/declare/problem';
import type { WorkloadPort } from '../../options/workload-port';

/** IANA_SVC_NAME, as Kubernetes demands it of the name of a port. */
const PORT_NAME = /^(?=.*[a-z])[a-z0-9]([a-z0-9]|-(?!-)){0,13}[a-z0-9]$|^[a-z]$/;

/** Reports what is wrong with the ports of a workload, the main one first. */
export function checkPorts(ports: readonly WorkloadPort[], report: Report): void {
  for (const [index, { name, port, servicePort, appProtocol, inService }] of ports.entries()) {
    if (!PORT_NAME.test(name)) report(`has a port ${JSON.stringify(name)}; the name of a port has at most 15 lower-case letters, digits and "-", with a letter among them.`);
    checkRange(index === 0 ? 'port' : `port of "${name}"`, port, 1, 65_535, report);
    checkRange(index === 0 ? 'servicePort' : `servicePort of "${name}"`, servicePort, 1, 65_535, report);
    if (appProtocol !== undefined) checkText(`appProtocol of port "${name}"`, appProtocol, report);
    if (inService === false && servicePort !== undefined) report(`has a servicePort of "${name}", which is not in the Service: drop it, or inService.`);
  }
  reportTwice('the name', ports.map(({ name }) => name), report);
  reportTwice('the number', ports.map(({ port, protocol = 'TCP' }) => `${port}/${protocol}`), report);
  reportTwice('the servicePort', ports.filter(({ inService = true }) => inService).map(({ port, servicePort = port, protocol = 'TCP' }) => `${servicePort}/${protocol}`), report);
}

function reportTwice(what: string, values: readonly string[], report: Report): void {
  for (const value of new Set(values.filter((each, index) => values.indexOf(each) !== index))) {
    report(`has two ports with ${what} ${value}: give one of them another.`);
  }
}
