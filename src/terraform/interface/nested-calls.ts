import * as fs from 'fs';
import * as path from 'path';
import { ConfigurationBlock, locating, ModuleConfiguration } from './module-configuration';
import { CLOUD_NAMES } from '../../clouds/cloud-name';
import { didYouMean } from '../../text/nearest-name';
import { isFileSystemError } from '../../worktree/file-system-error';
import { readLiteral } from '../hcl/literal';
import type { RequiredProvider } from '../hcl/reader';
import { HclSyntaxError } from '../hcl/token';

/** What a caller has to know of a module. */
export interface CalledModule {
  readonly inputs: ReadonlyMap<string, { readonly name: string; readonly required: boolean }>;
  readonly providers: ReadonlyMap<string, RequiredProvider>;
  readonly configuration: ModuleConfiguration;
}

/** What is said about itself in a `module` block, and no input. */
const META_ARGUMENTS = ['source', 'version', 'providers', 'count', 'for_each', 'depends_on'];

/**
 * Checks the calls that a module makes itself, of modules that are given by a path.
 * @param read reads a called module; it throws when Terraform refuses that one
 * @throws ConfigurationError at the first call that Terraform refuses
 */
export function checkNestedCalls(configuration: ModuleConfiguration, dir: string, read: (dir: string) => CalledModule): void {
  for (const block of configuration.blocks('module')) {
    const source = readLiteral(block.body.attributes.get('source')?.expression ?? []);
    if (typeof source !== 'string' || !/^\.\.?\//.test(source)) continue;
    locating(block.file, () => {
      const called = tryRead(block, source, path.join(dir, source), read);
      if (called) checkCall(block, called);
    });
  }
}

/** The folder of a module of this package may still be written. */
function tryRead(
  { labels, line }: ConfigurationBlock, source: string, dir: string, read: (dir: string) => CalledModule,
): CalledModule | undefined {
  try {
    return read(dir);
  } catch (error) {
    const isMissing = isFileSystemError(error, 'ENOENT');
    if (isMissing && CLOUD_NAMES.some((cloud) => fs.existsSync(path.join(__dirname, '../modules', cloud, path.basename(dir))))) return undefined;
    throw new HclSyntaxError(`module "${labels[0]}" cannot use ${source}: ${isMissing ? 'there is no such folder' : (error as Error).message}`, line);
  }
}

function checkCall({ labels: [name], line, body }: ConfigurationBlock, { inputs, providers, configuration }: CalledModule): void {
  const given = [...body.attributes.values()].filter((attribute) => !META_ARGUMENTS.includes(attribute.name));
  const unknown = given.find((attribute) => !inputs.has(attribute.name));
  const names = [...inputs.keys()].sort();
  if (unknown) throw new HclSyntaxError(`module "${name}" has no input "${unknown.name}"; it takes: ${names.join(', ') || 'none'}.${didYouMean(unknown.name, names)}`, unknown.line);
  const missing = [...inputs.values()].find((input) => input.required && !body.attributes.has(input.name));
  if (missing) throw new HclSyntaxError(`module "${name}" needs the input "${missing.name}"`, line);
  if (body.attributes.has('providers')) return;
  const configured = configuration.blocks('provider').map(({ labels }) => labels.join('.'));
  const alias = [...providers.values()].flatMap((provider) => provider.aliases ?? []).find((wanted) => !configured.includes(wanted));
  if (alias !== undefined) throw new HclSyntaxError(`module "${name}" needs the provider configuration "${alias}" in "providers"`, line);
}
