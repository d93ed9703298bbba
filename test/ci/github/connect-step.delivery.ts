import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describeWithTools, runStep, StepRun } from './run-step';
import { environment, scriptSteps, synthesise } from './sample-estate';
import { terraformRootScript } from '../../../src/operations/terraform-root-script';

const { texts } = synthesise([environment('dev', {}), environment('bare', { kubeconfig: undefined })]);
const STEPS = scriptSteps(texts['deploy-dev.yml']!);
const JOB_ENV = { SCRIPTS: 'ops/scripts', ENVIRONMENT: 'dev' };
const ROOT_MODULE = 'terraform/dev/compute';

/** In the place of the script that asks the cloud: what is at an address is the kubeconfig of that kind. */
const FETCH = `import { readFileSync, writeFileSync } from 'node:fs';
const file = process.argv[3];
writeFileSync(file, 'kind: ' + readFileSync(file, 'utf-8'));
`;

/** A repository whose root module `compute` has these outputs; with a state that nothing was applied to yet, or an applied one. */
async function repository(outputs: Record<string, string>, isApplied = true): Promise<string> {
  const cwd = mkdtempSync(join(tmpdir(), 'repository-'));
  mkdirSync(join(cwd, 'ops/scripts'), { recursive: true });
  mkdirSync(join(cwd, ROOT_MODULE), { recursive: true });
  writeFileSync(join(cwd, 'ops/scripts/terraform-root.sh'), terraformRootScript({ path: 'ops/scripts/terraform-root.sh', backendFile: 'backend.hcl', exampleDir: ROOT_MODULE, guarded: [] }));
  writeFileSync(join(cwd, 'ops/scripts/tencent-kubeconfig.mjs'), FETCH);
  writeFileSync(join(cwd, ROOT_MODULE, 'backend.hcl'), 'path = "../compute.tfstate"\n');
  const declared = Object.entries(outputs).map(([name, value]) => `output "${name}" {\n  value = "${value}"\n  sensitive = true\n}\n`);
  writeFileSync(join(cwd, ROOT_MODULE, 'main.tf'), ['terraform {\n  backend "local" {}\n}\n', ...declared].join(''));
  if (isApplied) {
    await runStep({ name: 'Apply', run: `bash ops/scripts/terraform-root.sh apply ${ROOT_MODULE} -- -input=false -auto-approve && rm -rf ${ROOT_MODULE}/.terraform\n` }, { cwd });
  }
  return cwd;
}

/** Connects with a kubectl that does this. */
async function connect(cwd: string, kubectl: string): Promise<StepRun & { readonly calls: string }> {
  const bin = mkdtempSync(join(tmpdir(), 'bin-'));
  writeFileSync(join(bin, 'kubectl'), `#!/bin/sh\necho "$*" >> '${bin}/calls'\n${kubectl}\n`);
  chmodSync(join(bin, 'kubectl'), 0o755);
  const run = await runStep(STEPS['deploy/Connect to the cluster'], { cwd, bin, env: JOB_ENV });
  return { ...run, calls: existsSync(join(bin, 'calls')) ? readFileSync(join(bin, 'calls'), 'utf-8') : '' };
}

describeWithTools(['bash', 'terraform'], () => {
  test('the kubeconfig is read from a state that this job did not touch, for its owner only, and the API server is asked', async () => {
    const run = await connect(await repository({ cluster_kubeconfig: 'Config' }), 'exit 0');
    const file = join(run.temp, 'kubeconfig');
    expect(run.status).toBe(0);
    expect(run.exported).toEqual({ KUBECONFIG: file });
    expect(readFileSync(file, 'utf-8')).toBe('kind: Config');
    expect(statSync(file).mode & 0o777).toBe(0o600); // eslint-disable-line no-bitwise
    expect(`${run.stdout}${run.stderr}`).not.toContain('kind: Config');
    expect(run.calls).toBe('version --request-timeout=30s\n');
  });

  test.each([
    ['is no private one', ''],
    ['private one does not answer', 'Silent'],
  ])('the public endpoint is taken when the %s', async (_, privateKubeconfig) => {
    const cwd = await repository({ cluster_kubeconfig: privateKubeconfig, cluster_public_kubeconfig: 'Public' });
    const run = await connect(cwd, '! grep -q Silent "${KUBECONFIG}"');
    expect(run.status).toBe(0);
    expect(readFileSync(run.exported.KUBECONFIG, 'utf-8')).toBe('kind: Public');
  });

  test.each([
    ['an API server that does not answer', true],
    ['a state without a kubeconfig', false],
  ])('%s ends the deployment, with the outputs and the way to choose another runner', async (_, isApplied) => {
    const run = await connect(await repository({ cluster_kubeconfig: 'Config' }, isApplied), 'exit 1');
    expect(run.status).toBe(1);
    expect(run.exported).toEqual({});
    expect(run.stdout).toContain('No endpoint in the outputs of terraform/dev/compute (cluster_kubeconfig cluster_public_kubeconfig) answers this runner.');
    expect(run.stdout).toContain("project.findObjectFile('.github/workflows/deploy-dev.yml').addOverride('jobs.deploy.runs-on', [...])");
  });
});

describeWithTools(['bash'], () => {
  test('services without a cluster end the deployment, with what to do', async () => {
    const run = await runStep(scriptSteps(texts['deploy-bare.yml']!)['deploy/Connect to the cluster'], { env: { ENVIRONMENT: 'bare' } });
    expect(run.status).toBe(1);
    expect(run.stdout).toContain('Environment bare has services, but no root module of it makes a cluster');
  });

  test('the kubeconfig is gone when the job ends', async () => {
    const temp = mkdtempSync(join(tmpdir(), 'kubeconfig-'));
    writeFileSync(join(temp, 'kubeconfig'), 'secret');
    expect((await runStep(STEPS['deploy/Forget the kubeconfig'], { env: { RUNNER_TEMP: temp } })).status).toBe(0);
    expect(existsSync(join(temp, 'kubeconfig'))).toBe(false);
  });
});
