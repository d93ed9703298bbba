import * as path from 'path';
import { TAGS } from './call-inputs';
import type { RawBlock } from './declared';
import { HclBlock } from './hcl/block';
import { HclExpression } from './hcl/expression';
import { renderValue } from './hcl/value';
import { renderHcl } from './hcl/writer';
import type { ModuleCall } from './module-call';
import { checkLibraryCall } from './module-checks';
import type { ModuleReach, Reach } from './module-reach';
import { calledDirs, OwnTexts } from './own-terraform';
import { REQUIRED_TERRAFORM_VERSION } from './provider-versions';
import { ReferenceLinks, RootModulesByName } from './reference-links';
import type { ResolvedCall, ResolvedRootModule } from './resolved-root-module';
import type { RootModule } from './root-module';
import { resolveProviders } from './root-module-providers';
import type { SharedRootModule } from './shared-root-module';
import type { StateIndex } from './state-index';
import type { Environment } from '../environment';
import { cloudOf, EstateFacts } from '../estate';
import { relativePath } from '../relative-path';
import { Problems } from '../synth/problems';
import type { SourceLocation } from '../synth/source-location';

/** What the root modules of an estate have in common when they are followed to what they are built from. */
export interface EstateIndex {
  readonly reach: ModuleReach;
  readonly states: StateIndex;
  readonly own: OwnTexts;
}

/**
 * Settles one root module in one environment. Whatever is wrong is reported as a problem; the rest is settled all the same.
 * @param shared what its environments have in common
 */
export function resolveRootModule(
  rootModule: RootModule, environment: Environment, all: RootModulesByName, facts: EstateFacts, shared: SharedRootModule, index: EstateIndex,
): ResolvedRootModule {
  const dir = facts.layout.rootModuleDir(environment, rootModule.name);
  const tags = { project: facts.projectName, environment: environment.name, root_module: rootModule.name, managed_by: 'feiyue-projen' };
  const calls = rootModule._calls.map((call) => resolveCall(call, environment, dir, facts, tags, shared));
  const blocks = rootModule._blocks.filter((raw) => raw.environments?.includes(environment) ?? true);
  const isAlike = blocks.every((raw) => raw.environments === undefined);
  const cloud = cloudOf(facts, environment);
  const providers = isAlike ? shared.providersOn(cloud) : resolveProviders(rootModule, blocks, cloud);
  const { links, texts } = shared.referencesIn(environment, () => {
    const found = new ReferenceLinks(rootModule, environment, all);
    return { links: found, texts: collectLinks(rootModule, found, calls, blocks) };
  });

  return {
    name: rootModule.name,
    environment: environment.name,
    dir,
    handWritten: rootModule.handWritten,
    requiredVersion: REQUIRED_TERRAFORM_VERSION,
    providers,
    backendType: rootModule._backendIn(environment).type,
    backend: rootModule._states.configurationIn(environment),
    tags: shared.takesTags ? tags : undefined,
    remoteStates: links.remoteStates(),
    calls,
    blocks: blocks.map((raw) => raw.block),
    variables: shared.variables,
    outputs: shared.outputs,
    ...builtFrom(rootModule, environment, dir, links.names(), texts, index),
    resolving: (render) => links.resolving(render),
  };
}

function resolveCall(
  call: ModuleCall, environment: Environment, dir: string, facts: EstateFacts, tags: Record<string, string>, root: SharedRootModule,
): ResolvedCall {
  const source = relativePath(dir, call._moduleSource.dir);
  const given = call._inputsOf(environment);
  if (!call._interface) return { id: call.callId, source, inputs: given };

  const problems = Problems.of(call);
  const module = path.posix.basename(call._moduleSource.dir);
  const id = call.rootModule._moves.namedAfter(call);
  const site = { projectName: facts.projectName, environment: environment._stateKey, rootModule: call.rootModule.name, id, module };
  // A module of the user's own gets what the user gives it, and nothing behind his back.
  const cloud = cloudOf(facts, environment);
  const supplied: Record<string, unknown> = call._moduleSource.isLibrary ? { ...cloud._supplier.sharedInputs(site), tags: TAGS } : {};
  const inputs = root.inputsOf(call).settle(cloud, given, supplied, tags);
  if (call._moduleSource.isLibrary) {
    for (const message of checkLibraryCall(module, inputs)) problems.add(call._source, `module "${call.callId}": ${message}`);
  }
  return { id: call.callId, source: source.startsWith('.') ? source : `./${source}`, inputs };
}

