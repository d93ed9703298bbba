import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';

/** Platforms whose checksums a lock file holds: CI, and the machines people work on. */
export const LOCK_PLATFORMS = ['linux_amd64', 'linux_arm64', 'darwin_arm64', 'windows_amd64'];

const LOCK_FILE = '.terraform.lock.hcl';

/** A root module and the providers that it requires. */
export interface LockedRoot {
  /** Folder, relative to the repository. */
  readonly dir: string;
  /** `<source> <version constraint>` of each provider. */
  readonly providers: readonly string[];
}

/** Root modules with the same providers: they share one lock file. */
export interface LockGroup {
  readonly providers: readonly string[];
  readonly dirs: readonly string[];
}

/** Puts root modules with the same providers together; those that require none need no lock file. */
export function lockGroups(roots: readonly LockedRoot[]): LockGroup[] {
  const groups = new Map<string, { providers: string[]; dirs: string[] }>();
  for (const { dir, providers } of roots) {
    if (providers.length === 0) continue;
    const sorted = [...providers].sort();
    const key = sorted.join('\n');
    const group = groups.get(key);
    if (group) group.dirs.push(dir);
    else groups.set(key, { providers: sorted, dirs: [dir] });
  }
  return [...groups.values()];
}

/**
 * Records the checksums of every provider for every platform: once per distinct set of providers, then copied to all root
 * modules with that set. `terraform init` alone records only those of the machine it runs on.
 * @param terraformArgs further arguments of `terraform providers lock`
 * @throws Error when terraform is missing or fails
 */
export function lockProviders(
  repository: string, roots: readonly LockedRoot[], terraformArgs: readonly string[], print: (line: string) => void,
): void {
  const groups = lockGroups(roots);
  groups.forEach(({ providers, dirs }, index) => {
    print(`[${index + 1}/${groups.length}] ${providers.join(', ')} for ${LOCK_PLATFORMS.length} platforms`);
    const [first, ...others] = dirs;
    const cwd = path.join(repository, first);
    terraform(['get'], cwd, 'ignore');
    terraform(['providers', 'lock', ...LOCK_PLATFORMS.map((platform) => `-platform=${platform}`), ...terraformArgs], cwd, 'inherit');
    const lock = path.join(cwd, LOCK_FILE);
    for (const dir of others) fs.copyFileSync(lock, path.join(repository, dir, LOCK_FILE));
    print(`[${index + 1}/${groups.length}] ${LOCK_FILE} written in ${dirs.join(', ')}: commit ${dirs.length === 1 ? 'it' : 'them'}`);
  });
}

function terraform(args: readonly string[], cwd: string, stdout: 'ignore' | 'inherit'): void {
  const run = spawnSync('terraform', args, { cwd, stdio: ['ignore', stdout, 'inherit'] });
  if ((run.error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT') throw new Error('terraform is not on the PATH: install it, then run this again');
  if (run.error) throw run.error;
  if (run.status !== 0) throw new Error(`terraform ${args.slice(0, 2).join(' ')} failed in ${cwd}`);
}
