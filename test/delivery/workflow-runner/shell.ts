import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';

/** How GitHub starts the script of a step: unlike the default, an explicit `bash` also fails within a pipe. */
const SHELLS: Readonly<Record<string, readonly string[]>> = {
  default: ['bash', '-e'],
  bash: ['bash', '--noprofile', '--norc', '-e', '-o', 'pipefail'],
  sh: ['sh', '-e'],
};
/** GitHub waits 7.5 seconds for an interrupted step; how long one takes here is up to the machine. */
const GRACE_MILLISECONDS = 60_000;

export interface ShellRun {
  readonly shell: string | undefined;
  readonly script: string;
  /** Where the script is written to. */
  readonly file: string;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  print(chunk: string): void;
}

/** Runs the script of a step to its end, and gives its exit status; interrupts it when the signal says so. */
export async function runShell({ shell = 'default', script, file, cwd, env, signal, print }: ShellRun): Promise<number> {
  if (!Object.hasOwn(SHELLS, shell)) throw new Error(`the runner does not know the shell ${shell}; it knows ${Object.keys(SHELLS).join(', ')}`);
  writeFileSync(file, script);
  // One pipe for both, so that the log has the lines in their order.
  const child = spawn('bash', ['-c', 'exec "$@" 2>&1', 'step', ...SHELLS[shell], file], { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
  const kill = (name: NodeJS.Signals) => {
    try {
      process.kill(-child.pid!, name);
    } catch {
      // The whole group has ended.
    }
  };
  let timer: NodeJS.Timeout | undefined;
  const interrupt = () => {
    kill('SIGINT');
    timer = setTimeout(() => kill('SIGKILL'), GRACE_MILLISECONDS);
  };
  signal.addEventListener('abort', interrupt);
  if (signal.aborted) interrupt();
  child.stdout.setEncoding('utf8').on('data', print);
  try {
    return await new Promise<number>((resolve, reject) => {
      child.on('error', reject);
      // What a step leaves running ends with it, so that nothing outlives a test.
      child.on('exit', () => kill('SIGKILL'));
      child.on('close', (status) => resolve(status ?? 130));
    });
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', interrupt);
  }
}
