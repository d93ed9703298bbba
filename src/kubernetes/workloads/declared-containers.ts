import { reportOfContainer } from './checks/init-container-checks';
import type { Report } from '../../synth/declare/problem';
import type { WorkloadModel } from '../models/workload-model';
import type { PodContainerOptions } from '../options/pod-container-options';
import type { PodOptions } from '../options/pod-options';

/** A workload in which containers are declared. */
interface DeclaringWorkload {
  /** As it is everywhere. */
  readonly base: WorkloadModel;
  /** As it is in each environment. */
  readonly models: readonly WorkloadModel[];
}

/** Reports containers that are declared, or what is said of them, where it does nothing. */
export function checkContainersUsed({ initContainers = {}, sidecars = {} }: PodOptions, { base, models }: DeclaringWorkload, report: Report): void {
  const isSomewhere = (name: string) => models.some((model) => model.initContainers.some((container) => container.name === name));
  const checkSomewhere = (isSidecar: boolean, name: string, { enabled }: PodContainerOptions) => {
    if (enabled !== false || models.length === 0 || isSomewhere(name)) return;
    reportOfContainer(report, isSidecar, name)('no environment has: switch it on with `enabled: true` where it shall run, or drop it.');
  };
  for (const [name, container] of Object.entries(initContainers)) {
    checkSomewhere(false, name, container);
    if (container.beforeSidecars && Object.keys(sidecars).length === 0) {
      reportOfContainer(report, false, name)('runs before the sidecars, and there are none: drop beforeSidecars.');
    }
  }
  const hasService = (base.ports ?? []).some(({ servicePort }) => servicePort !== undefined);
  for (const [name, sidecar] of Object.entries(sidecars)) {
    checkSomewhere(true, name, sidecar);
    for (const { name: port, servicePort, inService } of hasService ? [] : sidecar.ports ?? []) {
      if (servicePort === undefined && !inService) continue;
      reportOfContainer(report, true, name)(`says of port "${port}" what a Service has, and there is none: drop that.`);
    }
  }
}
