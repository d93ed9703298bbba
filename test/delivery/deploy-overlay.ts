import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { FeiyueProject } from '../../src';
import type { Cluster } from './cluster/cluster';
import type { ScriptStep, Workflow } from '../../src/ci/github/workflow';
import { runStep } from '../ci/github/run-step';

export interface Deployment {
  /** The step that failed; undefined when none did. */
  readonly failedStep?: string;
  /** What all steps printed. */
  readonly output: string;
}

/** Runs the steps of a synthesised workflow that bring a cluster to the overlay of an environment. */
export async function deployOverlay(
  { outdir }: FeiyueProject,
  environment: string,
  { kubeconfig }: Cluster,
  env: Readonly<Record<string, string>> = {},
): Promise<Deployment> {
  const workflow = parse(readFileSync(join(outdir, `.github/workflows/deploy-${environment}.yml`), 'utf8')) as Workflow;
  const bin = terraformWith(kubeconfig);
  const jobEnv: Record<string, string> = { ...workflow.env, ...env };
  let failedStep: string | undefined;
  let output = '';
  for (const step of clusterSteps(workflow)) {
    if (failedStep !== undefined && step.if === undefined) continue;
    const run = await runStep(step, { cwd: outdir, bin, env: jobEnv });
    Object.assign(jobEnv, run.exported);
    output += run.stdout + run.stderr;
    if (run.status !== 0) failedStep ??= step.name;
  }
  rmSync(bin, { recursive: true });
  return { failedStep, output };
}

/** From the connection to the cluster on. */
function clusterSteps({ jobs }: Workflow): ScriptStep[] {
  const steps = jobs.deploy.steps.filter((step): step is ScriptStep => 'run' in step);
  return steps.slice(steps.findIndex(({ name }) => name === 'Connect to the cluster'));
}

/** A folder with a terraform in it that knows one output of every root module: the kubeconfig. */
function terraformWith(kubeconfig: string): string {
  const bin = mkdtempSync(join(tmpdir(), 'bin-'));
  writeFileSync(join(bin, 'terraform'), `#!/bin/sh\ncat '${kubeconfig}'\n`);
  chmodSync(join(bin, 'terraform'), 0o755);
  return bin;
}
