import { CallInputs } from './call-inputs';
import { PassedProviders } from './passed-providers';
import type { ReferenceLinks } from './reference-links';
import type { MockValues, PassedOutput, ResolvedOutput, ResolvedProvider, ResolvedVariable } from './resolved-root-module';
import type { RootModuleMarks } from './root-module-marks';
import { resolveProviders } from './root-module-providers';
import type { Cloud } from '../../clouds/cloud';
import type { Environment } from '../../estate/environment';
import { Problems } from '../../synth/declare/problems';
import type { RootModule } from '../declare/root-module';
import type { ModuleCall } from '../declare/root-module-call';
import { callOutputNames } from '../declare/root-module-outputs';
import { Hcl } from '../hcl/hcl';
import type { ParsedBlock } from '../hcl/parser';
import { flattened } from '../interface/value-marks';

/** What is declared for a root module in HCL, as far as it leads elsewhere. */
export interface DeclaredHcl {
  /** The values that hold an expression or a path, and the raw blocks. */
  readonly texts: readonly string[];
  /** Of the raw blocks, those that call a module or read a state. */
  readonly declared: readonly ParsedBlock[];
  /** What a plan takes for the outputs of others that it uses, where their state has none yet. */
  readonly mocks: MockValues;
  /** The outputs that its calls are given. */
  readonly passed: readonly PassedOutput[];
}

/** An output, and the call that it is of; undefined: it is one of the root module's own. */
interface OfferedOutput extends ResolvedOutput {
  readonly call?: ModuleCall;
}

/** The references of a root module in one environment. */
export interface CollectedReferences extends DeclaredHcl {
  readonly links: ReferenceLinks;
}

/**
 * What is the same for a root module in all its environments, settled once for one synthesis. Whatever is wrong with it is
 * reported as a problem.
 */
export class SharedRootModule {
  private readonly outputs: readonly OfferedOutput[];
  public readonly variables: readonly ResolvedVariable[];
  /** Expressions that were looked at already. */
  public readonly seenExpressions = new Set<string>();
  private readonly inputs = new Map<ModuleCall, CallInputs>();
  private readonly providers = new Map<Cloud, readonly ResolvedProvider[]>();
  private readonly passed = new Map<ModuleCall, PassedProviders>();
  private common?: CollectedReferences;

  /** @param marks what is sensitive and ephemeral in it */
  constructor(private readonly rootModule: RootModule, public readonly marks: RootModuleMarks) {
    this.outputs = resolveOutputs(rootModule, marks);
    for (const call of rootModule._calls) {
      for (const problem of marks.problemsOf(call)) Problems.of(call).add(call._source, `module "${call.callId}" ${problem}`);
    }
    this.variables = resolveVariables(rootModule);
  }

  /** The providers on a cloud where all environments have the same calls and raw blocks. */
  public providersOn(cloud: Cloud): readonly ResolvedProvider[] {
    let providers = this.providers.get(cloud);
    if (providers === undefined) {
      providers = resolveProviders(this.rootModule, this.rootModule._calls, this.rootModule._blocks, cloud);
      this.providers.set(cloud, providers);
    }
    return providers;
  }

  /** What it offers in an environment: nothing of a call that it does not make there. */
  public outputsIn(environment: Environment): readonly ResolvedOutput[] {
    if (this.outputs.every(({ call }) => call?._onlyIn === undefined)) return this.outputs;
    return this.outputs.filter(({ call }) => call?._isIn(environment) ?? true);
  }

  /** The references of an environment. Where nothing was said about it alone, they are those of the others. */
  public referencesIn(environment: Environment, collect: () => CollectedReferences): CollectedReferences {
    if (this.rootModule._isOverriddenIn(environment)) return collect();
    const links = this.common?.links.in(environment);
    if (this.common && links) return { ...this.common, links };
    const collected = collect();
    this.common ??= collected;
    return collected;
  }

  /** The provider configurations that a call passes. */
  public passedBy(call: ModuleCall): PassedProviders | undefined {
    if (Object.keys(call._passedProviders).length === 0) return undefined;
    let passed = this.passed.get(call);
    if (passed === undefined) {
      passed = new PassedProviders(call._passedProviders);
      this.passed.set(call, passed);
    }
    return passed;
  }

  /** The inputs of a call, to be settled for one environment after the other. */
  public inputsOf(call: ModuleCall): CallInputs {
    let inputs = this.inputs.get(call);
    if (inputs === undefined) {
      inputs = new CallInputs(call);
      this.inputs.set(call, inputs);
    }
    return inputs;
  }
}

function resolveVariables(rootModule: RootModule): ResolvedVariable[] {
  return [...rootModule._variables].map(([name, { options: variable }]) => ({
    name,
    type: Hcl.raw(variable.type ?? 'string'),
    description: variable.description,
    hasDefault: variable.defaultValue !== undefined,
    defaultValue: variable.defaultValue,
    sensitive: variable.sensitive ?? false,
  }));
}

function resolveOutputs(rootModule: RootModule, marks: RootModuleMarks): OfferedOutput[] {
  const names = callOutputNames(rootModule);
  const taken = new Map<string, string>();
  const outputs: OfferedOutput[] = [];
  for (const call of rootModule._calls) {
    for (const output of call._interface?.outputs.values() ?? []) {
      // No state holds what is ephemeral.
      if (output.ephemeral) continue;
      const name = names.get(`${call.callId}.${output.name}`)!;
      const other = taken.get(name);
      if (other !== undefined) {
        Problems.of(call).add(call._source, `root module "${rootModule.name}" would have the output "${name}" twice, from modules "${other}" and "${call.callId}": give one of them another id`);
        continue;
      }
      taken.set(name, call.callId);
      outputs.push({ call, name, value: Hcl.reference(`module.${call.callId}.${output.name}`), description: output.description, sensitive: marks.ofCall(call, output.name).sensitive !== 'no' });
    }
  }
  for (const [name, { options: output, source }] of rootModule._outputs) {
    if (taken.has(name)) {
      Problems.of(rootModule).add(source, `root module "${rootModule.name}" would have the output "${name}" twice, one of them from module "${taken.get(name)}": give it another name`);
      continue;
    }
    const { sensitive, ephemeral } = flattened(marks.ofValue(output.value));
    if (ephemeral === 'yes') Problems.of(rootModule).add(source, `output "${name}" of root module "${rootModule.name}" has an ephemeral value, which no state holds: use it in this root module`);
    if (output.sensitive === false && sensitive === 'yes') {
      Problems.of(rootModule).add(source, `output "${name}" of root module "${rootModule.name}" has a sensitive value, which Terraform refuses to show: drop "sensitive: false", or wrap it with Hcl.call('nonsensitive', …)`);
    }
    outputs.push({ name, value: output.value, description: output.description, sensitive: output.sensitive ?? sensitive !== 'no' });
  }
  return outputs;
}
