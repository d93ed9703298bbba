import { ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../../eventually';

/**
 * What the runner of GitHub does to a step of a run that is cancelled: after so many milliseconds, this signal, to the first process of the step. It
 * kills it 2.5 seconds later, which is for the test of what is killed: on a slow machine any other would be one, too.
 */
const AS_GITHUB: ReadonlyArray<readonly [number, NodeJS.Signals]> = [[0, 'SIGINT'], [7500, 'SIGTERM']];

export interface RunningStep {
  /** What is in the log until now. */
  readonly log: () => string;
  /** Resolves when the log holds a text. */
  readonly says: (text: string) => Promise<void>;
  /** Cancels the step as GitHub does, until it has ended. */
  readonly cancel: () => Promise<void>;
  /** Sends the first process a signal. */
  readonly kill: (signal: NodeJS.Signals) => void;
  /** Resolves when the first process has ended. */
  readonly exited: Promise<void>;
  /** The status of the step, once all has ended that writes to its log; negative: it was killed. */
  readonly ended: Promise<number>;
}

/** Starts a step as the runners of GitHub and Azure Pipelines do: bash on a file with its script. */
export function startStep(script: string, cwd: string, env: Readonly<Record<string, string>>): RunningStep {
  const temp = mkdtempSync(join(tmpdir(), 'step-'));
  const file = join(temp, 'script.sh');
  writeFileSync(file, script);
  const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', file], {
    cwd,
    env: { PATH: process.env.PATH!, HOME: temp, RUNNER_TEMP: temp, AGENT_TEMPDIRECTORY: temp, CHECKPOINT_DISABLE: 'true', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => { log += chunk.toString(); });
  const exited = new Promise<void>((resolve) => child.on('exit', () => resolve()));
  const ended = new Promise<number>((resolve) => child.on('close', (code) => resolve(code ?? -1)));
  return {
    log: () => log,
    says: async (text) => eventually(() => `"${text}" in: ${log}`, () => log.includes(text)),
    cancel: async () => cancel(child, exited),
    kill: (signal) => { child.kill(signal); },
    exited,
    ended,
  };
}

async function cancel(child: ChildProcess, exited: Promise<void>): Promise<void> {
  for (const [after, signal] of AS_GITHUB) {
    const isOver = await Promise.race([exited.then(() => true), wait(after).then(() => false)]);
    if (isOver) return;
    child.kill(signal);
  }
}

async function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => { setTimeout(resolve, milliseconds); });
}
