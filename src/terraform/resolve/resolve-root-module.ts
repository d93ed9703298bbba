import * as path from 'path';
import { TAGS } from './call-inputs';
import { checkDeclarations } from './declaration-checks';
import { InputValidations } from './input-validations';
import { mockValues } from './mock-values';
import type { ModuleReach, Reach } from './module-reach';
import { elementPlace, OutputUses, Place } from './output-uses';
import { passedProviderProblems } from './passed-providers';
import { ReferenceLinks, RootModulesByName } from './reference-links';
import { versionProblems } from './required-versions';
import type { PassedOutput, ResolvedCall, ResolvedProvider, ResolvedRootModule } from './resolved-root-module';
import { resolveProviders } from './root-module-providers';
import type { DeclaredHcl, SharedRootModule } from './shared-root-module';
import type { StateIndex } from './state-index';
import type { Environment } from '../../estate/environment';
import { cloudOf, EstateFacts } from '../../estate/estate-facts';
import { Problems } from '../../synth/declare/problems';
import type { SourceLocation } from '../../synth/declare/source-location';
import { relativePath } from '../../text/relative-path';
import type { RawBlock } from '../declare/declared';
import { REQUIRED_TERRAFORM_VERSION } from '../declare/provider-versions';
import { Reference } from '../declare/reference';
import type { RootModule } from '../declare/root-module';
import type { ModuleCall } from '../declare/root-module-call';
import { HclAttribute, HclBlock } from '../hcl/block';
import { HclElement } from '../hcl/element';
import { HclExpression } from '../hcl/expression';
import type { ParsedBlock } from '../hcl/parser';
import { HclRaw } from '../hcl/raw';
import type { TypeConstraint } from '../hcl/type-constraint';
import { renderValue } from '../hcl/value';
import { renderHcl } from '../hcl/writer';
import type { ModuleConfiguration } from '../interface/module-configuration';
import type { ModuleInterface } from '../interface/module-interface';
import { blocksIn, blocksOf, dirsCalledBy, OwnTexts } from '../reads/own-terraform';

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
  const called = rootModule._callsIn(environment);
  const calls = called.map((call) => resolveCall(call, environment, dir, facts, tags, shared));
  const blocks = rootModule._blocks.filter((raw) => raw.environments?.includes(environment) ?? true);
  const cloud = cloudOf(facts, environment);
  const providers = rootModule._differsByEnvironment() ? resolveProviders(rootModule, called, blocks, cloud) : shared.providersOn(cloud);
  const { links, texts, declared, mocks, passed } = shared.referencesIn(environment, () => {
    const found = new ReferenceLinks(rootModule, environment, all);
    return { links: found, ...collectLinks(rootModule, environment, found, calls, blocks, all) };
  });

  const resolved: ResolvedRootModule = {
    name: rootModule.name,
    environment: environment.name,
    dir,
    handWritten: rootModule.handWritten,
    requiredVersion: REQUIRED_TERRAFORM_VERSION,
    providers,
    backendType: rootModule._backendIn(environment).type,
    backend: rootModule._states.configurationIn(environment),
    tags: called.some(takesTags) ? tags : undefined,
    remoteStates: links.remoteStates(),
    calls,
    blocks: blocks.map((raw) => raw.block),
    variables: shared.variables,
    outputs: shared.outputsIn(environment),
    mocks,
    elements: links.elements(),
    passed,
    ...builtFrom(rootModule, environment, dir, links.names(), { texts, declared }, index),
    // They follow from those of the others.
    holdsCredentials: false,
    plannedAtDeployment: false,
    resolving: (render) => links.resolving(render),
  };
  const seen = rootModule._differsByEnvironment() ? new Set<string>() : shared.seenExpressions;
  const own = { blocks, files: index.own.in(dir, rootModule.handWritten), seen };
  const configuration = checkDeclarations(rootModule, environment, resolved, own, shared.marks, path.join(facts.outdir, dir));
  checkCalls(rootModule, called, providers, configuration, facts.terraformVersion);
  return resolved;
}

/** What a call and the root module say together: provider configurations that are passed, and versions. */
function checkCalls(
  rootModule: RootModule, calls: readonly ModuleCall[], providers: readonly ResolvedProvider[],
  configuration: ModuleConfiguration | undefined, terraformVersion: string,
): void {
  const declared = configuration?.blocks('provider').filter(({ labels }) => labels.length > 1).map(({ labels }) => labels.join('.')) ?? [];
  const aliases = [...new Set([...rootModule._providerAliases.keys(), ...declared])];
  for (const call of calls) {
    for (const problem of [...passedProviderProblems(call, { providers, aliases }), ...versionProblems(call, providers, terraformVersion)]) {
      Problems.of(call).add(call._source, `module "${call.callId}" ${problem}`);
    }
  }
}

