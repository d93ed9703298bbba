import type { RootModule } from './root-module';
import type { ModuleCall } from './root-module-call';
import type { Environment } from '../../estate/environment';
import type { Estate } from '../../estate/estate';

/** The call that makes the cluster of an environment: the first one of the library's module for that; undefined: there is none. */
export function clusterCall({ facts }: Estate, environment: Environment, rootModules: readonly RootModule[]): ModuleCall | undefined {
  const dir = `${facts.layout.modulesDir}/${facts.cloud._supplier.clusterModule.name}`;
  return rootModules.flatMap((rootModule) => rootModule._callsIn(environment))
    .find(({ _moduleSource }) => _moduleSource._library !== undefined && _moduleSource.dir === dir);
}
