import { spawn } from 'node:child_process';

/** What `doctor.sh` said. */
export interface Examination {
  readonly status: number;
  readonly output: string;
  /** The lines that begin with each state. */
  readonly states: Readonly<Record<'ok' | 'fixed' | 'missing' | 'unknown', string[]>>;
}

/** Runs `doctor.sh` in an estate, beside the test, so that stand-ins of the test can answer it. */
export async function examine(
  directory: string, script: string, words: readonly string[], env: Readonly<Record<string, string>>,
): Promise<Examination> {
  const child = spawn('bash', [script, ...words], { cwd: directory, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => { output += text; });
  const status = await new Promise<number>((resolve) => child.on('close', (code) => resolve(code ?? -1)));
  const lines = (state: string) => output.split('\n').filter((line) => line.startsWith(`${state} `));
  return { status, output, states: { ok: lines('ok'), fixed: lines('fixed'), missing: lines('missing'), unknown: lines('unknown') } };
}
