import { spawnSync } from 'node:child_process';

/** What a program that ends at once prints on its output. When it fails, what it says is the error: nothing is shown here. */
export function ask(program, args, input = '') {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8', maxBuffer: 1 << 28, input });
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed: ${(error?.message ?? stderr).trim()}`);
  return stdout;
}
