import { HclAttribute, HclBlock, HclComment, HclItem } from './hcl/block';
import { renderHcl } from './hcl/writer';
import type { ResolvedRootModule } from './resolved-root-module';

/** Texts by the list that they come from. All environments of a root module share these lists, so each is written once. */
const PROVIDER_TEXTS = new WeakMap<ResolvedRootModule['providers'], string>();
const OUTPUT_TEXTS = new WeakMap<ResolvedRootModule['outputs'], string>();

/** `terraform.tf`: versions, an empty backend that `backend.hcl` completes, and the providers. */
export function renderTerraformFile(root: ResolvedRootModule): string {
  return once(PROVIDER_TEXTS, root.providers, () => renderVersions(root));
}

function renderVersions(root: ResolvedRootModule): string {
  const settings = new HclBlock('terraform', [], { required_version: root.requiredVersion });
  if (root.providers.length > 0) {
    const required = new HclBlock('required_providers');
    for (const { name, source, version } of root.providers) required.attribute(name, { source, version });
    settings.block(required);
  }
  settings.block(new HclBlock('backend', [root.backendType]));
  const configured = root.providers.filter((provider) => provider.configuration !== undefined);
  const blocks = configured.map(({ name, configuration }) => new HclBlock('provider', [name], { ...configuration }));
  return root.resolving(() => renderHcl([settings, ...blocks]));
}

/** `backend.hcl`: the partial backend configuration, given to `terraform init -backend-config`. */
export function renderBackendFile(root: ResolvedRootModule): string {
  const { attributes, blocks } = root.backend;
  return renderHcl([
    ...Object.entries(attributes).map(([name, value]) => new HclAttribute(name, value)),
    ...Object.entries(blocks).map(([name, body]) => new HclBlock(name, [], { ...body })),
  ]);
}

/** `main.tf`: tags, the states of other root modules, and the module calls. */
export function renderMainFile(root: ResolvedRootModule): string {
  const items: HclItem[] = [];
  if (root.tags) items.push(new HclBlock('locals', [], { tags: root.tags }));
  for (const { rootModule, backendType, config } of root.remoteStates) {
    items.push(new HclBlock('data', ['terraform_remote_state', rootModule], { backend: backendType, config }));
  }
  for (const call of root.calls) items.push(renderCall(call.id, call.source, call.inputs));
  items.push(...root.blocks);
  return root.resolving(() => renderHcl(items));
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

function renderCall(id: string, source: string, inputs: Readonly<Record<string, unknown>>): HclBlock {
  const block = new HclBlock('module', [id]);
  block.attribute('source', source);
  for (const [name, value] of Object.entries(inputs)) block.attribute(name, value);
  return block;
}

/** The tfvars file of a bootstrap root module. */
export function renderVariableValues(values: Readonly<Record<string, unknown>>): string {
  return renderHcl(Object.entries(values).map(([name, value]) => new HclAttribute(name, value)));
}

function once<T extends object>(known: WeakMap<T, string>, source: T, render: () => string): string {
  let text = known.get(source);
  if (text === undefined) {
    text = render();
    known.set(source, text);
  }
  return text;
}
