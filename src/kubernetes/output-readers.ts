/** Which outputs of Terraform stand in the objects of an environment, and in whose: a deployment puts the values in. */
import type { KustomizePatch, PatchContent } from './kustomize/kustomize-patch';
import { INSTANCE_LABEL } from './manifests/labels';
import type { Manifest } from './manifests/manifest';
import { contentsIn, manifestsIn } from './workloads/declarations';
import type { ResolvedWorkload } from './workloads/resolved-workload';
import type { WorkloadRegistry } from './workloads/workload-registry';
import type { Environment } from '../estate/environment';

/**
 * The root modules whose outputs stand in the objects of an environment, sorted, each with the workloads in whose objects they do, sorted.
 * An object that belongs to no workload is named by none.
 */
export function outputReaders(environment: Environment, registry: WorkloadRegistry): Record<string, string[]> {
  const found = new Map<string, Set<string>>();
  const add = (data: unknown, workload?: string) => {
    for (const rootModule of rootModulesIn(data)) {
      const readers = found.get(rootModule) ?? new Set();
      found.set(rootModule, workload === undefined ? readers : readers.add(workload));
    }
  };
  for (const workload of registry.allIn(environment)) add(declaredIn(workload, environment), workload.name);
  const overlay = registry.overlayOf(environment);
  const shared = [overlay?._own(), contentsOf(overlay?._patches ?? [])];
  // Only the objects say whose they are that a patch of the whole environment changes.
  if (rootModulesIn(shared).length > 0) for (const object of overlay!._objects(() => () => undefined)) add(object, workloadOf(object, registry));
  return Object.fromEntries([...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([rootModule, readers]) => [rootModule, [...readers].sort()]));
}

/** All that the objects of a workload in an environment follow from. */
function declaredIn(workload: ResolvedWorkload, environment: Environment): unknown {
  const { patches, manifests } = workload;
  return [
    workload.model(environment),
    contentsIn(patches), contentsIn(patches, environment),
    [...manifestsIn(manifests), ...manifestsIn(manifests, environment)].map(({ manifest }) => manifest),
  ];
}

function contentsOf(patches: ReadonlyArray<{ readonly patch: KustomizePatch }>): PatchContent[] {
  return patches.map(({ patch }) => patch._content);
}

function workloadOf({ metadata }: Manifest, registry: WorkloadRegistry): string | undefined {
  const name = (metadata.labels as Readonly<Record<string, string>> | undefined)?.[INSTANCE_LABEL];
  return name !== undefined && registry.find(name) ? name : undefined;
}

/** Names of the root modules whose outputs stand in some data. */
function rootModulesIn(data: unknown): readonly string[] {
  return [...new Set([...JSON.stringify(data).matchAll(/\$\{terraform\.([A-Za-z0-9_-]+)\.[A-Za-z0-9_.-]+\}/g)].map(([, rootModule]) => rootModule))];
}
