import type { ProviderRelease } from './provider-releases';
import { VersionConstraints } from './version-constraints';

/** A provider that a module requires. */
export interface ProviderConstraint {
  /** Source address, such as `hashicorp/azurerm`. */
  readonly source: string;
  /** Version constraint, such as `~> 4.81`; undefined: every version will do. */
  readonly version?: string;
}

/** What Terraform begins every lock file with. */
const HEADER = `# This file is maintained automatically by "terraform init".
# Manual edits may be lost in future updates.
`;

/** Host of the source addresses that name none. */
const DEFAULT_HOST = 'registry.terraform.io';

/**
 * `.terraform.lock.hcl` as `terraform init` leaves it.
 * @param required what a root module and all modules that it calls require, in any order; the same as often as it is said
 * @param releases by source address
 * @returns undefined when nothing is required, and when a provider has no release there that meets its constraints
 */
export function renderLockFile(required: Iterable<ProviderConstraint>, releases: Readonly<Record<string, ProviderRelease>>): string | undefined {
  const constraints = new Map<string, string[]>();
  for (const { source, version } of required) {
    const known = constraints.get(source) ?? [];
    constraints.set(source, version === undefined ? known : [...known, version]);
  }
  const blocks = [...constraints.keys()].sort(compareSources).map((source) => providerBlock(source, constraints.get(source)!, releases));
  if (blocks.length === 0 || blocks.includes(undefined)) return undefined;
  return [HEADER, ...blocks].join('\n');
}

function providerBlock(source: string, texts: readonly string[], releases: Readonly<Record<string, ProviderRelease>>): string | undefined {
  const release = Object.hasOwn(releases, source) ? releases[source] : undefined;
  const constraints = VersionConstraints.parse(texts);
  if (!release || !constraints?.allows(release.version)) return undefined;
  const { version, hashes } = release;
  return [
    `provider "${DEFAULT_HOST}/${source}" {`,
    ...(texts.length === 0 ? [`  version = "${version}"`] : [`  version     = "${version}"`, `  constraints = "${constraints}"`]),
    '  hashes = [',
    ...hashes.map((hash) => `    "${hash}",`),
    '  ]',
    '}',
    '',
  ].join('\n');
}

/** Terraform compares the namespace before the type. */
function compareSources(one: string, other: string): number {
  const [key, otherKey] = [one, other].map((source) => source.replace('/', '\0'));
  return key < otherKey ? -1 : Number(key > otherKey);
}