/**
 * Visits every reference of a root module; a value that cannot be written is a problem of the declaration that gives it.
 * @returns the HCL of the values that hold an expression or a path
 */
function collectLinks(rootModule: RootModule, links: ReferenceLinks, calls: readonly ResolvedCall[], blocks: readonly RawBlock[]): string[] {
  const texts: string[] = [];
  const visit = (source: SourceLocation, what: string, render: () => string) => {
    try {
      links.collect(() => texts.push(render()));
    } catch (error) {
      Problems.of(rootModule).add(source, `${what} cannot be written: ${(error as Error).message}`);
    }
  };
  for (const [name, { options, source }] of rootModule._providers) {
    visit(source, `provider "${name}" of root module "${rootModule.name}"`, () => renderHcl([new HclBlock('provider', [name], options.configuration)]));
  }
  // What else is declared for a hand-written root module was refused on the spot.
  if (rootModule.handWritten) return texts;
  calls.forEach((call, index) => visit(rootModule._calls[index]._source, `module "${call.id}"`, () => collectReferences(call.inputs)));
  for (const [name, { options, source }] of rootModule._outputs) {
    visit(source, `output "${name}" of root module "${rootModule.name}"`, () => renderValue(options.value, ''));
  }
  for (const { block, source } of blocks) visit(source, `a block of root module "${rootModule.name}"`, () => renderHcl([block]));
  return texts;
}

/** Visits every reference in a value. Only values that hold an expression or a path are worth rendering. */
function collectReferences(value: unknown): string {
  if (value instanceof HclExpression || (typeof value === 'string' && value.startsWith('../'))) return renderValue(value, '');
  if (Array.isArray(value)) return value.map(collectReferences).join('');
  return typeof value === 'object' && value !== null ? Object.values(value).map(collectReferences).join('') : '';
}

/** What was declared, and what the user's own files say. */
function builtFrom(
  rootModule: RootModule, environment: Environment, dir: string, linked: readonly string[], texts: readonly string[], index: EstateIndex,
): Reach & Pick<ResolvedRootModule, 'dependsOn'> {
  return parsing<Reach & Pick<ResolvedRootModule, 'dependsOn'>>(rootModule, () => {
    const written = index.own.in(dir, rootModule.handWritten);
    const called = [...rootModule._calls.map((call) => call._moduleSource.dir), ...calledDirs(dir, written)];
    const { moduleDirs, files } = index.reach.from(dir, called, [texts, [...written.values()]]);
    if (written.size === 0) return { moduleDirs, files, dependsOn: linked };
    const readByHand = index.states.readBy(written.values(), environment).filter((name) => name !== rootModule.name);
    return { moduleDirs, files, dependsOn: [...new Set([...linked, ...readByHand])].sort() };
  }, { moduleDirs: [], files: [], dependsOn: linked });
}

/** Folders of the modules that the user's own files in the folder of a root module call; one that cannot be parsed is a problem. */
export function calledByHand(rootModule: RootModule, dir: string, ownTexts: OwnTexts): string[] {
  return parsing(rootModule, () => calledDirs(dir, ownTexts.in(dir, rootModule.handWritten)), []);
}

function parsing<T>(rootModule: RootModule, read: () => T, otherwise: T): T {
  try {
    return read();
  } catch (error) {
    Problems.of(rootModule).add(rootModule._source, `root module "${rootModule.name}" has a file that cannot be parsed: ${(error as Error).message}`);
    return otherwise;
  }
}
