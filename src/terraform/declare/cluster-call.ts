import type { RootModule } from './root-module';
import type { ModuleCall } from './root-module-call';
import type { ClusterModule } from '../../clouds/cloud-supplier';
import type { Environment } from '../../estate/environment';
import type { Estate } from '../../estate/estate';

/** The call that makes the cluster of an environment, or stands for one: the first one of the library's modules for that; undefined: there is none. */
export function clusterCall({ facts }: Estate, environment: Environment, rootModules: readonly RootModule[]): ModuleCall | undefined {
  const { name, existingName } = facts.cloud._supplier.clusterModule;
  const dirs = [name, ...(existingName === undefined ? [] : [existingName])].map((module) => `${facts.layout.modulesDir}/${module}`);
  return rootModules.flatMap((rootModule) => rootModule._callsIn(environment))
    .find(({ _moduleSource }) => _moduleSource._library !== undefined && dirs.includes(_moduleSource.dir));
}

/** How an environment comes to a cluster, for a problem. */
export function howToHaveCluster({ existingName }: ClusterModule): string {
  return `have the cluster made by it${existingName === undefined ? '' : `, or name the one that is there by the module "${existingName}"`}`;
}