/** Whether a call takes the tags of its root module. */
function takesTags({ _moduleSource, _interface }: ModuleCall): boolean {
  return _moduleSource._library !== undefined && (_interface?.inputs.has('tags') ?? false);
}

function resolveCall(
  call: ModuleCall, environment: Environment, dir: string, facts: EstateFacts, tags: Record<string, string>, root: SharedRootModule,
): ResolvedCall {
  const source = relativePath(dir, call._moduleSource.dir);
  const given = call._inputsOf(environment);
  if (!call._interface) return { id: call.callId, source, inputs: given };

  const problems = Problems.of(call);
  const { _library: library } = call._moduleSource;
  const module = path.posix.basename(call._moduleSource.dir);
  const id = call.rootModule._moves.namedAfter(call);
  const { _stateKey: stateKey, isProtected } = environment;
  const site = { projectName: facts.projectName, environment: stateKey, rootModule: call.rootModule.name, id, module, isProtected };
  // A module of the user's own gets what the user gives it, and nothing behind his back.
  const cloud = cloudOf(facts, environment);
  const supplied: Record<string, unknown> = library ? { ...cloud._supplier.sharedInputs(site), tags: TAGS } : {};
  const inputs = root.inputsOf(call).settle(cloud, given, supplied, tags);
  for (const message of library?.problems?.(inputs) ?? []) problems.add(call._source, `module "${call.callId}": ${message}`);
  return { id: call.callId, source: source.startsWith('.') ? source : `./${source}`, inputs, providers: root.passedBy(call) };
}

/**
 * Visits every reference of a root module; a value that cannot be written is a problem of the declaration that gives it.
 * @returns what is declared in HCL, as far as it leads to files, modules or states
 */
function collectLinks(
  rootModule: RootModule, environment: Environment, links: ReferenceLinks,
  calls: readonly ResolvedCall[], blocks: readonly RawBlock[], all: RootModulesByName,
): DeclaredHcl {
  const declaredCalls = rootModule._callsIn(environment);
  const texts: string[] = [];
  const uses = new OutputUses();
  const declared: ParsedBlock[] = [];
  const passed: PassedOutput[] = [];
  const visit = (source: SourceLocation, what: string, render: () => string) => {
    try {
      links.collect(() => texts.push(render()));
    } catch (error) {
      Problems.of(rootModule).add(source, `${what} cannot be written: ${(error as Error).message}`);
    }
  };
  for (const [name, { options, source }] of [...rootModule._providers, ...rootModule._providerAliases]) {
    visit(source, `provider "${name}" of root module "${rootModule.name}"`, () => noted(uses, renderHcl([new HclBlock('provider', [], options.configuration)])));
  }
  // What else is declared for a hand-written root module was refused on the spot.
  if (rootModule.handWritten) return { texts, declared, mocks: {}, passed };
  calls.forEach((call, index) => visit(declaredCalls[index]._source, `module "${call.id}"`, () => {
    const { _interface: module, _source: source } = declaredCalls[index];
    return Object.entries(call.inputs).map(([name, value]) => {
      const pass: Pass = (expression, type) => passed.push({ expression, type, place: `module "${call.id}": input "${name}"`, source });
      return collectReferences(value, uses, module && inputPlace(module, name, call.inputs), pass);
    }).join('');
  }));
  for (const [name, { options, source }] of rootModule._outputs) {
    visit(source, `output "${name}" of root module "${rootModule.name}"`, () => noted(uses, renderValue(options.value, '')));
  }
  for (const [name, { options, source }] of rootModule._variables) {
    visit(source, `variable "${name}" of root module "${rootModule.name}"`, () => collectReferences(options.defaultValue, uses));
  }
  for (const { block, source } of blocks) {
    visit(source, `a block of root module "${rootModule.name}"`, () => {
      const text = noted(uses, renderHcl([block]));
      if (LEADS_ELSEWHERE.test(text)) declared.push(...blocksIn(text, `${block._header()} of root module "${rootModule.name}"`));
      return text;
    });
  }
  return { texts: texts.filter((text) => text !== ''), declared, mocks: mockValues(uses, links.names(), all), passed };
}

