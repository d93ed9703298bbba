import { checkValue } from './hcl/check-value';
import { Hcl } from './hcl/hcl';
import type { ModuleCall } from './module-call';
import type { ModuleInput } from './module-interface';
import type { ReferenceLinks } from './reference-links';
import type { ResolvedOutput, ResolvedProvider, ResolvedVariable } from './resolved-root-module';
import type { RootModule } from './root-module';
import { callOutputNames } from './root-module-outputs';
import { resolveProviders } from './root-module-providers';
import type { Cloud } from '../clouds/cloud';
import type { Environment } from '../environment';
import { didYouMean } from '../synth/nearest-name';
import { Problems } from '../synth/problems';

/** The inputs of a call that have a value, for what they were given. */
interface SettableInputs {
  readonly cloud: Cloud;
  readonly given: Readonly<Record<string, unknown>>;
  readonly inputs: readonly ModuleInput[];
}

/** The references of a root module in one environment. */
export interface CollectedReferences {
  readonly links: ReferenceLinks;
  /** The HCL of the values that hold an expression or a path. */
  readonly texts: readonly string[];
}

/**
 * What is the same for a root module in all its environments, settled once for one synthesis. Whatever is wrong with it is
 * reported as a problem.
 */
export class SharedRootModule {
  public readonly outputs: readonly ResolvedOutput[];
  public readonly variables: readonly ResolvedVariable[];
  /** Whether any called module takes the tags of the root module. */
  public readonly takesTags: boolean;
  private readonly checked = new Map<ModuleInput, Map<ModuleCall, unknown>>();
  private readonly settable = new Map<ModuleCall, SettableInputs>();
  private readonly providers = new Map<Cloud, readonly ResolvedProvider[]>();
  private common?: CollectedReferences;

  constructor(private readonly rootModule: RootModule) {
    this.outputs = resolveOutputs(rootModule);
    this.variables = resolveVariables(rootModule);
    this.takesTags = rootModule._calls.some((call) => call._moduleSource.isLibrary && call._interface?.inputs.has('tags'));
  }

  /** The providers on a cloud, unless raw blocks of one environment alone need others. */
  public providersOn(cloud: Cloud): readonly ResolvedProvider[] {
    let providers = this.providers.get(cloud);
    if (providers === undefined) {
      providers = resolveProviders(this.rootModule, this.rootModule._blocks.filter(({ environments }) => environments === undefined), cloud);
      this.providers.set(cloud, providers);
    }
    return providers;
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

  /**
   * The inputs of a call that have a value, in the order of the module's variables; one that is unknown or missing is
   * reported. Most environments on a cloud are given the very same.
   * @param supplied what the cloud gives
   */
  public inputsOf(
    call: ModuleCall, cloud: Cloud, given: Readonly<Record<string, unknown>>, supplied: Readonly<Record<string, unknown>>,
  ): readonly ModuleInput[] {
    const known = this.settable.get(call);
    if (known?.cloud === cloud && known.given === given) return known.inputs;
    const inputs = settableInputs(call, given, supplied);
    this.settable.set(call, { cloud, given, inputs });
    return inputs;
  }

  /** Reports what is wrong with the value of an input. Most environments give the very same value, which is checked once. */
  public checkInput(call: ModuleCall, input: ModuleInput, value: unknown): void {
    const known = this.checked.get(input) ?? new Map<ModuleCall, unknown>();
    if (known.has(call) && known.get(call) === value) return;
    this.checked.set(input, known.set(call, value));
    for (const message of checkValue(input.type, value, `input "${input.name}"`)) {
      Problems.of(call).add(call._source, `module "${call.callId}": ${message}`);
    }
  }
}

/** What an object itself has under a name: a variable may be called `constructor`. */
export function own(values: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}

function settableInputs(call: ModuleCall, given: Readonly<Record<string, unknown>>, supplied: Readonly<Record<string, unknown>>): ModuleInput[] {
  const declared = call._interface?.inputs ?? new Map<string, ModuleInput>();
  const problems = Problems.of(call);
  for (const name of Object.keys(given)) {
    if (declared.has(name)) continue;
    const names = [...declared.keys()];
    problems.add(call._source, `module "${call.callId}" has no input "${name}"; it takes: ${[...names].sort().join(', ') || 'none'}.${didYouMean(name, names)}`);
  }
  return [...declared.values()].filter(({ name, required, description }) => {
    const isSet = (own(given, name) ?? own(supplied, name)) !== undefined;
    if (!isSet && required) problems.add(call._source, `module "${call.callId}" needs the input "${name}"${description ? `: ${description}` : ''}`);
    return isSet;
  });
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

function resolveOutputs(rootModule: RootModule): ResolvedOutput[] {
  const names = callOutputNames(rootModule);
  const taken = new Map<string, string>();
  const outputs: ResolvedOutput[] = [];
  for (const call of rootModule._calls) {
    for (const output of call._interface?.outputs.values() ?? []) {
      const name = names.get(`${call.callId}.${output.name}`)!;
      const other = taken.get(name);
      if (other !== undefined) {
        Problems.of(call).add(call._source, `root module "${rootModule.name}" would have the output "${name}" twice, from modules "${other}" and "${call.callId}": give one of them another id`);
        continue;
      }
      taken.set(name, call.callId);
      outputs.push({ name, value: Hcl.reference(`module.${call.callId}.${output.name}`), description: output.description, sensitive: output.sensitive });
    }
  }
  for (const [name, { options: output, source }] of rootModule._outputs) {
    if (taken.has(name)) {
      Problems.of(rootModule).add(source, `root module "${rootModule.name}" would have the output "${name}" twice, one of them from module "${taken.get(name)}": give it another name`);
      continue;
    }
    outputs.push({ name, value: output.value, description: output.description, sensitive: output.sensitive ?? false });
  }
  return outputs;
}
