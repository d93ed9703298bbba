import { CallInputs } from './call-inputs';
import { Hcl } from './hcl/hcl';
import type { ParsedBlock } from './hcl/parser';
import type { ModuleCall } from './module-call';
import type { ReferenceLinks } from './reference-links';
import type { ResolvedOutput, ResolvedProvider, ResolvedVariable } from './resolved-root-module';
import type { RootModule } from './root-module';
import { callOutputNames } from './root-module-outputs';
import { resolveProviders } from './root-module-providers';
import type { Cloud } from '../clouds/cloud';
import type { Environment } from '../environment';
import { Problems } from '../synth/problems';

/** What is declared for a root module in HCL, as far as it leads elsewhere. */
export interface DeclaredHcl {
  /** The values that hold an expression or a path, and the raw blocks. */
  readonly texts: readonly string[];
  /** Of the raw blocks, those that call a module or read a state. */
  readonly declared: readonly ParsedBlock[];
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
  public readonly outputs: readonly ResolvedOutput[];
  public readonly variables: readonly ResolvedVariable[];
  /** Whether any called module takes the tags of the root module. */
  public readonly takesTags: boolean;
  private readonly inputs = new Map<ModuleCall, CallInputs>();
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
