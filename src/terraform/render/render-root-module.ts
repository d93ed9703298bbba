import type { ProviderBlockBody } from '../../clouds/cloud-supplier';
import { HclAttribute, HclBlock, HclComment, HclItem } from '../hcl/block';
import { HclPattern, PatternFilling } from '../hcl/pattern';
import { renderHcl } from '../hcl/writer';
import { stateLabel } from '../interface/names';
import type { ResolvedRootModule } from '../resolve/resolved-root-module';

/**
 * `terraform.tf`: versions, an empty backend that `backend.hcl` completes, and the providers.
 * @param guard what keeps its state from being planned before it is moved, as text
 */
export function renderTerraformFile(root: ResolvedRootModule, guard = ''): string {
  const versions = once(PROVIDER_TEXTS, root.providers, () => renderVersions(root));
  return [versions, guard].filter((part) => part !== '').join('\n');
}

/** Texts by the list that they come from. All environments of a root module share these lists, so each is written once. */
const PROVIDER_TEXTS = new WeakMap<ResolvedRootModule['providers'], string>();
const OUTPUT_TEXTS = new WeakMap<ResolvedRootModule['outputs'], string>();
/** Most environments of a root module differ in names only. */
const MAIN_PATTERNS = new WeakMap<ResolvedRootModule['outputs'], HclPattern>();
const BACKEND_PATTERNS = new WeakMap<ResolvedRootModule['outputs'], HclPattern>();

function renderVersions(root: ResolvedRootModule): string {
  const settings = new HclBlock('terraform', [], { required_version: root.requiredVersion });
  if (root.providers.length > 0) {
    const required = new HclBlock('required_providers');
    for (const { name, source, version } of root.providers) required.attribute(name, { source, version });
    settings.block(required);
  }
  settings.block(new HclBlock('backend', [root.backendType]));
  const configured = root.providers.filter((provider) => provider.configuration !== undefined);
  const blocks = configured.map(({ name, configuration, blocks: nested = {} }) => withBody(new HclBlock('provider', [name], { ...configuration }), nested));
  const aliased = root.providers.flatMap(({ name, aliases = [] }) => aliases.map(({ alias, configuration, blocks: nested = {} }) =>
    withBody(new HclBlock('provider', [name], { alias, ...configuration }), nested)));
  return root.resolving(() => renderHcl([settings, ...blocks, ...aliased]));
}

/** In a provider's own data an object is a nested block: no argument of a supplied provider is one. */
function withBody(block: HclBlock, body: ProviderBlockBody): HclBlock {
  for (const [name, value] of Object.entries(body)) {
    if (typeof value === 'object') block.block(withBody(new HclBlock(name), value));
    else block.attribute(name, value);
  }
  return block;
}

/** `backend.hcl`: the partial backend configuration, given to `terraform init -backend-config`. */
export function renderBackendFile(root: ResolvedRootModule): string {
  const { attributes, blocks } = root.backend;
  const names = Object.keys(attributes);
  const filling = { fixed: names, values: Object.values(attributes) };
  const ownBlocks = Object.entries(blocks);
  const items = (values: readonly unknown[]) => [
    ...names.map((name, index) => new HclAttribute(name, values[index])),
    ...ownBlocks.map(([name, body]) => new HclBlock(name, [], { ...body })),
  ];
  return ownBlocks.length > 0 ? renderHcl(items(filling.values)) : filled(BACKEND_PATTERNS, root, filling, items);
}

/** `main.tf`: tags, the states of other root modules, and the module calls. */
export function renderMainFile(root: ResolvedRootModule): string {
  return root.resolving(() => filled(MAIN_PATTERNS, root, mainFilling(root), (values) => mainItems(root, values)));
}

