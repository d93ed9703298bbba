import { attempt, valueOfExpression } from './known-values';
import { ModuleValues } from './module-values';
import type { RootModulesByName } from './reference-links';
import type { ResolvedRootModule } from './resolved-root-module';
import { Reference, ReferenceTarget } from '../declare/reference';
import { offeredCallOutput } from '../declare/root-module-outputs';
import { HclElement } from '../hcl/element';
import type { HclExpression } from '../hcl/expression';
import { elementAt, KnownValue, knownValueOf, UNKNOWN } from '../hcl/known-value';

/** What is known, before Terraform runs, of the outputs of an estate. */
export class EstateValues {
  private readonly settled: ReadonlyMap<string, ResolvedRootModule>;
  private readonly modules = new Map<string, ModuleValues>();
  private readonly known = new Map<string, KnownValue>();

  constructor(private readonly rootModules: RootModulesByName, settled: readonly ResolvedRootModule[]) {
    this.settled = new Map(settled.map((root) => [`${root.environment}/${root.name}`, root]));
  }

  /** The value of an output in an environment, as far as it is known. */
  public output(target: ReferenceTarget, environment: string): KnownValue {
    const key = [environment, target.rootModule, target.callId, target.output].join('/');
    let value = this.known.get(key);
    if (value === undefined) {
      // What leads back to itself is reported elsewhere.
      this.known.set(key, UNKNOWN);
      value = this.find(target, environment);
      this.known.set(key, value);
    }
    return value;
  }

  /** The value of an expression, as far as it is known. */
  public valueOf(expression: HclExpression, environment: string): KnownValue {
    if (expression instanceof Reference) return this.output(expression._target, environment);
    if (!(expression instanceof HclElement)) return valueOfExpression(expression);
    const { _key: key } = expression;
    return typeof key === 'object' ? UNKNOWN : elementAt(this.valueOf(expression._collection, environment), key) ?? UNKNOWN;
  }

  private find({ rootModule, callId, output }: ReferenceTarget, environment: string): KnownValue {
    const target = this.rootModules.get(rootModule);
    if (callId !== undefined) return this.callOutput(rootModule, callId, output, environment);
    const own = target?._outputs.get(output);
    if (own !== undefined) return attempt(() => knownValueOf(own.options.value, (expression) => this.valueOf(expression, environment))) ?? UNKNOWN;
    const offered = target && offeredCallOutput(target, output);
    return offered ? this.callOutput(rootModule, offered.call.callId, offered.output, environment) : UNKNOWN;
  }

  private callOutput(rootModule: string, callId: string, output: string, environment: string): KnownValue {
    const key = [environment, rootModule, callId].join('/');
    let values = this.modules.get(key);
    if (values === undefined) {
      const module = this.rootModules.get(rootModule)?._calls.find((call) => call.callId === callId)?._interface;
      const inputs = this.settled.get(`${environment}/${rootModule}`)?.calls.find(({ id }) => id === callId)?.inputs;
      if (module === undefined || inputs === undefined) return UNKNOWN;
      values = new ModuleValues(module, inputs, (expression) => this.valueOf(expression, environment));
      this.modules.set(key, values);
    }
    return values.output(output);
  }
}
