/** With which versions of which real providers each module of the library was planned, as `npm run test:providers` recorded it. */
import { createHash } from 'crypto';
import * as fs from 'fs';
import * as path from 'path';

const FILE = path.join(__dirname, '../test/providers/planned-modules.json');
const MODULES = path.join(__dirname, '../src/terraform/modules');

/** A module as it was planned. */
export interface PlannedModule {
  /** Digest of its `.tf` files: what they say now was planned if it is the same. */
  readonly sources: string;
  /** Versions of each provider, by its name. */
  readonly providers: Readonly<Record<string, readonly string[]>>;
}

/** By `<cloud>/<module>`. */
export type PlannedModules = Readonly<Record<string, PlannedModule>>;

/** What was recorded of the modules that have not changed since. */
export function plannedModules(): PlannedModules {
  const recorded = JSON.parse(fs.readFileSync(FILE, 'utf-8')) as PlannedModules;
  return Object.fromEntries(Object.entries(recorded).filter(([module, { sources }]) => sources === sourcesOf(module)));
}

/** Records modules, sorted. */
export function writePlannedModules(modules: PlannedModules): void {
  const rows = Object.entries(modules).sort(([a], [b]) => (a < b ? -1 : 1)).map(([module, { sources, providers }]) => {
    const versions = Object.entries(providers).sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, list]) => `${JSON.stringify(name)}: [${list.map((one) => JSON.stringify(one)).join(', ')}]`);
    return `  ${JSON.stringify(module)}: { "sources": ${JSON.stringify(sources)}, "providers": { ${versions.join(', ')} } }`;
  });
  fs.writeFileSync(FILE, rows.length === 0 ? '{}\n' : `{\n${rows.join(',\n')}\n}\n`);
}

/** Digest of the `.tf` files of a module; empty when there is none. */
export function sourcesOf(module: string): string {
  const dir = path.join(MODULES, module);
  if (!fs.existsSync(dir)) return '';
  const hash = createHash('sha256');
  for (const name of fs.readdirSync(dir).filter((file) => file.endsWith('.tf')).sort()) hash.update(`${name}\n${fs.readFileSync(path.join(dir, name), 'utf-8')}\n`);
  return hash.digest('hex').slice(0, 16);
}
