import { reportOfContainer } from './init-container-checks';
import type { Report } from '../../synth/declare/problem';
import type { WorkloadModel } from '../models/workload-model';
import type { PodContainerOptions } from '../options/pod-container-options';
import type { PodOptions } from '../options/pod-options';

/**
 * Reports containers that are declared and do nothing.
 * @param models the workload in each environment
 */
export function checkContainersUsed({ initContainers = {}, sidecars = {} }: PodOptions, models: readonly WorkloadModel[], report: Report): void {
  const isSomewhere = (name: string) => models.some((model) => model.initContainers.some((container) => container.name === name));
  const check = (isSidecar: boolean, name: string, { enabled }: PodContainerOptions) => {
    if (enabled !== false || models.length === 0 || isSomewhere(name)) return;
    reportOfContainer(report, isSidecar, name)('no environment has: switch it on with `enabled: true` where it shall run, or drop it.');
  };
  for (const [name, container] of Object.entries(initContainers)) {
    check(false, name, container);
    if (container.beforeSidecars && Object.keys(sidecars).length === 0) reportOfContainer(report, false, name)('runs before the sidecars, and there are none: drop beforeSidecars.');
  }
  for (const [name, container] of Object.entries(sidecars)) check(true, name, container);
}