function noted(uses: OutputUses, text: string): string {
  uses.note(text);
  return text;
}

/** What a block begins with that calls a module or reads a state. */
const LEADS_ELSEWHERE = /^(module|data "terraform_remote_state") /;

/** Is told of an output that is given as it is, or of an element of one, with the type of its place. */
type Pass = (expression: HclExpression, type: TypeConstraint) => void;

/** Visits every reference in a value. Only values that hold an expression or a path are worth rendering. */
function collectReferences(value: unknown, uses: OutputUses, place: Place = {}, pass: Pass = () => {}): string {
  if (value instanceof HclExpression || (typeof value === 'string' && value.includes('..'))) {
    const text = renderValue(value, '');
    uses.note(text, place);
    if (place.type !== undefined && (value instanceof Reference || value instanceof HclElement)) pass(value, place.type);
    return `${text}\n`;
  }
  if (Array.isArray(value)) return value.map((item, index) => collectReferences(item, uses, elementPlace(place, index, value), pass)).join('');
  if (typeof value !== 'object' || value === null) return '';
  return Object.entries(value)
    .map(([key, item]) => `${collectReferences(key, uses)}${collectReferences(item, uses, elementPlace(place, key, value), pass)}`).join('');
}

/** An input of a module, as a place that something is put into. */
function inputPlace(module: ModuleInterface, name: string, inputs: Readonly<Record<string, unknown>>): Place {
  return {
    type: module.inputs.get(name)?.type,
    accepts: (value) => InputValidations.of(module).problems({ ...inputs, [name]: value }, new Set([name])).length === 0,
  };
}

/** What was declared, and what the user's own files say. */
function builtFrom(
  rootModule: RootModule, environment: Environment, dir: string, linked: readonly string[], { texts, declared }: Pick<DeclaredHcl, 'texts' | 'declared'>, index: EstateIndex,
): Reach & Pick<ResolvedRootModule, 'dependsOn'> {
  return parsing<Reach & Pick<ResolvedRootModule, 'dependsOn'>>(rootModule, () => {
    const written = index.own.in(dir, rootModule.handWritten);
    const values = index.own.valuesIn(dir, rootModule.handWritten);
    const blocks = written.size === 0 ? declared : [...declared, ...blocksOf(written)];
    const called = [...rootModule._callsIn(environment).map((call) => call._moduleSource.dir), ...dirsCalledBy(dir, blocks)];
    const files = values.size === 0 ? written : new Map([...written, ...values]);
    const reach = withLinks(index.reach.from(dir, called, [texts], files), index.own.linkedFrom(dir));
    const readingStates = [...blocks, ...index.reach.blocksReadingStates(called)];
    if (readingStates.length === 0) return { ...reach, dependsOn: linked };
    const read = index.states.readBy(readingStates, environment, dir).filter((name) => name !== rootModule.name);
    return { ...reach, dependsOn: read.length === 0 ? linked : [...new Set([...linked, ...read])].sort() };
  }, { moduleDirs: [], files: [], dependsOn: linked });
}

function withLinks(reach: Reach, linked: readonly string[]): Reach {
  return linked.length === 0 ? reach : { ...reach, linked: [...new Set([...reach.linked ?? [], ...linked])].sort() };
}

/** Folders of the modules that the user's own blocks and files call in a root module; what cannot be parsed is a problem. */
export function calledByHand(rootModule: RootModule, dir: string, ownTexts: OwnTexts): string[] {
  return parsing(rootModule, () => dirsCalledBy(dir, [
    ...rootModule._blocks.flatMap(({ block }) => callIn(block)),
    ...blocksOf(ownTexts.in(dir, rootModule.handWritten)),
  ]), []);
}

/** Of a block that calls a module, no more than where that is: what else it says may only be known later. */
function callIn(block: HclBlock): readonly ParsedBlock[] {
  const source = block._items().find((item): item is HclAttribute => item instanceof HclAttribute && item.name === 'source')?.value;
  if (!block._header().startsWith('module ') || !(typeof source === 'string' || source instanceof HclRaw)) return [];
  return blocksIn(renderHcl([new HclBlock('module', ['call'], { source })]), block._header());
}

function parsing<T>(rootModule: RootModule, read: () => T, otherwise: T): T {
  try {
    return read();
  } catch (error) {
    Problems.of(rootModule).add(rootModule._source, `root module "${rootModule.name}" has a file that cannot be parsed: ${(error as Error).message}`);
    return otherwise;
  }
}
