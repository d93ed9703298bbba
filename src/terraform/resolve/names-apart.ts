import type { ResolvedRootModule } from './resolved-root-module';
import type { Environment } from '../../estate/environment';
import { Problems } from '../../synth/declare/problems';
import type { RootModule } from '../declare/root-module';
import type { ModuleCall } from '../declare/root-module-call';

/**
 * Two calls of one module that the cloud's rule gives the same name in an environment: the cloud refuses the second, or lets two states fight over one
 * resource, which Terraform finds out at apply time. It comes of one id in two root modules, or of ids that a rule for names takes for the same.
 * @param resolvedIn a root module as it is settled in an environment
 */
export function checkNamesApart(
  rootModules: readonly RootModule[], resolvedIn: (root: RootModule, environment: Environment) => ResolvedRootModule | undefined,
): void {
  const taken = new Map<string, ModuleCall>();
  const told = new Set<ModuleCall>();
  for (const root of rootModules) {
    for (const environment of root._environments()) {
      const inputs = new Map(resolvedIn(root, environment)?.calls.map((call) => [call.id, call.inputs]));
      for (const call of root._callsIn(environment).filter((each) => isNamedByCloud(each, environment))) {
        const { name } = inputs.get(call.callId) ?? {};
        if (typeof name !== 'string') continue;
        const key = [environment.name, call._moduleSource.dir, name].join(' ');
        const other = taken.get(key);
        taken.set(key, other ?? call);
        if (other === undefined || told.has(call)) continue;
        told.add(call);
        Problems.of(call).add(call._source, problemOf(call, other, name, environment));
      }
    }
  }
}

/** A name that is given is the user's business, as is a root module that is written by hand. */
export function isNamedByCloud(call: ModuleCall, environment: Environment): boolean {
  const { _library: library } = call._moduleSource;
  return library !== undefined && !library.namesParts && !call.rootModule.handWritten && call._inputsOf(environment).name === undefined;
}

function problemOf(call: ModuleCall, other: ModuleCall, name: string, environment: Environment): string {
  return `module "${call.callId}" would be called "${name}" in environment "${environment.name}", as module "${other.callId}" of root module "${other.rootModule.name}" is: give one of them another id, or say its name`;
}
