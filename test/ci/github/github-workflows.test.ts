import { parse } from 'yaml';
import { environment, MANY, named, SAMPLE, scriptSteps, synthesise } from './sample-estate';
import type { Job, Workflow } from '../../../src/ci/github/workflow';

const sample = synthesise(SAMPLE).texts;
const files = Object.keys(sample);

function workflow(text: string | undefined): Workflow {
  if (text === undefined) throw new Error('there is no such workflow');
  return parse(text) as Workflow;
}

function jobs(text: string | undefined): [string, Job][] {
  return Object.entries(workflow(text).jobs);
}

function plannedIn(job: Job): string[] {
  return (job.strategy?.matrix.include ?? []).map((entry) => entry['root-module']);
}

function stepNames(text: string | undefined): string[] {
  return jobs(text).flatMap(([, job]) => job.steps.map(({ name }) => name));
}

test('there is one workflow for pull requests and one per environment', () => {
  expect(files).toEqual(['terraform-plan.yml', 'deploy-dev.yml', 'deploy-prod.yml']);
  expect(files.map((file) => workflow(sample[file]).name)).toEqual(['Terraform plan', 'Deploy dev', 'Deploy prod']);
});

describe.each(files)('%s', (file) => {
  const text = sample[file];

  test('no permission is given to the workflow as a whole', () => {
    expect(workflow(text).permissions).toEqual({});
  });

  test('every job and step has a name, every job a time limit, a fixed runner and its own permissions', () => {
    for (const [, job] of jobs(text)) {
      expect(job.name).toEqual(expect.any(String));
      expect(job['timeout-minutes']).toEqual(expect.any(Number));
      expect(job['runs-on']).toBe('ubuntu-24.04');
      expect(job.permissions).toEqual(expect.any(Object));
      for (const step of job.steps) expect(step.name).toEqual(expect.any(String));
    }
  });

  test('every permission but reading the repository says why', () => {
    const permissions = text!.split('\n').filter((line) => /^ {6}[a-z-]+: (read|write)/.test(line));
    expect(permissions.length).toBeGreaterThan(0);
    for (const line of permissions) expect(line).toMatch(/^ {6}(contents: read|[a-z-]+: (read|write) # \S.+)$/);
  });

  test('every action is pinned at a commit, with its release beside it', () => {
    const uses = text!.split('\n').filter((line) => line.includes('uses:'));
    expect(uses.length).toBeGreaterThan(0);
    for (const line of uses) expect(line).toMatch(/uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
  });

  test('no script holds an expression, and each ends at its first failure', () => {
    const scripts = Object.values(scriptSteps(text!));
    expect(scripts.length).toBeGreaterThan(0);
    for (const { run } of scripts) {
      expect(run).not.toContain('${{');
      expect(run).toMatch(/^set -euo pipefail\n/);
    }
  });

  test('the job’s token is not left on the disk', () => {
    const checkouts = jobs(text).flatMap(([, job]) => job.steps).filter((step) => 'uses' in step && step.uses.startsWith('actions/checkout@'));
    for (const step of checkouts) expect(step).toMatchObject({ with: { 'persist-credentials': false } });
  });
});

describe('the plan of a pull request', () => {
  const plan = sample['terraform-plan.yml'];

  test('every root module of every environment is planned', () => {
    expect(plannedIn(workflow(plan).jobs.plan)).toEqual([
      'terraform/dev/compute', 'terraform/dev/database', 'terraform/dev/network', 'terraform/dev/storage',
      'terraform/prod/compute', 'terraform/prod/database', 'terraform/prod/network', 'terraform/prod/storage',
    ]);
  });

  test('it takes no lock, so that it needs no right to write', () => {
    expect(scriptSteps(plan!)['plan/Plan'].run).toContain(' -lock=false ');
  });

  test('a newer push replaces the plan of an older one', () => {
    expect(workflow(plan).concurrency).toEqual({
      'group': 'terraform-plan-${{ github.event.pull_request.number }}',
      'cancel-in-progress': true,
    });
  });

  test('what logs in does not run for forks, and says so there', () => {
    const ifs = Object.fromEntries(workflow(plan).jobs.plan.steps.map(({ name, if: condition }) => [name, condition]));
    const same = 'github.event.pull_request.head.repo.full_name == github.repository';
    expect(ifs).toMatchObject({
      'Validate': undefined,
      'Log in to Tencent Cloud': same,
      'Plan': same,
      'Say that forks are not planned': `!(${same})`,
    });
  });

  test('the gate waits for every other job and always reports', () => {
    const { gate, ...others } = workflow(plan).jobs;
    expect(gate).toMatchObject({ if: 'always()', needs: Object.keys(others) });
  });

  test('more root modules than a matrix may have are spread over several jobs', () => {
    const { jobs: byId } = workflow(synthesise([MANY]).texts['terraform-plan.yml']);
    expect(Object.keys(byId)).toEqual(['format', 'plan', 'plan-2', 'plan-3', 'gate']);
    const planned = ['plan', 'plan-2', 'plan-3'].map((id) => plannedIn(byId[id]));
    expect(planned.map(({ length }) => length)).toEqual([256, 256, 88]);
    expect(planned.flat()).toEqual(MANY.rootModules.map(({ dir }) => dir));
  });

  test('without root modules there is no such workflow', () => {
    expect(synthesise([environment('dev', { rootModules: [] })]).texts['terraform-plan.yml']).toBeUndefined();
  });
});

describe('a deployment', () => {
  test('root modules are applied in the order of their dependencies, then the overlay', () => {
    expect(stepNames(sample['deploy-dev.yml'])).toEqual([
      'Check out the repository',
      'Set up Terraform',
      'Log in to Tencent Cloud',
      'Apply network',
      'Apply storage',
      'Apply compute',
      'Apply database',
      'Connect to the cluster',
      'Apply the overlay',
      'Wait for the rollout',
      'Forget the kubeconfig',
    ]);
  });

  test('an environment without predecessor is deployed on a push to the default branch', () => {
    expect(workflow(sample['deploy-dev.yml']).on).toEqual({ push: { branches: ['main'] } });
  });

  test('a promoted environment is deployed on a release that is no pre-release, or by hand', () => {
    expect(workflow(sample['deploy-prod.yml']).on).toEqual({ release: { types: ['released'] }, workflow_dispatch: {} });
  });

  test.each(['dev', 'prod'])('%s is deployed behind the environment of its name, one deployment after the other', (name) => {
    const { concurrency, jobs: { deploy } } = workflow(sample[`deploy-${name}.yml`]);
    expect(deploy.environment).toEqual({ name });
    expect(concurrency).toEqual({ 'group': `deploy-${name}`, 'cancel-in-progress': false });
  });

  test('the keys of the cloud live as long as the job may', () => {
    const { deploy } = workflow(sample['deploy-prod.yml']).jobs;
    expect(scriptSteps(sample['deploy-prod.yml']!)['deploy/Log in to Tencent Cloud'].env?.DURATION_SECONDS).toBe(String(deploy['timeout-minutes'] * 60));
  });

  test('the name of the environment is given as explicit word only where it is asked for', () => {
    expect(scriptSteps(sample['deploy-dev.yml']!)['deploy/Apply network'].run).not.toContain('--confirm');
    expect(scriptSteps(sample['deploy-prod.yml']!)['deploy/Apply network'].run).toContain('--confirm "${ENVIRONMENT}"');
  });

  test('an environment that holds nothing has no workflow', () => {
    const { texts } = synthesise([environment('dev', { rootModules: [], overlay: undefined })]);
    expect(texts['deploy-dev.yml']).toBeUndefined();
  });

  test('an environment without services ends with its root modules', () => {
    const { texts } = synthesise([environment('dev', { overlay: undefined })]);
    expect(stepNames(texts['deploy-dev.yml']).slice(-1)).toEqual(['Apply database']);
  });
});

test('a workflow can be patched like every other file', () => {
  const { texts } = synthesise(SAMPLE, {
    prepare: (project) => project.tryFindObjectFile('.github/workflows/deploy-dev.yml')?.addOverride('jobs.deploy.runs-on', ['self-hosted', 'dev']),
  });
  expect(workflow(texts['deploy-dev.yml']).jobs.deploy['runs-on']).toEqual(['self-hosted', 'dev']);
});

test('text of the model is never an expression', () => {
  const hostile = '${{ secrets.GITHUB_TOKEN }}';
  const inert = "${{ '${{' }} secrets.GITHUB_TOKEN }}";
  const { texts } = synthesise([named(hostile)], { region: hostile });
  for (const text of Object.values(texts)) {
    expect(text!.match(/\$\{\{ secrets/g)).toBeNull();
  }
  const steps = scriptSteps(texts['deploy-dev.yml']!);
  expect(steps['deploy/Log in to Tencent Cloud'].env?.REGION).toBe(inert);
  expect(steps['deploy/Wait for the rollout'].env).toMatchObject({ NAMESPACE: inert, DEPLOYMENTS: inert });
  expect(plannedIn(workflow(texts['terraform-plan.yml']).jobs.plan)).toEqual([inert]);
});
