import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FeiyueProject } from '../../src';
import type { GraphJson } from '../../src/ci/graph-json';
import { Estate } from '../../src/estate/estate';
import { write } from '../synth/test-project';

/** What modules make, by root module, folder of the module and name of the output. */
export type Outputs = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;

/** A root module of an environment, as the graph of a repository has it. */
export interface RootModuleFolder {
  readonly name: string;
  /** Below the repository. */
  readonly dir: string;
}

/** The file in which modules find what they are to put out. */
const VALUES = 'values.json';

/** The root modules of an environment, each after those that it reads outputs of. */
export function rootModulesOf(repository: string, environment: string): RootModuleFolder[] {
  const { rootModules } = JSON.parse(readFileSync(join(repository, '.projen/graph.json'), 'utf8')) as GraphJson;
  let left = rootModules.filter(({ environments }) => environments?.includes(environment) ?? true);
  const ordered: RootModuleFolder[] = [];
  while (left.length > 0) {
    const ready = left.filter(({ dependsOn }) => !dependsOn.some((name) => left.some((other) => other.name === name)));
    ordered.push(...ready.map(({ name, dir }) => ({ name, dir: dir.replace('*', environment) })));
    left = left.filter((each) => !ready.includes(each));
  }
  return ordered;
}

/**
 * Puts `terraform_data` in the place of what needs a cloud in one environment of a synthesised repository: modules, in which names and
 * sensitivity of outputs stay as they are, providers, and the place of the states. What is left, root modules with their wiring above all,
 * is as it was generated.
 * @param states the folder of the states
 */
export function withoutCloud(project: FeiyueProject, environment: string, outputs: Outputs, states: string): void {
  const { outdir } = project;
  const { modulesDir, backendFile } = Estate.of(project).facts.layout;
  for (const name of readdirSync(join(outdir, modulesDir))) writeStandIn(join(outdir, modulesDir, name), name);
  const stateOf = (name: string) => JSON.stringify(join(states, `${name}.tfstate`));
  for (const { name, dir } of rootModulesOf(outdir, environment)) {
    const folder = join(outdir, dir);
    const main = readFileSync(join(folder, 'main.tf'), 'utf8').replace(/(data "terraform_remote_state" "([^"]+)" \{\n {2}backend = )"\w+"\n {2}config = \{[^]*?\n {2}\}\n/g,
      (_, head, producer) => `${head}"local"\n  config  = { path = ${stateOf(producer)} }\n`);
    overwrite(join(folder, 'main.tf'), main);
    overwrite(join(folder, 'terraform.tf'), 'terraform {\n  backend "local" {}\n}\n');
    overwrite(join(folder, backendFile), `path = ${stateOf(name)}\n`);
    // No provider is left of which it could have a checksum.
    rmSync(join(folder, '.terraform.lock.hcl'), { force: true });
    overwrite(join(folder, VALUES), JSON.stringify(outputs[name] ?? {}));
  }
}

/** A module that takes whatever it is given, and puts out what the file says, or else the input of that name, or text that names the output. */
function writeStandIn(folder: string, module: string): void {
  const read = (file: string) => readFileSync(join(folder, file), 'utf8');
  const variables = [...read('variables.tf').matchAll(/^variable "([^"]+)"/gm)].map(([, name]) => name);
  const outputs = [...read('outputs.tf').matchAll(/^output "([^"]+)" \{\n([^]*?)^\}/gm)].map(([, name, body]) => ({ name, isSensitive: /^ {2}sensitive\b.*true/m.test(body) }));
  const otherwise = (name: string) => (variables.includes(name) ? `var.${name}` : `"${module}.${name}"`);
  rmSync(folder, { recursive: true });
  mkdirSync(folder);
  write(folder, 'variables.tf', variables.map((name) => `variable "${name}" {\n  default = null\n}\n`).join('\n'));
  write(folder, 'main.tf', [
    `locals {\n  values = lookup(jsondecode(file("\${path.root}/${VALUES}")), ${JSON.stringify(module)}, {})\n}\n`,
    ...outputs.map(({ name }) => `resource "terraform_data" "${name}" {\n  input = lookup(local.values, "${name}", ${otherwise(name)})\n}\n`),
  ].join('\n'));
  write(folder, 'outputs.tf', outputs.map(({ name, isSensitive }) => (
    `output "${name}" {\n  value     = terraform_data.${name}.output\n  sensitive = ${isSensitive}\n}\n`)).join('\n'));
}

function overwrite(file: string, text: string): void {
  rmSync(file, { force: true });
  writeFileSync(file, text);
}
