import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ScriptStep } from '../../../src/ci/github/workflow';
import { goSettings } from '../../go-programs';
import { describeWithTool, ToolName } from '../../real-tool';

export interface StepRun {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  /** What later steps of the job find in their environment. */
  readonly exported: Readonly<Record<string, string>>;
  readonly summary: string;
  /** The job's RUNNER_TEMP. */
  readonly temp: string;
}

export interface StepRunOptions {
  readonly cwd?: string;
  /** Environment of the job, and values for what a step's `env` holds as expressions. */
  readonly env?: Readonly<Record<string, string>>;
  /** Folder whose programs go before those of the machine. */
  readonly bin?: string;
}

/** Tests of steps, which are run by bash with the programs named. */
export function describeWithTools(tools: readonly string[], block: () => void): void {
  const [first, ...rest] = tools;
  if (first === undefined) block();
  else describeWithTool(first as ToolName, () => describeWithTools(rest, block));
}

/** Runs a step as GitHub does: `bash --noprofile --norc -eo pipefail` on a file with its script. */
export async function runStep(step: ScriptStep, { cwd, env = {}, bin }: StepRunOptions = {}): Promise<StepRun> {
  const temp = mkdtempSync(join(tmpdir(), 'step-'));
  const files = { script: join(temp, 'script.sh'), env: join(temp, 'env'), summary: join(temp, 'summary'), temp: join(temp, 'temp') };
  writeFileSync(files.script, step.run);
  writeFileSync(files.env, '');
  writeFileSync(files.summary, '');
  mkdirSync(files.temp);
  const stepEnv = { ...step.env, ...env };
  for (const [name, value] of Object.entries(stepEnv)) {
    if (value.includes('${{')) throw new Error(`the expression in ${name} needs a value: ${value}`);
  }
  const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', files.script], {
    cwd,
    env: {
      PATH: [...(bin === undefined ? [] : [bin]), process.env.PATH].join(':'),
      HOME: temp,
      ...goSettings(),
      GITHUB_ACTIONS: 'true',
      GITHUB_ENV: files.env,
      GITHUB_RUN_ID: '77',
      GITHUB_RUN_ATTEMPT: '2',
      GITHUB_STEP_SUMMARY: files.summary,
      RUNNER_TEMP: files.temp,
      CHECKPOINT_DISABLE: 'true',
      ...stepEnv,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => { stdout += chunk.toString(); });
  child.stderr.on('data', (chunk: Buffer) => { stderr += chunk.toString(); });
  const status = await new Promise<number>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? -1));
  });
  const lines = readFileSync(files.env, 'utf-8').split('\n').filter((line) => line !== '');
  return {
    status,
    stdout,
    stderr,
    exported: Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)])),
    summary: readFileSync(files.summary, 'utf-8'),
    temp: files.temp,
  };
}
