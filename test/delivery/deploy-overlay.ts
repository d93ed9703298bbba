import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { parse } from 'yaml';
import { ADD_ALL, COMMIT, INIT } from '../git-arguments';
import { GitHubStandIn } from './github/github-stand-in';
import { dispatchEvent } from './workflow-runner/events';
import { runWorkflow } from './workflow-runner/run-workflow';
import type { FeiyueProject } from '../../src';
import { CHECKOUT } from '../../src/ci/github/terraform-steps';
import type { Job, Step, Workflow } from '../../src/ci/github/workflow';

export interface OverlayDeployment {
  readonly environment: string;
  /** Path of the kubeconfig of the cluster. */
  readonly kubeconfig: string;
  /** The only service to deploy; default: all. */
  readonly service?: string;
  /** Names of applications that go before it. Default: none. */
  readonly applications?: readonly string[];
  /** How long the rollout may take, in place of what the workflow says. */
  readonly timeoutSeconds?: number;
}

export interface DeploymentResult {
  /** The step that failed; undefined when none did. */
  readonly failedStep?: string;
  /** What all steps printed. */
  readonly output: string;
}

/**
 * Runs the workflow that deploys an environment of a synthesised estate, without what comes before the cluster: the overlay
 * counts as affected, and the root modules as applied.
 */
export async function deployOverlay({ outdir }: FeiyueProject, { environment, kubeconfig, service = '', applications = [], timeoutSeconds }: OverlayDeployment): Promise<DeploymentResult> {
  const workflow = parse(readFileSync(join(outdir, `.github/workflows/deploy-${environment}.yml`), 'utf8')) as Workflow;
  const steps = clusterSteps(workflow).map((step) => (timeoutSeconds !== undefined && 'run' in step && step.env?.TIMEOUT_SECONDS !== undefined
    ? { ...step, env: { ...step.env, TIMEOUT_SECONDS: String(timeoutSeconds) } }
    : step));
  const tke = await startTke(readFileSync(kubeconfig, 'utf-8'));
  const deploy: Job = { ...workflow.jobs.deploy, name: 'Deploy', needs: [], steps: [CHECKOUT, affected(applications), loggedIn(tke), ...steps] };
  commit(outdir);
  const github = await GitHubStandIn.start();
  const bin = terraformWith('ap-guangzhou/cls-1/private');
  try {
    const { conclusion, jobs } = await runWorkflow({
      workflow: { ...workflow, jobs: { deploy } },
      repository: outdir,
      event: dispatchEvent(outdir, { service }),
      github,
      path: [bin, ...(process.env.PATH ?? '').split(delimiter)],
    });
    const failedStep = jobs.deploy.steps.find((step) => step.conclusion === 'failure')?.name;
    if (conclusion !== 'success' && failedStep === undefined) throw new Error(`the deployment ended with ${conclusion}, but no step of it failed`);
    return { failedStep, output: jobs.deploy.steps.map(({ log }) => log).join('') };
  } finally {
    rmSync(bin, { recursive: true });
    await github.stop();
    tke.close();
  }
}

/** The API that tells the kubeconfig of every cluster. */
async function startTke(kubeconfig: string): Promise<Server> {
  const server = createServer((_, response) => response.end(JSON.stringify({ Response: { Kubeconfig: kubeconfig } })));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

/** Keys of the cloud, as the login leaves them, and where its API is. */
function loggedIn(tke: Server): Step {
  const lines = [`TKE_URL=http://127.0.0.1:${(tke.address() as AddressInfo).port}/`, 'TENCENTCLOUD_SECRET_ID=id', 'TENCENTCLOUD_SECRET_KEY=key'];
  return { name: 'Log in', run: lines.map((line) => `echo '${line}' >> "\${GITHUB_ENV}"`).join('\n') };
}

/** Selects the overlay, and some applications. */
function affected(applications: readonly string[]): Step {
  const selection = JSON.stringify({ applications: applications.map((name) => ({ name })) });
  const run = [
    'echo "overlay=true" >> "${GITHUB_OUTPUT}"',
    `echo "applications=${applications.length > 0}" >> "\${GITHUB_OUTPUT}"`,
    `echo '${selection}' > "\${RUNNER_TEMP}/selection.json"`,
  ];
  return { name: 'Select what is affected', id: 'begin', run: run.join('\n') };
}

/** From the connection to the cluster until it is forgotten. */
function clusterSteps({ jobs }: Workflow): readonly Step[] {
  const { steps } = jobs.deploy;
  const at = (name: string) => {
    const index = steps.findIndex((step) => step.name === name);
    if (index < 0) throw new Error(`the workflow has no step "${name}" any more`);
    return index;
  };
  return steps.slice(at('Connect to the cluster'), at('Forget the kubeconfig') + 1);
}

/** Workflows run from a commit. */
function commit(directory: string): void {
  if (existsSync(join(directory, '.git'))) return;
  const git = (...args: string[]) => execFileSync('git', ['-c', 'user.name=Somebody', '-c', 'user.email=somebody@example.com', ...args], { cwd: directory, stdio: 'pipe' });
  git(...INIT);
  git(...ADD_ALL);
  git(...COMMIT, '--message=Begin');
}

/** A folder with a terraform in it that knows two outputs of every root module, as who is logged in: where the kubeconfig is, and a network. */
function terraformWith(address: string): string {
  const bin = mkdtempSync(join(tmpdir(), 'bin-'));
  writeFileSync(join(bin, 'terraform'), [
    '#!/bin/sh',
    'case " $* " in',
    '  *" output -json "*) [ "${TENCENTCLOUD_SECRET_KEY}" = key ] && echo \'{"vpc_id":{"sensitive":false,"type":"string","value":"vpc-1"}}\' ;;',
    `  *" output "*) printf '%s' '${address}' ;;`,
    'esac',
  ].map((line) => `${line}\n`).join(''));
  chmodSync(join(bin, 'terraform'), 0o755);
  return bin;
}
