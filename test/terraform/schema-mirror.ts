/** Providers that have a schema and nothing else, in a folder where Terraform looks for plugins. */
import * as fs from 'node:fs';
import * as path from 'node:path';
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

/**
 * Makes such a folder, and a configuration of Terraform's command line that names it.
 *
 * Layout: https://developer.hashicorp.com/terraform/cli/config/config-file#filesystem_mirror ("unpacked").
 * @returns what Terraform needs in its environment
 */
export function writeSchemaMirror(dir: string): Readonly<Record<string, string>> {
  const tool = realTool('schema-provider')!.path;
  const platform = `linux_${process.arch === 'x64' ? 'amd64' : process.arch}`;
  for (const [address, { version, file }] of Object.entries(ARGUMENT_FILES)) {
    const home = path.join(dir, 'registry.terraform.io', address, version, platform);
    fs.mkdirSync(home, { recursive: true });
    // Terraform starts a plugin without arguments.
    fs.writeFileSync(path.join(home, `terraform-provider-${path.posix.basename(address)}_v${version}`),
      `#!/bin/sh\nexec '${tool}' '${path.join(__dirname, file)}'\n`, { mode: 0o755 });
  }
  const cliConfig = path.join(dir, 'terraform.rc');
  fs.writeFileSync(cliConfig, `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(dir)}\n  }\n}\n`);
  return { TF_CLI_CONFIG_FILE: cliConfig };
}
