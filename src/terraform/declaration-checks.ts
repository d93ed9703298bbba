import * as path from 'path';
import { isConfigurationFile } from './configuration-files';
import type { RawBlock } from './declared';
import { HclBlock, HclItem } from './hcl/block';
import { Hcl } from './hcl/hcl';
import { renderHcl } from './hcl/writer';
import { ConfigurationError, ConfigurationText, ModuleConfiguration } from './module-configuration';
import { checkModule } from './module-rules';
import { stateLabel } from './names';
import type { ResolvedRootModule } from './resolved-root-module';
import type { RootModule } from './root-module';
import { withoutHeader } from '../synth/header';
import { Problems } from '../synth/problems';

/** Where a raw block comes from, in the errors of the loader. */
const RAW = 'block ';

/**
 * Looks for what Terraform refuses about a root module as a whole: what is generated, the raw blocks and the user's own
 * files beside it declare each thing once, and by Terraform's rules.
 * @param own the user's own files in its folder
 * @returns what they declare together; undefined when Terraform refuses it, or nothing but generated files is there
 */
export function checkDeclarations(
  rootModule: RootModule, resolved: ResolvedRootModule, blocks: readonly RawBlock[], own: ReadonlyMap<string, string>,
): ModuleConfiguration | undefined {
  const files = [...own].filter(([file, text]) => isConfigurationFile(path.posix.basename(file)) && withoutHeader(text) === text);
  if (blocks.length === 0 && files.length === 0) return undefined;
  const texts: ConfigurationText[] = [
    ...generatedDeclarations(resolved),
    ...blocks.flatMap(({ block }, index) => rawText(block, index, resolved)),
    ...files.map(([name, text]) => ({ name, text })),
  ];
  try {
    const configuration = ModuleConfiguration.of(texts);
    checkModule(configuration);
    return configuration;
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const raw = error.file.startsWith(RAW) ? blocks[Number(error.file.slice(RAW.length))] : undefined;
    // A file that cannot be parsed is reported with the modules that it calls.
    if (raw) Problems.of(rootModule).add(raw.source, `root module "${rootModule.name}": ${error.reason}`);
    else Problems.of(rootModule).add(rootModule._source, `root module "${rootModule.name}" is refused by Terraform: ${error.message}`);
    return undefined;
  }
}

/** A block that cannot be written is a problem already. */
function rawText(block: HclBlock, index: number, resolved: ResolvedRootModule): ConfigurationText[] {
  try {
    return [{ name: `${RAW}${index}`, text: resolved.resolving(() => renderHcl([block])), isGenerated: true }];
  } catch {
    return [];
  }
}

/** The names that generated files declare; what is said about them follows from elsewhere. */
function generatedDeclarations({ handWritten, providers, backendType, requiredVersion, tags, remoteStates, calls, variables, outputs }: ResolvedRootModule): ConfigurationText[] {
  const required = new HclBlock('required_providers');
  for (const { name, source, version } of providers) required.attribute(name, { source, version });
  const settings = new HclBlock('terraform', [], { required_version: requiredVersion }).block(required).block(new HclBlock('backend', [backendType]));
  const configurations = providers.flatMap(({ name, configuration, aliases = [] }) => [
    ...(configuration ? [new HclBlock('provider', [name])] : []),
    ...aliases.map(({ alias }) => new HclBlock('provider', [name], { alias })),
  ]);
  const text = (name: string, items: readonly HclItem[]): ConfigurationText => ({ name, text: renderHcl(items), isGenerated: true });
  const always = [text('terraform.tf', [settings, ...configurations])];
  if (handWritten) return always;
  return [
    ...always,
    text('main.tf', [
      ...(tags ? [new HclBlock('locals', [], { tags: {} })] : []),
      ...remoteStates.map(({ rootModule }) => new HclBlock('data', ['terraform_remote_state', stateLabel(rootModule)])),
      ...calls.map(({ id, source, inputs }) => new HclBlock('module', [id], { source, ...Object.fromEntries(Object.keys(inputs).map((name) => [name, null])) })),
    ]),
    text('variables.tf', variables.map(({ name, type }) => new HclBlock('variable', [name], { type }))),
    text('outputs.tf', outputs.map(({ name }) => new HclBlock('output', [name], { value: Hcl.raw('null') }))),
  ];
}
