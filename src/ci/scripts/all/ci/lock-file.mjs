// The lock file of a root module: what Terraform verifies its providers against, before it runs them with the identity of the job.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { warningLine } from './system.mjs';

const LOCK_FILE = '.terraform.lock.hcl';
const GRAPH_FILE = '.projen/graph.json';
const DEFAULT_HOST = 'registry.terraform.io';

/** What is to be done about it. The platforms are those of `terraform:lock`. */
const REMEDY = 'run npx projen terraform:lock, which records checksums for linux_amd64, linux_arm64, darwin_arm64 and windows_amd64, and commit the files';

/**
 * Why providers of a root module would not be verified; undefined: nothing speaks for it. What only Terraform knows, such as a provider
 * of the user's own files or the platform of a checksum, `terraform init -lockfile=readonly` finds out.
 */
export function unlockedProviders(repository, dir) {
  const required = requiredProviders(repository, dir);
  const file = join(repository, dir, LOCK_FILE);
  if (!existsSync(file)) return required.length === 0 ? undefined : `it has no ${LOCK_FILE}, so its providers are not verified: ${REMEDY}`;
  const locked = lockedProviders(readFileSync(file, 'utf8'));
  const missing = required.filter((address) => !locked.has(address));
  if (missing.length > 0) return `its ${LOCK_FILE} does not name ${missing.join(', ')}: ${REMEDY}`;
  const bare = [...locked].filter(([, checksums]) => checksums === 0).map(([address]) => address);
  return bare.length > 0 ? `its ${LOCK_FILE} has no checksum of ${bare.join(', ')}: ${REMEDY}` : undefined;
}

/** Warns where the reader of a run sees it, and tells what it said. */
export function warnOfUnlocked(repository, dir) {
  const unlocked = unlockedProviders(repository, dir);
  if (unlocked !== undefined) console.log(warningLine(dir, 'Unlocked providers', `${dir}: ${unlocked}`));
  return unlocked;
}

/** Whether deployments to an environment wait for a predecessor or an approval. */
export function isProtected(repository, environment) {
  const found = readGraph(repository)?.environments.find(({ name }) => name === environment);
  // Who does not know it is careful.
  return found === undefined || found.isProtected === true || found.promotedFrom !== undefined;
}

/** The addresses of what a root module is known to require. */
function requiredProviders(repository, dir) {
  const graph = readGraph(repository) ?? { environments: [], rootModules: [] };
  const found = graph.rootModules.filter(({ dir: folder, environments }) =>
    (environments ?? graph.environments.map(({ name }) => name)).some((name) => folder.replace('*', () => name) === dir));
  return [...new Set(found.flatMap(({ providers }) => providers))].map((provider) => provider.split(' ')[0])
    .map((source) => (source.split('/').length > 2 ? source : `${DEFAULT_HOST}/${source}`).toLowerCase());
}

function readGraph(repository) {
  const file = join(repository, GRAPH_FILE);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/** How many checksums a lock file has of each provider. */
function lockedProviders(text) {
  return new Map([...text.matchAll(/^provider "([^"]*)" \{$([\s\S]*?)^\}/gm)].map(([, address, body]) => [address, body.match(/"(h1|zh):[^"]+"/g)?.length ?? 0]));
}
