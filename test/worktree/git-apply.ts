import { SpawnSyncReturns, spawnSync } from 'child_process';

/** Lets the real git apply patches to the files below a directory. @returns what it complained about */
export function gitApply(directory: string, patches: readonly string[], ...options: readonly string[]): string {
  const { status, stderr } = git(directory, 'apply', '--whitespace=nowarn', ...options, ...patches);
  return status === 0 ? '' : stderr || `status ${status}`;
}

/** Runs git, as nobody in particular and without the settings of this machine. */
export function git(directory: string, ...args: readonly string[]): SpawnSyncReturns<string> {
  return spawnSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@example.com', '-c', 'init.defaultBranch=main', '-c', 'commit.gpgsign=false', ...args], {
    cwd: directory,
    encoding: 'latin1',
    env: { ...process.env, GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_SYSTEM: '/dev/null', GIT_CEILING_DIRECTORIES: '/tmp', LC_ALL: 'C' },
  });
}