function mainFilling({ tags, remoteStates, calls, blocks }: ResolvedRootModule): PatternFilling {
  const fixed: unknown[] = [];
  const values: unknown[] = [];
  const add = (body: Readonly<Record<string, unknown>>) => {
    for (const name of Object.keys(body)) {
      fixed.push(name);
      values.push(body[name]);
    }
  };
  if (tags) add(tags);
  for (const { rootModule, backendType, config } of remoteStates) {
    fixed.push(rootModule, backendType);
    add(config);
  }
  for (const { id, source, inputs, providers } of calls) {
    fixed.push(id, providers);
    values.push(source);
    add(inputs);
  }
  fixed.push(...blocks);
  return { fixed, values };
}

/** @param values as in the filling */
function mainItems({ tags, remoteStates, calls, blocks }: ResolvedRootModule, values: readonly unknown[]): HclItem[] {
  const left = values[Symbol.iterator]();
  const next = () => left.next().value as unknown;
  const valuesOf = (body: object) => Object.fromEntries(Object.keys(body).map((name) => [name, next()]));
  const items: HclItem[] = [];
  if (tags) items.push(new HclBlock('locals', [], { tags: valuesOf(tags) }));
  for (const { rootModule, backendType, config } of remoteStates) {
    items.push(new HclBlock('data', ['terraform_remote_state', stateLabel(rootModule)], { backend: backendType, config: valuesOf(config) }));
  }
  for (const { id, inputs, providers } of calls) {
    const block = new HclBlock('module', [id]).attribute('source', next()).attribute('providers', providers);
    for (const name of Object.keys(inputs)) block.attribute(name, next());
    items.push(block);
  }
  return [...items, ...blocks];
}

/** `outputs.tf`: every output of every called module, and those that the user declared. */
export function renderOutputsFile(root: ResolvedRootModule): string {
  return once(OUTPUT_TEXTS, root.outputs, () => root.resolving(() => renderHcl(root.outputs.map(({ name, description, value, sensitive }) =>
    new HclBlock('output', [name], { description, value, ...(sensitive ? { sensitive } : {}) })))));
}

/** `variables.tf`: the variables that the user declared; undefined when there are none. */
export function renderVariablesFile(root: ResolvedRootModule): string | undefined {
  if (root.variables.length === 0) return undefined;
  return renderHcl(root.variables.map(({ name, description, type, hasDefault, defaultValue, sensitive }) =>
    new HclBlock('variable', [name], { description, type, ...(hasDefault ? { default: defaultValue } : {}), ...(sensitive ? { sensitive } : {}) })));
}

/** What a hand-written `main.tf` starts from. */
export function renderMainSeed(root: ResolvedRootModule): string {
  return renderHcl([
    new HclComment(`Resources of ${root.environment}/${root.name}. This file is yours: it is never overwritten.`),
    ...(root.tags ? [new HclBlock('locals', [], { tags: root.tags })] : []),
  ]);
}

/** What a hand-written `outputs.tf` starts from: the outputs that other root modules are promised, still without a value. */
export function renderOutputsSeed(names: readonly string[]): string {
  return renderHcl(names.flatMap((name) => [
    new HclComment('Fill in the value: other root modules can read it. This file is yours: it is never overwritten.'),
    new HclBlock('output', [name], { value: null }),
  ]));
}

/** The tfvars file of a bootstrap root module. */
export function renderVariableValues(values: Readonly<Record<string, unknown>>): string {
  return renderHcl(Object.entries(values).map(([name, value]) => new HclAttribute(name, value)));
}

/** Fills in the last pattern of a root module; what does not fit makes another one. */
function filled(
  known: WeakMap<ResolvedRootModule['outputs'], HclPattern>, { outputs }: ResolvedRootModule, filling: PatternFilling, items: (values: readonly unknown[]) => HclItem[],
): string {
  const text = known.get(outputs)?.fill(filling);
  if (text !== undefined) return text;
  const pattern = HclPattern.of(filling, items);
  known.set(outputs, pattern);
  return pattern.fill(filling) ?? renderHcl(items(filling.values));
}

function once<T extends object>(known: WeakMap<T, string>, source: T, render: () => string): string {
  let text = known.get(source);
  if (text === undefined) {
    text = render();
    known.set(source, text);
  }
  return text;
}
