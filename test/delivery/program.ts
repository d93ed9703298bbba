import { spawn } from 'node:child_process';
import { goSettings } from '../go-programs';

export interface ProgramOptions {
  readonly cwd: string;
  /** Added to `PATH`, the only variable that is taken over. */
  readonly env: Readonly<Record<string, string>>;
}

export interface ProgramRun {
  /** Undefined: a signal ended it. */
  readonly status: number | undefined;
  /** What it printed on both streams. */
  readonly output: string;
}

/** A program that runs beside the test, so that servers of the test can answer it. */
export interface Program {
  readonly ended: Promise<ProgramRun>;
  /** Ends it at once, with no chance to tidy up. */
  kill(): void;
}

export function start(program: string, args: readonly string[], { cwd, env }: ProgramOptions): Program {
  const child = spawn(program, args, { cwd, env: { PATH: process.env.PATH, ...goSettings(), ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => { output += text; });
  return {
    ended: new Promise((resolve, reject) => child.on('error', reject).on('close', (status) => resolve({ status: status ?? undefined, output }))),
    kill: () => { child.kill('SIGKILL'); },
  };
}
