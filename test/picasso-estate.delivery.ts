import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '@cdktn/hcl2json';
import { loadTenants } from './auth0/loaded-tenants';
import { syntaxProblems } from './ci/azure/pipeline-syntax';
import { writePicassoEstate } from './picasso-estate';
import { describeWithTool, runTool } from './real-tool';
import { read, tree } from './synth/test-project';

const outdir = writePicassoEstate();
const files = Object.keys(tree(outdir)).filter((path) => !path.endsWith('/'));
const OK = { status: 0, stdout: '', stderr: '' };

function foldersOf(directory: string): string[] {
  return readdirSync(join(outdir, directory), { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => `${directory}/${name}`);
}

/** Every folder that is built by itself. */
const BUILDS = [
  ...foldersOf('clusterfleet/overlays'), 'applications/3rdparty/argo-cd', 'applications/3rdparty/argo-cd/environments', 'applications/3rdparty/tailscale-operator',
  'applications/kube-oidc-proxy',
];

test('every Terraform file is parsed by the parser of Terraform', async () => {
  const terraform = files.filter((path) => /\.(tf|hcl|tfvars)$/.test(path));
  expect(terraform.length).toBeGreaterThan(200);
  for (const path of terraform) await parse(path, read(outdir, path));
});

test('every pipeline is valid for the language service of Azure Pipelines', async () => {
  const pipelines = files.filter((path) => path.startsWith('.pipelines/'));
  expect(pipelines.length).toBeGreaterThan(25);
  expect(await syntaxProblems(Object.fromEntries(pipelines.map((path) => [path, read(outdir, path)])))).toEqual([]);
});

describeWithTool('terraform', () => {
  test('every Terraform file is formatted as terraform does it', () => {
    for (const directory of ['infra', 'modules']) expect(runTool('terraform', ['fmt', '-check', '-recursive', join(outdir, directory)])).toMatchObject({ status: 0, stdout: '' });
  });
});

describeWithTool('kustomize', () => {
  test.each(BUILDS)('%s is built', (directory) => {
    const { status, stdout, stderr } = runTool('kustomize', ['build', join(outdir, directory)]);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toContain('\nkind: ');
  });

  describeWithTool('kubeconform', () => {
    test.each(foldersOf('clusterfleet/overlays'))('the objects of %s are what Kubernetes knows', (directory) => {
      const built = runTool('kustomize', ['build', join(outdir, directory)]).stdout;
      expect(runTool('kubeconform', ['-strict'], { input: built })).toMatchObject({ status: 0, stdout: '' });
    });
  });
});

describeWithTool('conftest', () => {
  test.each(['plan', 'access'])('the tests of policies/%s pass', (kind) => {
    const { status, stdout } = runTool('conftest', ['verify', '--policy', join(outdir, 'policies', kind)]);
    expect([status, stdout]).toEqual([0, expect.stringMatching(/[1-9]\d* tests, [1-9]\d* passed, 0 warnings, 0 failures/)]);
  });
});

describeWithTool('shellcheck', () => {
  test('no script has a finding', () => {
    const scripts = files.filter((path) => path.endsWith('.sh'));
    expect(scripts.length).toBeGreaterThan(5);
    expect(runTool('shellcheck', ['--external-sources', ...scripts.map((path) => join(outdir, path))])).toEqual(OK);
  });
});

describeWithTool('hadolint', () => {
  test('no Dockerfile has a finding', () => {
    expect(runTool('hadolint', [join(outdir, 'containers/dynamic-sessions-tasks/Dockerfile')])).toEqual(OK);
  });
});

describeWithTool('promtool', () => {
  test('the alert rules pass their tests', () => {
    const tests = files.filter((path) => path.endsWith('.rules.test.yaml'));
    expect(tests.length).toBe(8);
    expect(runTool('promtool', ['test', 'rules', ...tests], { cwd: outdir })).toMatchObject({ status: 0 });
  });
});

describeWithTool('a0deploy', () => {
  test('the tenants are loaded by auth0-deploy-cli', () => {
    const loaded = loadTenants(['Auth0Dev', 'Auth0Prod'].map((name) => join(outdir, 'auth0/data', name)));
    expect(loaded.map(({ problem }) => problem)).toEqual([undefined, undefined]);
  });
});
