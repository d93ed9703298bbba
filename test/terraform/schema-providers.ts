/** Providers that have a schema and nothing else, for as much of Terraform as one wants to run. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import * as path from 'node:path';
import { createInterface } from 'node:readline';
import { mirrorConfiguration, shellProviderMirror } from './provider-mirror';
import { realTool } from '../real-tool';

interface ArgumentFile {
  /** Version of the provider. */
  readonly version: string;
  /** Its name in this folder. */
  readonly file: string;
}

/** The files with the schemas of providers, by their addresses. */
export const ARGUMENT_FILES: Readonly<Record<string, ArgumentFile>> = {
  'hashicorp/azuread': { version: '3.9.0', file: 'azuread-arguments.json' },
  'hashicorp/azurerm': { version: '4.81.0', file: 'azurerm-arguments.json' },
  'hashicorp/random': { version: '3.9.0', file: 'random-arguments.json' },
  'tencentcloudstack/tencentcloud': { version: '1.83.25', file: 'tencentcloud-arguments.json' },
};

export interface SchemaProviders {
  /** What Terraform needs in its environment. */
  readonly env: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

/**
 * Starts them in one process, which Terraform finds instead of a plugin of its own.
 *
 * @param dir where `terraform init` finds a shell of each, to choose its version
 * @see https://developer.hashicorp.com/terraform/plugin/debugging#terraform-cli
 */
export async function startSchemaProviders(dir: string): Promise<SchemaProviders> {
  const files = Object.entries(ARGUMENT_FILES).map(([source, { file }]) => `registry.terraform.io/${source}=${path.join(__dirname, file)}`);
  const providers = spawn(realTool('schema-provider')!.path, files, { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(providers, 'exit');
  const attachments = await new Promise<string>((resolve, reject) => {
    createInterface(providers.stdout).once('line', resolve);
    void ended.then(([status]) => reject(new Error(`schema-provider ended with status ${status}`)));
  });
  const versions = Object.fromEntries(Object.entries(ARGUMENT_FILES).map(([source, { version }]) => [source, version]));
  return {
    env: { TF_CLI_CONFIG_FILE: mirrorConfiguration(shellProviderMirror(dir, versions)), TF_REATTACH_PROVIDERS: attachments },
    stop: async () => {
      providers.stdin.end();
      await ended;
    },
  };
}
