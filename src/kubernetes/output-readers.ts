/** Which outputs of Terraform stand in the objects of an environment, and in whose: a deployment puts the values in. */
import { INSTANCE_LABEL } from './manifests/labels';
import type { Manifest } from './manifests/manifest';
import { outputsIn, UsedOutput } from './outputs/output-text';
import { SecretDeliveries } from './workloads/secret-deliveries';
import { outputsUsedIn } from './workloads/used-outputs';
import type { WorkloadRegistry } from './workloads/workload-registry';
import type { Environment } from '../estate/environment';

/**
 * The root modules whose outputs stand in the objects of an environment, sorted, each with the workloads in whose objects they do, sorted.
 * An object that belongs to no workload is named by none.
 */
export function outputReaders(environment: Environment, registry: WorkloadRegistry): Record<string, string[]> {
  const found = new Map<string, Set<string>>();
  const add = (used: readonly UsedOutput[], workload?: string) => {
    for (const { rootModule } of used) {
      const readers = found.get(rootModule) ?? new Set();
      found.set(rootModule, workload === undefined ? readers : readers.add(workload));
    }
  };
  for (const workload of registry.allIn(environment)) {
    const { open, secret } = outputsUsedIn(workload, environment);
    add([...open, ...secret], workload.name);
  }
  const overlay = registry.overlayOf(environment);
  // Once these are recorded, no object has them any more.
  add(outputsIn(SecretDeliveries.of(environment).objectsIn(environment).map(({ manifest }) => manifest)));
  // Whose objects a patch of the whole environment changes, only these can tell.
  if (overlay && outputsIn([overlay._own(), overlay._patches.map(({ patch }) => patch)]).length > 0) {
    for (const object of overlay._objects(() => () => undefined)) add(outputsIn(object), workloadOf(object, registry));
  }
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([rootModule, readers]) => [rootModule, [...readers].sort()]));
}

function workloadOf({ metadata }: Manifest, registry: WorkloadRegistry): string | undefined {
  const name = (metadata.labels as Readonly<Record<string, string>> | undefined)?.[INSTANCE_LABEL];
  return name === undefined ? undefined : registry.find(name)?.name;
}
