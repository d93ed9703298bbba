import * as path from 'path';
import type { RawBlock } from './declared';
import { HclBlock } from './hcl/block';
import { checkValue } from './hcl/check-value';
import { HclExpression } from './hcl/expression';
import { Hcl } from './hcl/hcl';
import { renderValue } from './hcl/value';
import { renderHcl } from './hcl/writer';
import type { ModuleCall } from './module-call';
import { checkLibraryCall } from './module-checks';
import { ownModuleDirs } from './own-terraform';
import { REQUIRED_TERRAFORM_VERSION } from './provider-versions';
import { ReferenceLinks, RootModulesByName } from './reference-links';
import type { ResolvedCall, ResolvedOutput, ResolvedRootModule } from './resolved-root-module';
import type { RootModule } from './root-module';
import { callOutputNames } from './root-module-outputs';
import { resolveProviders } from './root-module-providers';
import type { Environment } from '../environment';
import { EstateFacts } from '../estate';
import { didYouMean } from '../synth/nearest-name';
import { Problems } from '../synth/problems';
import type { SourceLocation } from '../synth/source-location';

/** Settles one root module in one environment. Whatever is wrong is reported as a problem; the rest is settled all the same. */
export function resolveRootModule(rootModule: RootModule, environment: Environment, all: RootModulesByName, facts: EstateFacts): ResolvedRootModule {
  const dir = facts.convention.rootModuleDir(environment.name, rootModule.name);
  const links = new ReferenceLinks(rootModule, environment, all);
  const tags = { project: facts.projectName, environment: environment.name, root_module: rootModule.name, managed_by: 'feiyue-projen' };
  const calls = rootModule._calls.map((call) => resolveCall(call, environment, dir, facts, tags));
  const blocks = rootModule._blocks.filter((raw) => raw.environments?.includes(environment) ?? true);
  const outputs = resolveOutputs(rootModule);
  const providers = resolveProviders(rootModule, blocks, facts);
  collectLinks(rootModule, links, calls, blocks);

  return {
    name: rootModule.name,
    environment: environment.name,
    dir,
    handWritten: rootModule.handWritten,
    requiredVersion: REQUIRED_TERRAFORM_VERSION,
    providers,
    backendType: rootModule._backend.type,
    backend: rootModule._backend._configuration(environment.name, rootModule.name),
    tags: rootModule._calls.some((call) => call._moduleSource.isLibrary && call._interface?.inputs.has('tags')) ? tags : undefined,
    remoteStates: links.remoteStates(),
    calls,
    blocks: blocks.map((raw) => raw.block),
    variables: [...rootModule._variables].map(([name, { options: variable }]) => ({
      name,
      type: Hcl.raw(variable.type ?? 'string'),
      description: variable.description,
      hasDefault: variable.defaultValue !== undefined,
      defaultValue: variable.defaultValue,
      sensitive: variable.sensitive ?? false,
    })),
    outputs,
    dependsOn: links.names(),
    moduleDirs: [...new Set([...rootModule._calls.map((call) => call._moduleSource.dir), ...calledByHand(rootModule, dir, facts)])].sort(),
    resolving: (render) => links.resolving(render),
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
  for (const [name, { options: output, source }] of rootModule._outputs) {
    if (taken.has(name)) {
      Problems.of(rootModule).add(source, `root module "${rootModule.name}" would have the output "${name}" twice, one of them from module "${taken.get(name)}": give it another name`);
      continue;
    }
    outputs.push({ name, value: output.value, description: output.description, sensitive: output.sensitive ?? false });
  }
  return outputs;
}

/** Visits every reference of a root module; a value that cannot be written is a problem of the declaration that gives it. */
function collectLinks(rootModule: RootModule, links: ReferenceLinks, calls: readonly ResolvedCall[], blocks: readonly RawBlock[]): void {
  const visit = (source: SourceLocation, what: string, render: () => void) => {
    try {
      links.collect(render);
    } catch (error) {
      Problems.of(rootModule).add(source, `${what} cannot be written: ${(error as Error).message}`);
    }
  };
  for (const [name, { options, source }] of rootModule._providers) {
    visit(source, `provider "${name}" of root module "${rootModule.name}"`, () => renderHcl([new HclBlock('provider', [name], options.configuration)]));
  }
  // What else is declared for a hand-written root module was refused on the spot.
  if (rootModule.handWritten) return;
  calls.forEach((call, index) => visit(rootModule._calls[index]._source, `module "${call.id}"`, () => collectReferences(call.inputs)));
  for (const [name, { options, source }] of rootModule._outputs) {
    visit(source, `output "${name}" of root module "${rootModule.name}"`, () => renderValue(options.value, ''));
  }
  for (const { block, source } of blocks) visit(source, `a block of root module "${rootModule.name}"`, () => renderHcl([block]));
}

/** Visits every reference in a value. Only values that hold an expression are worth rendering. */
function collectReferences(value: unknown): void {
  if (value instanceof HclExpression) renderValue(value, '');
  else if (Array.isArray(value)) value.forEach(collectReferences);
  else if (typeof value === 'object' && value !== null) Object.values(value).forEach(collectReferences);
}

/** Folders of the modules that the user's own files in the folder of a root module call; one that cannot be parsed is a problem. */
export function calledByHand(rootModule: RootModule, dir: string, facts: EstateFacts): string[] {
  try {
    return ownModuleDirs(facts.outdir, dir, rootModule.handWritten);
  } catch (error) {
    Problems.of(rootModule).add(rootModule._source, `root module "${rootModule.name}" has a file that cannot be parsed: ${(error as Error).message}`);
    return [];
  }
}
