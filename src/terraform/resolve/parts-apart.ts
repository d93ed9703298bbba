import { valueOfExpression } from './known-values';
import { ModuleValues } from './module-values';
import { isNamedByCloud } from './names-apart';
import type { ResolvedRootModule } from './resolved-root-module';
import type { Cloud } from '../../clouds/cloud';
import type { Environment } from '../../estate/environment';
import { Problems } from '../../synth/declare/problems';
import { Reference } from '../declare/reference';
import type { RootModule } from '../declare/root-module';
import type { ModuleCall } from '../declare/root-module-call';
import { HclElement } from '../hcl/element';
import type { HclExpression } from '../hcl/expression';
import { string, toText } from '../hcl/known-value';

type Inputs = Readonly<Record<string, unknown>>;

/** A call that is made in an environment, with its inputs there. */
interface MadeCall {
  readonly call: ModuleCall;
  readonly inputs: Inputs;
}

/** Something that a call makes, and that no other may be called like. */
interface TakenName {
  readonly key: string;
  readonly type: string;
  readonly name: string;
}

/**
 * Calls of the same name that make things of the same name: of different modules, such as the private endpoints of a database and of a cache in
 * one resource group, or of one that only begins names with its own. Only calls of the same name are looked into, which is rare.
 * @param cloudOf the cloud of an environment
 */
export function checkPartsApart(
  rootModules: readonly RootModule[], resolvedIn: (root: RootModule, environment: Environment) => ResolvedRootModule | undefined,
  cloudOf: (environment: Environment) => Cloud,
): void {
  const told = new Set<ModuleCall>();
  for (const environment of new Set(rootModules.flatMap((root) => root._environments()))) {
    const byName = new Map<string, MadeCall[]>();
    for (const root of rootModules.filter((each) => each._isIn(environment) && !each.handWritten)) {
      const inputs = new Map(resolvedIn(root, environment)?.calls.map((call) => [call.id, call.inputs]));
      for (const call of root._callsIn(environment).filter(({ _moduleSource }) => _moduleSource._library !== undefined)) {
        const given = inputs.get(call.callId);
        if (typeof given?.name === 'string') byName.set(given.name, [...byName.get(given.name) ?? [], { call, inputs: given }]);
      }
    }
    for (const calls of byName.values()) {
      if (calls.length > 1) checkCallsOfOneName(calls);
    }

    function checkCallsOfOneName(calls: readonly MadeCall[]): void {
      const taken = new Map<string, { readonly call: ModuleCall; readonly type: string }>();
      for (const { call, inputs } of calls) {
        for (const { key, type, name } of namesIn(call, inputs, cloudOf(environment))) {
          const other = taken.get(key);
          taken.set(key, other ?? { call, type });
          // What is called by the name alone, of one module, is said by the other check.
          if (other === undefined || told.has(call) || isSaid(call, other.call)) continue;
          told.add(call);
          Problems.of(call).add(call._source, partProblem(call, other, { key, type, name }, environment));
        }
      }
    }

    function isSaid(call: ModuleCall, other: ModuleCall): boolean {
      return call._moduleSource.dir === other._moduleSource.dir && isNamedByCloud(call, environment) && isNamedByCloud(other, environment);
    }
  }
}

/** What a call makes that has a name of its own on its cloud, as far as that is known. */
function namesIn(call: ModuleCall, inputs: Inputs, cloud: Cloud): TakenName[] {
  // What only Terraform knows is the same where it is the same output.
  const valueOf = (expression: HclExpression) => (isOutput(expression) ? string(`\${${expression._describe()}}`) : valueOfExpression(expression));
  const values = new ModuleValues(call._interface!, inputs, valueOf);
  return values.resources().flatMap(({ type, names, argument }) => {
    const unique = cloud._supplier.uniqueName(type, names);
    if (unique === undefined) return [];
    const [name, ...within] = [unique.argument, ...unique.within].map((each) => argument(each));
    if (name.kind !== 'string' || within.some(({ kind }) => kind !== 'string')) return [];
    const key = [unique.kind, name, ...within].map((each) => (typeof each === 'string' ? each : toText(each))).join('\n');
    return [{ key, type, name: name.value }];
  });
}

function isOutput(expression: HclExpression): boolean {
  return expression instanceof Reference || (expression instanceof HclElement && typeof expression._key !== 'object' && isOutput(expression._collection));
}

function partProblem(
  call: ModuleCall, other: { readonly call: ModuleCall; readonly type: string }, { type, name }: TakenName, environment: Environment,
): string {
  const { callId, rootModule } = other.call;
  return `module "${call.callId}" would make the ${type} "${name}" in environment "${environment.name}", a name that the ${other.type} of module "${callId}" `
    + `of root module "${rootModule.name}" has: give one of the two calls another id, or say its name`;
}
