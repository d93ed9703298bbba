import * as path from 'path';
import type { RootModulesByName } from './reference-links';
import type { ResolvedRootModule } from './resolved-root-module';
import type { GivenOutput } from '../../clouds/module-facts';
import { Problems } from '../../synth/declare/problems';
import { Reference } from '../declare/reference';
import type { ModuleCall } from '../declare/root-module-call';
import { HclElement } from '../hcl/element';

/**
 * Asks the facts of library modules whether what their calls are given of other calls fits, in each environment. What does not is a
 * problem of the call that is given it.
 */
export function checkOutputsBetween(rootModules: RootModulesByName, settled: readonly ResolvedRootModule[]): void {
  const index = new Map(settled.map((root) => [`${root.environment}/${root.name}`, root]));
  for (const root of settled) {
    for (const call of rootModules.get(root.name)?._calls ?? []) {
      const check = call._moduleSource._library?.problemsBetween;
      const inputs = root.calls.find(({ id }) => id === call.callId)?.inputs;
      if (check === undefined || inputs === undefined) continue;
      for (const message of check(inputs, (value) => outputOf(value, root.environment, rootModules, index))) {
        Problems.of(call).add(call._source, `module "${call.callId}": ${message}`);
      }
    }
  }
}

function outputOf(
  value: unknown, environment: string, rootModules: RootModulesByName, settled: ReadonlyMap<string, ResolvedRootModule>,
): GivenOutput | undefined {
  const [collection, key] = value instanceof HclElement ? [value._collection, value._key] : [value, undefined];
  if (!(collection instanceof Reference) || (key !== undefined && typeof key !== 'string')) return undefined;
  const { rootModule, callId, output } = collection._target;
  const call = rootModules.get(rootModule)?._calls.find((other) => other.callId === callId);
  const inputs = settled.get(`${environment}/${rootModule}`)?.calls.find(({ id }) => id === callId)?.inputs;
  if (call?._moduleSource._library === undefined || inputs === undefined) return undefined;
  return { module: moduleOf(call), call: `module "${call.callId}" of root module "${rootModule}"`, inputs, output: { output, key } };
}

function moduleOf({ _moduleSource: { dir } }: ModuleCall): string {
  return path.posix.basename(dir);
}
