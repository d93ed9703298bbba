import * as path from 'path';
import { TAGS } from './call-inputs';
import type { ResolvedRootModule } from './resolved-root-module';
import type { RootModuleMarks } from './root-module-marks';
import type { Environment } from '../../estate/environment';
import { Problems } from '../../synth/declare/problems';
import type { SourceLocation } from '../../synth/declare/source-location';
import { withoutHeader } from '../../synth/files/header';
import type { RawBlock } from '../declare/declared';
import { Reference } from '../declare/reference';
import type { RootModule } from '../declare/root-module';
import type { ModuleCall } from '../declare/root-module-call';
import { HclBlock, HclItem } from '../hcl/block';
import { HclExpression } from '../hcl/expression';
import { parseExpressionText } from '../hcl/expression-parser';
import { Hcl } from '../hcl/hcl';
import { HclSyntaxError } from '../hcl/token';
import { renderHcl } from '../hcl/writer';
import { isConfigurationFile } from '../interface/configuration-files';
import { ConfigurationError, ConfigurationText, ModuleConfiguration } from '../interface/module-configuration';
import { checkModule } from '../interface/module-rules';
import { stateLabel } from '../interface/names';
import { checkReferences, firstUndeclared, IsDeclared } from '../interface/undeclared-references';

/** What is looked at beside the generated declarations. */
export interface OwnDeclarations {
  readonly blocks: readonly RawBlock[];
  /** The user's own files in the folder of the root module. */
  readonly files: ReadonlyMap<string, string>;
  /** Expressions that were looked at in another environment, which declares the same. */
  readonly seen: Set<string>;
}

/** Where a raw block comes from, in the errors of the loader. */
const RAW = 'block ';

/** An expression in the user's own words, and where it is given. */
interface LooseExpression {
  readonly text: string;
  readonly what: string;
  readonly source: SourceLocation;
}

/**
 * Looks for what Terraform refuses about a root module as a whole: what is generated, the raw blocks and the user's own
 * files beside it declare each thing once, by Terraform's rules, and refer to what there is.
 * @param dir folder of the root module, absolute
 * @returns what they declare together; undefined when Terraform refuses it, or nothing but generated files is there
 */
export function checkDeclarations(
  rootModule: RootModule, environment: Environment, resolved: ResolvedRootModule, own: OwnDeclarations, marks: RootModuleMarks, dir: string,
): ModuleConfiguration | undefined {
  const { blocks, seen } = own;
  const files = [...own.files].filter(([file, text]) => isConfigurationFile(path.posix.basename(file)) && withoutHeader(text) === text);
  const isPlain = blocks.length === 0 && files.length === 0;
  const loose = looseExpressions(rootModule, rootModule._callsIn(environment), resolved).filter(({ text }) => !isPlain || !seen.has(text));
  if (isPlain && loose.length === 0) return undefined;
  const texts: ConfigurationText[] = [
    ...generatedDeclarations(resolved),
    ...blocks.flatMap(({ block }, index) => rawText(block, index, resolved)),
    ...files.map(([name, text]) => ({ name, text })),
  ];
  const isElsewhere = outputsOfCalls(rootModule._callsIn(environment));
  try {
    const configuration = ModuleConfiguration.of(texts);
    checkModule(configuration);
    // What is written by hand may be half done; nothing of it depends on what is generated.
    if (!resolved.handWritten) checkReferences(configuration, isElsewhere);
    for (const { text, what, source } of loose) {
      seen.add(text);
      const undeclared = undeclaredIn(text, configuration, isElsewhere);
      if (undeclared !== undefined) Problems.of(rootModule).add(source, `${what} refers to ${undeclared}, which nobody declares in root module "${rootModule.name}"`);
    }
    const inside = marks.around(configuration, dir);
    const ownNames = files.map(([name]) => name);
    for (const { file, line, labels: [name] } of configuration.blocks('output')) {
      const exposed = file.startsWith(RAW) || ownNames.includes(file) ? inside.exposed(name) : undefined;
      if (exposed === undefined) continue;
      const place = file.startsWith(RAW) ? '' : `${file}:${line}: `;
      const remedy = exposed === 'sensitive' ? 'add sensitive = true' : 'no state holds it, so drop the output';
      Problems.of(rootModule).add(rawSourceOf(file, blocks) ?? rootModule._source, `root module "${rootModule.name}": ${place}output "${name}" has a value that is ${exposed}: ${remedy}`);
    }
    return configuration;
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const source = rawSourceOf(error.file, blocks);
    if (source) Problems.of(rootModule).add(source, `root module "${rootModule.name}": ${error.reason}`);
    // A file that cannot be parsed is reported with the modules that it calls.
    else if (!error.isSyntax) Problems.of(rootModule).add(rootModule._source, `root module "${rootModule.name}" is refused by Terraform: ${error.message}`);
    return undefined;
  }
}

/** The expressions among the values of a root module, apart from outputs of modules, which are looked up otherwise. */
function looseExpressions(rootModule: RootModule, calls: readonly ModuleCall[], resolved: ResolvedRootModule): LooseExpression[] {
  if (resolved.handWritten) return [];
  const found: LooseExpression[] = [];
  const visit = (value: unknown, what: string, source: SourceLocation) => {
    if (value === TAGS || value instanceof Reference) return;
    if (value instanceof HclExpression) {
      const text = textOf(value, resolved);
      if (text !== undefined) found.push({ text, what, source });
    } else if (typeof value === 'object' && value !== null) {
      for (const item of Object.values(value)) visit(item, what, source);
    }
  };
  resolved.calls.forEach((call, index) => visit(call.inputs, `module "${call.id}"`, calls[index]._source));
  for (const [name, { options, source }] of rootModule._outputs) visit(options.value, `output "${name}"`, source);
  for (const [name, { options, source }] of [...rootModule._providers, ...rootModule._providerAliases]) visit(options.configuration, `provider "${name}"`, source);
  return found;
}

/** What cannot be written is a problem already. */
function textOf(expression: HclExpression, resolved: ResolvedRootModule): string | undefined {
  try {
    return resolved.resolving(() => expression._render(''));
  } catch {
    return undefined;
  }
}

function undeclaredIn(text: string, configuration: ModuleConfiguration, isElsewhere: IsDeclared): string | undefined {
  try {
    return firstUndeclared(parseExpressionText(text), configuration, isElsewhere, new Set());
  } catch (error) {
    if (error instanceof HclSyntaxError) return undefined;
    throw error;
  }
}

/** A call has the outputs of its module, and no others. */
function outputsOfCalls(calls: readonly ModuleCall[]): IsDeclared {
  return ([root, id, output]) => {
    const outputs = root === 'module' && output !== undefined ? calls.find(({ callId }) => callId === id)?._interface?.outputs : undefined;
    return outputs?.has(output);
  };
}

function rawSourceOf(file: string, blocks: readonly RawBlock[]): SourceLocation | undefined {
  return file.startsWith(RAW) ? blocks[Number(file.slice(RAW.length))].source : undefined;
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
function generatedDeclarations(resolved: ResolvedRootModule): ConfigurationText[] {
  const { handWritten, providers, backendType, requiredVersion, tags, remoteStates, calls, variables, outputs } = resolved;
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
