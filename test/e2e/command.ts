import { spawnSync } from 'node:child_process';

export interface CommandOptions {
  readonly cwd: string;
  /** The whole environment; by default that of this process. */
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a command to its end and gives what it printed; any status but 0 is an error that shows all of it. */
export function command(program: string, args: readonly string[], { cwd, env }: CommandOptions): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    env,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error) throw error;
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} ended with ${status}:\n${stdout}${stderr}`);
  return stdout;
}
