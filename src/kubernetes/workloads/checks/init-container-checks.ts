import { checkContainer } from './container-checks';
import { checkPorts } from './port-checks';
import { checkProbes } from './probe-checks';
import { mountPathProblem } from './volume-checks';
import type { Report } from '../../../synth/declare/problem';
import { isDnsLabel } from '../../../text/names';
import type { PodContainerOptions } from '../../options/pod-container-options';
import type { PodOptions } from '../../options/pod-options';

/** A volume is called after the container, with `tmp-` before it. */
const LONGEST_NAME = 63 - 'tmp-'.length;

/** What people call an init container or a sidecar, and problems do. */
export function containerSubject(isSidecar: boolean, name: string): string {
  return isSidecar ? `a sidecar "${name}"` : `an init container "${name}"`;
}

/** Reports problems of a container in words that follow its pod. */
export function reportOfContainer(report: Report, isSidecar: boolean, name: string): Report {
  return (message) => report(`has ${containerSubject(isSidecar, name)} that ${message}`);
}

/** Reports what is wrong with one declaration of init containers and sidecars, seen by itself. */
export function checkInitContainers({ initContainers = {}, sidecars = {} }: PodOptions, report: Report): void {
  for (const [name, container] of Object.entries(initContainers)) {
    checkName(name, report);
    checkOther(container, reportOfContainer(report, false, name));
  }
  for (const [name, sidecar] of Object.entries(sidecars)) {
    checkName(name, report);
    const reportSidecar = reportOfContainer(report, true, name);
    checkOther(sidecar, reportSidecar);
    checkPorts(sidecar.ports ?? [], reportSidecar);
    checkProbes(sidecar, reportSidecar);
  }
}

function checkOther(container: PodContainerOptions, report: Report): void {
  checkContainer(container, report);
  for (const path of Object.keys(container.mounts ?? {})) {
    const problem = mountPathProblem(path);
    if (problem !== undefined) report(`has a volume at ${JSON.stringify(path)}, ${problem}.`);
  }
}

function checkName(name: string, report: Report): void {
  if (isDnsLabel(name) && name.length <= LONGEST_NAME) return;
  report(`has a container ${JSON.stringify(name)}; the name of one has at most ${LONGEST_NAME} lower-case letters, digits and "-", with a letter or digit first and last.`);
}
