import * as path from 'path';
import { checkValue } from './hcl/check-value';
import { HclExpression } from './hcl/expression';
import { Hcl } from './hcl/hcl';
import { renderValue } from './hcl/value';
import { renderHcl } from './hcl/writer';
import type { ModuleCall } from './module-call';
import { checkLibraryCall } from './module-checks';
import { PROVIDER_VERSIONS, REQUIRED_TERRAFORM_VERSION } from './provider-versions';
import { Reference } from './reference';
import type { ResolvedCall, ResolvedOutput, ResolvedRemoteState, ResolvedRootModule } from './resolved-root-module';
import type { RootModule } from './root-module';
import { callOutputNames } from './root-module-outputs';
import type { ProviderRequirement } from '../clouds/cloud-supplier';
import type { Environment } from '../environment';
import { EstateFacts } from '../estate';
import { didYouMean } from '../synth/nearest-name';
import { Problems } from '../synth/problems';

/** Every root module of the estate by name: what references are looked up in. */
export type RootModulesByName = ReadonlyMap<string, RootModule>;

/** Settles one root module in one environment. Whatever is wrong is reported as a problem; the rest is settled all the same. */
export function resolveRootModule(rootModule: RootModule, environment: Environment, all: RootModulesByName, facts: EstateFacts): ResolvedRootModule {
  const dir = facts.convention.rootModuleDir(environment.name, rootModule.name);
  const links = new RemoteLinks(rootModule, environment, all);
  const tags = { project: facts.projectName, environment: environment.name, root_module: rootModule.name, managed_by: 'feiyue-projen' };
  const calls = rootModule._calls.map((call) => resolveCall(call, environment, dir, facts, tags));
  const blocks = rootModule._blocks.filter((raw) => raw.environments?.includes(environment) ?? true).map((raw) => raw.block);
  const outputs = resolveOutputs(rootModule);

  links.collect(() => {
    for (const call of calls) collectReferences(call.inputs);
    for (const output of outputs) collectReferences(output.value);
    renderHcl(blocks);
  });

  return {
    name: rootModule.name,
    environment: environment.name,
    dir,
    handWritten: rootModule.handWritten,
    requiredVersion: REQUIRED_TERRAFORM_VERSION,
    providers: resolveProviders(rootModule, blocks.map((block) => block._header()), facts),
    backendType: rootModule._backend.type,
    backend: rootModule._backend._configuration(environment.name, rootModule.name),
    tags: rootModule._calls.some((call) => call._moduleSource.isLibrary && call._interface?.inputs.has('tags')) ? tags : undefined,
    remoteStates: links.remoteStates(),
    calls,
    blocks,
    variables: [...rootModule._variables].map(([name, variable]) => ({
      name,
      type: Hcl.raw(variable.type ?? 'string'),
      description: variable.description,
      hasDefault: variable.defaultValue !== undefined,
      defaultValue: variable.defaultValue,
      sensitive: variable.sensitive ?? false,
    })),
    outputs,
    dependsOn: links.names(),
    moduleDirs: [...new Set(rootModule._calls.map((call) => call._moduleSource.dir))].sort(),
    resolving: (render) => Reference._resolving((reference) => links.text(reference), render),
  };
}

function resolveCall(call: ModuleCall, environment: Environment, dir: string, facts: EstateFacts, tags: Record<string, string>): ResolvedCall {
  const source = path.posix.relative(dir, call._moduleSource.dir);
  const given = call._inputsOf(environment);
  const declared = call._interface?.inputs;
  if (!declared) return { id: call.callId, source, inputs: given };

  const problems = Problems.of(call);
  const names = [...declared.keys()];
  for (const name of Object.keys(given)) {
    if (!declared.has(name)) {
      problems.add(call._source, `module "${call.callId}" has no input "${name}"; it takes: ${[...names].sort().join(', ') || 'none'}.${didYouMean(name, names)}`);
    }
  }
  const site = { projectName: facts.projectName, environment: environment.name, rootModule: call.rootModule.name, id: call.callId };
  // A module of the user's own gets what the user gives it, and nothing behind his back.
  const shared: Record<string, unknown> = call._moduleSource.isLibrary ? { ...facts.cloud._supplier.sharedInputs(site), tags: Hcl.raw('local.tags') } : {};
  const inputs: Record<string, unknown> = {};
  for (const [name, input] of declared) {
    const value = name in shared && name === 'tags' && given.tags !== undefined ? mergedTags(given.tags, tags) : given[name] ?? shared[name];
    if (value === undefined) {
      if (input.required) problems.add(call._source, `module "${call.callId}" needs the input "${name}"${input.description ? `: ${input.description}` : ''}`);
      continue;
    }
    for (const message of checkValue(input.type, value, `input "${name}"`)) {
      problems.add(call._source, `module "${call.callId}": ${message}`);
    }
    inputs[name] = value;
  }
  if (call._moduleSource.isLibrary) {
    for (const message of checkLibraryCall(path.posix.basename(call._moduleSource.dir), inputs)) problems.add(call._source, `module "${call.callId}": ${message}`);
  }
  return { id: call.callId, source: source.startsWith('.') ? source : `./${source}`, inputs };
}

