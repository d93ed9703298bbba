import type { RootModule } from './root-module';
import type { ModuleCall } from './root-module-call';
import type { Environment } from '../../estate/environment';

/** The call that makes the cluster of an environment, or looks it up: the first one of a module of the library for that; undefined: there is none. */
export function clusterCall(environment: Environment, rootModules: readonly RootModule[]): ModuleCall | undefined {
  return rootModules.flatMap((rootModule) => rootModule._callsIn(environment)).find(({ _moduleSource }) => _moduleSource._library?.isCluster);
}
