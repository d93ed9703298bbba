import { ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What the runner of GitHub does to a step of a run that is cancelled: after so many milliseconds, this signal, to the first process of the step. */
export const AS_GITHUB: ReadonlyArray<readonly [number, NodeJS.Signals]> = [[0, 'SIGINT'], [7500, 'SIGTERM'], [2500, 'SIGKILL']];

export interface RunningStep {
  /** What is in the log until now. */
  readonly log: () => string;
  /** Resolves when the log holds a text. */
  readonly says: (text: string) => Promise<void>;
  /** Sends signals one after the other, until the step has ended. */
  readonly cancel: (signals?: typeof AS_GITHUB) => Promise<void>;
  /** Kills the first process at once. */
  readonly kill: () => void;
  /** The status of the step; negative: it was killed. */
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
  const ended = new Promise<number>((resolve) => child.on('exit', (code) => resolve(code ?? -1)));
  return { log: () => log, says: async (text) => until(() => log.includes(text), () => `"${text}" in: ${log}`), cancel: async (signals = AS_GITHUB) => send(child, signals, ended), kill: () => { child.kill('SIGKILL'); }, ended };
}

async function send(child: ChildProcess, signals: typeof AS_GITHUB, ended: Promise<number>): Promise<void> {
  for (const [after, signal] of signals) {
    const isOver = await Promise.race([ended.then(() => true), wait(after).then(() => false)]);
    if (isOver && child.exitCode !== null) return;
    child.kill(signal);
  }
}

/** Resolves when something is so; fails after twenty seconds. */
export async function until(isSo: () => boolean, what: () => string): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!isSo()) {
    if (Date.now() > deadline) throw new Error(`it never came: ${what()}`);
    await wait(50);
  }
}

async function wait(milliseconds: number): Promise<void> {
  return new Promise((resolve) => { setTimeout(resolve, milliseconds); });
}
