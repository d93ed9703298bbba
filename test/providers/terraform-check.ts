import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { RunningPlugins } from './running-plugins';

/** A directory of Terraform files to be checked. */
export interface CheckedDirectory {
  /** How the user knows it. */
  readonly title: string;
  readonly directory: string;
  /** Directory around it in which the modules lie that it calls. */
  readonly tree: string;
  /** What its plan must show, as Terraform prints it, whatever the spaces and the order. */
  readonly planned?: readonly string[];
}

const NEVER_COPIED = new Set(['.git', '.terraform', '.terraform.lock.hcl', 'node_modules']);

/**
 * Copies a tree, because `terraform init` writes beside the files that it reads, and finds the directories with `.tf` files in the copy.
 * Lock files stay behind: they hold the checksums of the published plugins, not of those built here.
 */
export function copyForCheck(from: string, to: string, titlePrefix: string): CheckedDirectory[] {
  fs.cpSync(from, to, { recursive: true, filter: (source) => !NEVER_COPIED.has(path.basename(source)) });
  return directoriesWithTerraform(to).map((directory) => ({
    title: path.posix.join(titlePrefix, ...path.relative(to, directory).split(path.sep)),
    directory,
    tree: to,
  }));
}

/**
 * Runs `terraform init`, `terraform validate` and, where there are tests, `terraform test`. Returns what they print when they complain.
 * A warning makes a directory invalid, too: an argument of which a provider warns is one that its next major version drops.
 */
export async function check(
  { directory, planned = [] }: CheckedDirectory, cliConfig: string, plugins: RunningPlugins,
): Promise<{ valid: boolean; complaints: string }> {
  // This chooses the versions, and starts no plugin.
  const init = await terraform(['init', '-backend=false', '-input=false', '-no-color'], directory, cliConfig);
  if (init.status !== 0) return { valid: false, complaints: init.output };
  const attached = await plugins.envFor(directory);
  const run = async (...args: string[]) => terraform(args, directory, cliConfig, attached);
  const validate = await run('validate', '-no-color');
  if (validate.status !== 0 || validate.output.includes('Warning:')) return { valid: false, complaints: validate.output };
  if (!fs.readdirSync(directory).some((name) => name.endsWith('.tftest.hcl'))) return { valid: true, complaints: '' };
  const test = await run('test', '-no-color', ...(planned.length > 0 ? ['-verbose'] : []));
  if (test.status !== 0) return { valid: false, complaints: test.output };
  const shown = withoutSpaces(test.output);
  const notShown = planned.filter((line) => !shown.includes(withoutSpaces(line)));
  return { valid: notShown.length === 0, complaints: notShown.length === 0 ? '' : `Its plan does not show:\n${notShown.join('\n')}\n\n${test.output}` };
}

function withoutSpaces(text: string): string {
  return text.replace(/\s+/g, '');
}

function directoriesWithTerraform(directory: string): string[] {
  const entries = fs.readdirSync(directory, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  const own = entries.some((entry) => entry.isFile() && entry.name.endsWith('.tf')) ? [directory] : [];
  const below = entries.filter((entry) => entry.isDirectory()).flatMap((entry) => directoriesWithTerraform(path.join(directory, entry.name)));
  return [...own, ...below];
}

/** Runs Terraform in a directory, with the plugins that a configuration of its command line names. */
export async function terraform(
  args: readonly string[], cwd: string, cliConfig: string, env: Readonly<Record<string, string>> = {},
): Promise<{ status: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn('terraform', args, {
      cwd,
      env: { ...process.env, ...env, TF_CLI_CONFIG_FILE: cliConfig, TF_IN_AUTOMATION: '1', CHECKPOINT_DISABLE: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.on('error', reject).on('close', (status) => resolve({ status: status ?? 1, output }));
  });
}
