import * as fs from 'node:fs';
import * as path from 'node:path';
import type { CheckedDirectory } from './terraform-check';
import { plannedModules, PlannedModule, sourcesOf, writePlannedModules } from '../../projenrc/planned-modules';

/** A directory after it was checked. */
export interface Checked extends CheckedDirectory {
  readonly valid: boolean;
}

/** `azure/network` of a module, of its copy with stand-ins, and of its copy for another version of the provider. */
const MODULE = /^src\/terraform\/modules\/([\w-]+\/[\w-]+)(?: |$)/;
const PROVIDER = /^provider "[^"]*\/([\w-]+)" \{\n\s*version\s*= "([^"]+)"/gm;

/**
 * Records which modules were planned with which versions of providers, beside what earlier runs recorded of modules that are as they
 * were: a machine may have the plugin of one version alone. Nothing is recorded of a module of which a check failed.
 */
export function recordPlans(checked: readonly Checked[]): void {
  const planned: Record<string, PlannedModule> = { ...plannedModules() };
  for (const { title, directory, valid } of checked) {
    const module = MODULE.exec(title)?.[1];
    if (module === undefined || !valid || !hasTest(directory)) continue;
    const providers = { ...planned[module]?.providers };
    for (const [name, version] of versionsIn(directory)) {
      providers[name] = [...(providers[name] ?? []).filter((other) => majorOf(other) !== majorOf(version)), version].sort();
    }
    planned[module] = { sources: sourcesOf(module), providers };
  }
  for (const { title, valid } of checked) if (!valid) delete planned[MODULE.exec(title)?.[1] ?? ''];
  writePlannedModules(planned);
}

function hasTest(directory: string): boolean {
  return fs.readdirSync(directory).some((name) => name.endsWith('.tftest.hcl'));
}

/** The versions of the providers that Terraform chose in a directory, by their names. */
function versionsIn(directory: string): Array<[name: string, version: string]> {
  const lock = path.join(directory, '.terraform.lock.hcl');
  return fs.existsSync(lock) ? [...fs.readFileSync(lock, 'utf8').matchAll(PROVIDER)].map(([, name, version]) => [name, version]) : [];
}

function majorOf(version: string): number {
  return Number.parseInt(version, 10);
}
