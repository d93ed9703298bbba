import * as fs from 'node:fs';
import * as path from 'node:path';

/** A provider that a directory of Terraform files asks for. */
export interface RequiredProvider {
  /** Address, as Terraform resolves `source` in `required_providers`. */
  readonly address: string;
  /** Major version of its constraint. */
  readonly major: number;
  readonly constraint: string;
}

const REQUIREMENT = /\bsource\s+= "([\w-]+\/[\w-]+)"\s+version\s+= "(\D*(\d+)[^"]*)"/g;
const LOCAL_MODULE = /\bsource\s+= "(\.{1,2}\/[^"]+)"/g;

/** The providers that a directory requires, and those of the modules that it calls. */
export function requiredProviders(directory: string): RequiredProvider[] {
  const files = fs.readdirSync(directory).filter((name) => name.endsWith('.tf'));
  const hcl = files.map((name) => fs.readFileSync(path.join(directory, name), 'utf8')).join('\n');
  const own = [...hcl.matchAll(REQUIREMENT)].map(([, source, constraint, major]) => ({ address: `registry.terraform.io/${source}`, major: Number(major), constraint }));
  const called = new Set([...hcl.matchAll(LOCAL_MODULE)].map(([, source]) => path.join(directory, source)));
  return [...own, ...[...called].flatMap(requiredProviders)];
}
