import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { LOCK_FILE } from './lock-file';
import { holdsOwnTerraform } from '../reads/own-terraform';

/** Platforms whose checksums a lock file holds: CI, and the machines people work on. */
export const LOCK_PLATFORMS = ['linux_amd64', 'linux_arm64', 'darwin_arm64', 'windows_amd64'];

/** A root module and what its lock file depends on. */
export interface LockedRoot {
  /** Folder, relative to the repository. */
  readonly dir: string;
  /** `<source> <version constraint>` of each provider. */
  readonly providers: readonly string[];
  /** Folders of the modules that it calls. */
  readonly moduleDirs?: readonly string[];
}

/** Root modules that share one lock file. */
export interface LockGroup {
  /** What is known to be required; the user's own files may require more. */
  readonly providers: readonly string[];
  readonly dirs: readonly string[];
}

/**
 * Puts root modules with the same providers together; those that require none need no lock file.
 *
 * Only terraform knows what the user's own files require: a root module that holds some is locked for itself, and those
 * that call modules of the user's own are put together only when they call the same ones.
 * @param holdsOwn whether a folder holds Terraform that was not generated
 */
export function lockGroups(roots: readonly LockedRoot[], holdsOwn: (dir: string) => boolean): LockGroup[] {
  const groups = new Map<string, { providers: string[]; dirs: string[] }>();
  for (const { dir, providers, moduleDirs = [] } of roots) {
    const own = holdsOwn(dir) ? [dir] : moduleDirs.filter(holdsOwn);
    if (providers.length === 0 && own.length === 0) continue;
    const sorted = [...providers].sort();
    const key = JSON.stringify([sorted, own]);
    const group = groups.get(key);
    if (group) group.dirs.push(dir);
    else groups.set(key, { providers: sorted, dirs: [dir] });
  }
  return [...groups.values()];
}

/**
 * Records the checksums of every provider for every platform: once per group, then copied to all root modules of it.
 * `terraform init` alone records only those of the machine it runs on.
 * @param terraformArgs further arguments of `terraform providers lock`
 * @throws Error when terraform is missing, fails, or leaves no lock file where one is needed
 */
export function lockProviders(
  repository: string, roots: readonly LockedRoot[], terraformArgs: readonly string[], print: (line: string) => void,
): void {
  const known = new Map<string, boolean>();
  const groups = lockGroups(roots, (dir) => {
    if (!known.has(dir)) known.set(dir, holdsOwnTerraform(path.join(repository, dir)));
    return known.get(dir)!;
  });
  groups.forEach(({ providers, dirs }, index) => {
    const step = `[${index + 1}/${groups.length}]`;
    const [first, ...others] = dirs;
    print(`${step} ${providers.join(', ') || `what ${first} requires`} for ${LOCK_PLATFORMS.length} platforms`);
    const cwd = path.join(repository, first);
    terraform(['get'], cwd, 'ignore');
    terraform(['providers', 'lock', ...LOCK_PLATFORMS.map((platform) => `-platform=${platform}`), ...terraformArgs], cwd, 'inherit');
    const lock = path.join(cwd, LOCK_FILE);
    if (!fs.existsSync(lock)) {
      if (providers.length > 0) throw new Error(`terraform providers lock wrote no ${LOCK_FILE} in ${first}${terraformArgs.length > 0 ? `: drop the arguments ${terraformArgs.join(' ')}` : ''}`);
      print(`${step} ${first} requires no provider, and so no ${LOCK_FILE}`);
      return;
    }
    for (const dir of others) fs.copyFileSync(lock, path.join(repository, dir, LOCK_FILE));
    print(`${step} ${LOCK_FILE} written in ${dirs.join(', ')}: commit ${dirs.length === 1 ? 'it' : 'them'}`);
  });
}

function terraform(args: readonly string[], cwd: string, stdout: 'ignore' | 'inherit'): void {
  const run = spawnSync('terraform', args, { cwd, stdio: ['ignore', stdout, 'inherit'] });
  if ((run.error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT') throw new Error('terraform is not on the PATH: install it, then run this again');
  if (run.error) throw run.error;
  if (run.status !== 0) throw new Error(`terraform ${args.slice(0, 2).join(' ')} failed in ${cwd}`);
}
