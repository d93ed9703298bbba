import * as fs from 'node:fs';
import * as path from 'node:path';
import { parse } from 'yaml';
import { AzureEstate, CHINA_SUBSCRIPTION, SUBSCRIPTION } from './azure-estate';
import { describeWithTool, runTool } from './real-tool';
import { jobSubjects } from '../src/ci/github/job-subjects';
import type { ScriptStep, Workflow } from '../src/ci/github/workflow';
import { readLiteral } from '../src/terraform/hcl/literal';
import { parseBody } from '../src/terraform/hcl/parser';

interface Identity {
  readonly environment: string;
  readonly credentials: Readonly<Record<string, { readonly subject: string }>>;
}

let outdir: string;
let workflows: Readonly<Record<string, Workflow>>;

beforeAll(() => {
  const { project } = new AzureEstate().withChina();
  project.synth();
  outdir = project.outdir;
  const dir = path.join(outdir, '.github/workflows');
  workflows = Object.fromEntries(fs.readdirSync(dir).map((name) => [name, parse(fs.readFileSync(path.join(dir, name), 'utf-8')) as Workflow]));
});

function read(file: string): string {
  return fs.readFileSync(path.join(outdir, file), 'utf-8');
}

/** The identities of all bootstraps, by name. */
function identities(): Readonly<Record<string, Identity>> {
  const values = ['azure-storage', 'prod-cn'].map((name) => {
    const { attributes } = parseBody(read(`terraform/bootstrap/${name}/terraform.tfvars`));
    return readLiteral(attributes.get('identities')!.expression) as Record<string, Identity>;
  });
  return Object.assign({}, ...values) as Record<string, Identity>;
}

/** The logins of a workflow: job, and the names of the identities that it may take. */
function logins({ jobs }: Workflow): Array<{ job: string; roles: string[] }> {
  return Object.entries(jobs).flatMap(([job, { steps }]) => steps
    .filter((step): step is ScriptStep => 'run' in step && step.env?.ROLE !== undefined)
    .map(({ env }) => ({ job, roles: ['dev', 'prod', 'prod-cn'].map((name) => env!.ROLE.replace(/\$\{\{ *matrix\.environment *\}\}/, name)) })));
}

test('every job that logs in presents what the identity that it takes trusts', () => {
  const repository = { fullName: 'feiyue/feiyue-mono', defaultBranch: 'main' };
  const known = identities();
  const seen = new Set<string>();
  for (const [file, workflow] of Object.entries(workflows)) {
    const presented = jobSubjects(workflow, repository);
    const found = logins(workflow);
    expect([file, [...new Set(presented.map(({ job }) => job))]]).toEqual([file, found.map(({ job }) => job)]);
    for (const { job, roles } of found) {
      const subjects = presented.filter((subject) => subject.job === job).flatMap((subject) => subject.subjects ?? ['unknown']);
      for (const role of roles) {
        seen.add(role);
        const trusted = Object.values(known[role].credentials).map(({ subject }) => subject);
        expect([file, job, role, subjects.filter((subject) => !trusted.includes(subject))]).toEqual([file, job, role, []]);
      }
    }
  }
  expect([...seen].sort()).toEqual(Object.keys(known).sort());
});

test('each environment is planned and applied in its own subscription, with states in its own container', () => {
  for (const [environment, subscription, cloud] of [['dev', SUBSCRIPTION, 'public'], ['prod', SUBSCRIPTION, 'public'], ['prod-cn', CHINA_SUBSCRIPTION, 'china']]) {
    expect(read(`terraform/${environment}/network/terraform.tf`)).toMatch(new RegExp(`environment +=? *= "${cloud}"\n(?:.*\n)*  subscription_id +=? *= "${subscription}"`));
    expect(read(`terraform/${environment}/network/backend.hcl`)).toContain(`container_name       = "tfstate-${environment}"\n`);
  }
});

test('a job that works in all environments asks Entra of China for those that are there', () => {
  const [step] = workflows['terraform-plan.yml'].jobs.plan.steps.filter((each): each is ScriptStep => each.name === 'Log in to Azure');
  expect(step.run).toContain('case "${ROLE}" in\n  feiyue-mono-prod-cn-plan | feiyue-mono-prod-cn-apply)\n    ARM_ENVIRONMENT=china\n');
});

test('the cluster is reached with a token of the job, and the registry with a password that it is exchanged for', () => {
  const stepOf = (workflow: string, job: string, step: string) =>
    workflows[workflow].jobs[job].steps.find(({ name }) => name === step) as ScriptStep;
  expect(stepOf('deploy-dev.yml', 'deploy', 'Connect to the cluster').run).toContain('  node "${SCRIPTS}/azure-cluster-login.mjs" --kubeconfig "${KUBECONFIG}"\n');
  expect(stepOf('images.yml', 'build', 'Log in to the registry').env).toEqual({ REGISTRY: 'feiyue.azurecr.io', RESOURCE_MANAGER: 'https://management.azure.com' });
  const scripts = fs.readdirSync(path.join(outdir, 'ops/scripts'));
  expect(scripts).toEqual(expect.arrayContaining(['azure-cluster-login.mjs', 'azure-registry-login.mjs', 'azure-token.mjs']));
  expect(scripts).not.toContain('tencent-registry-login.mjs');
});

test('the page of the estate says what to run, and a file of which outputs the variable is made', () => {
  expect(read('ops/estate.md')).toContain(`az provider register --subscription ${SUBSCRIPTION} --namespace "Microsoft.\${service}"`);
  expect(read('ops/estate.md')).not.toContain('jwks');
  const { variables } = JSON.parse(read('ops/scripts/declared-settings.json')) as { readonly variables: unknown };
  const outputOf = (name: string) => [`-chdir=terraform/bootstrap/${name}`, 'output', '-json', 'client_ids'];
  expect(variables).toMatchObject([{ name: 'AZURE_CLIENT_IDS', outputs: [outputOf('azure-storage'), outputOf('prod-cn')] }]);
  expect(read('ops/estate.md')).toContain('ops/scripts/doctor.sh --fix');
});

describeWithTool('terraform', () => {
  test('terraform has nothing to format', () => {
    expect(runTool('terraform', ['fmt', '-check', '-recursive', '-diff'], { cwd: outdir })).toMatchObject({ status: 0, stdout: '' });
  });
});

describeWithTool('actionlint', () => {
  describeWithTool('shellcheck', () => {
    test('actionlint and shellcheck find nothing in the workflows', () => {
      const files = Object.keys(workflows).map((name) => path.join('.github/workflows', name));
      expect(runTool('actionlint', ['-no-color', ...files], { cwd: outdir })).toEqual({ status: 0, stdout: '', stderr: '' });
    });
  });
});

describeWithTool('zizmor', () => {
  test('zizmor has no finding with its pedantic persona', () => {
    const { stdout } = runTool('zizmor', ['--persona=pedantic', '--offline', '--no-progress', '--format=json', '.github'], { cwd: outdir });
    expect(JSON.parse(stdout)).toEqual([]);
  });
});