function mergedTags(own: unknown, tags: Record<string, string>): unknown {
  if (own instanceof HclExpression) return Hcl.call('merge', Hcl.raw('local.tags'), own);
  return { ...tags, ...(own as Record<string, unknown>) };
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
  for (const [name, output] of rootModule._outputs) {
    if (taken.has(name)) {
      Problems.of(rootModule).add(rootModule._source, `root module "${rootModule.name}" would have the output "${name}" twice, one of them from module "${taken.get(name)}": give it another name`);
      continue;
    }
    outputs.push({ name, value: output.value, description: output.description, sensitive: output.sensitive ?? false });
  }
  return outputs;
}

/** The cloud's provider when something uses it, and those that the called modules need beside it, by name. */
function resolveProviders(rootModule: RootModule, blockHeaders: readonly string[], facts: EstateFacts): ProviderRequirement[] {
  const own = facts.cloud._supplier.provider;
  const required = new Map<string, ProviderRequirement>();
  for (const call of rootModule._calls) {
    for (const provider of call._interface?.providers.values() ?? []) {
      const source = provider.source ?? `hashicorp/${provider.name}`;
      required.set(provider.name, { name: provider.name, source, version: PROVIDER_VERSIONS[source] ?? provider.version ?? '>= 0' });
    }
  }
  const usesOwn = rootModule.handWritten || required.has(own.name) || blockHeaders.some((header) => header.split(' ')[1]?.startsWith(`"${own.name}_`));
  required.delete(own.name);
  return [...(usesOwn ? [own] : []), ...required.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** Visits every reference in a value. Only values that hold an expression are worth rendering. */
function collectReferences(value: unknown): void {
  if (value instanceof HclExpression) renderValue(value);
  else if (Array.isArray(value)) value.forEach(collectReferences);
  else if (typeof value === 'object' && value !== null) Object.values(value).forEach(collectReferences);
}

/** The references of one root module, and the other root modules whose state they need. */
class RemoteLinks {
  private readonly used = new Map<string, RootModule>();

  constructor(private readonly rootModule: RootModule, private readonly environment: Environment, private readonly all: RootModulesByName) {}

  /** Runs `visit` and remembers every root module that a reference in it leads to; wrong references become problems. */
  public collect(visit: () => void): void {
    Reference._resolving((reference) => {
      this.check(reference);
      return this.text(reference);
    }, visit);
  }

  /** How this root module writes a reference. */
  public text(reference: Reference): string {
    const { rootModule, callId, output } = reference._target;
    if (rootModule === this.rootModule.name) return `module.${callId}.${output}`;
    const target = this.all.get(rootModule);
    const name = callId === undefined || !target ? output : callOutputNames(target).get(`${callId}.${output}`) ?? output;
    return `data.terraform_remote_state.${rootModule}.outputs.${name}`;
  }

  public names(): string[] {
    return [...this.used.keys()].sort();
  }

  public remoteStates(): ResolvedRemoteState[] {
    return this.names().map((name) => {
      const backend = this.used.get(name)!._backend;
      return { rootModule: name, backendType: backend.type, config: backend._remoteStateConfig(this.environment.name, name) };
    });
  }

  private check(reference: Reference): void {
    const { rootModule, callId, output } = reference._target;
    const problems = Problems.of(this.rootModule);
    if (rootModule === this.rootModule.name) {
      if (callId === undefined) problems.add(reference._source, `root module "${rootModule}" uses its own output "${output}": use the module's output, or the expression, that it is made of`);
      return;
    }
    const target = this.all.get(rootModule);
    if (!target) {
      problems.add(reference._source, `root module "${this.rootModule.name}" uses output "${output}" of "${rootModule}", which belongs to another project`);
      return;
    }
    if (!target._isIn(this.environment)) {
      problems.add(reference._source, `root module "${this.rootModule.name}" uses output "${output}" of "${rootModule}", which is not in environment "${this.environment.name}"`);
      return;
    }
    if (callId === undefined && !target._ownOutputNames().includes(output)) {
      const known = [...callOutputNames(target).values(), ...target._ownOutputNames()].sort();
      problems.add(reference._source, `root module "${this.rootModule.name}" uses output "${output}" of "${rootModule}"; it has: ${known.join(', ') || 'none'}.${didYouMean(output, known)}`);
    }
    this.used.set(rootModule, target);
  }
}
