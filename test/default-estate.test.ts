import * as fs from 'fs';
import * as path from 'path';
import { parse } from '@cdktn/hcl2json';
import { DefaultEstate } from './default-estate';
import { describeWithTool, runTool, ToolName } from './real-tool';
import { read, temporaryDirectory, tree } from './synth/test-project';

const outdir = temporaryDirectory();

beforeAll(() => {
  new DefaultEstate({ outdir }).project.synth();
});

function filesBelow(directory: string, ending: string): string[] {
  return (fs.readdirSync(path.join(outdir, directory), { recursive: true }) as string[])
    .filter((file) => file.endsWith(ending))
    .map((file) => path.join(directory, file))
    .sort();
}

test('the default estate has the layout of the Feiyue convention', () => {
  const names = filesBelow('.', '').filter((file) => fs.statSync(path.join(outdir, file)).isFile());
  for (const environment of ['dev', 'prod']) {
    for (const root of ['network', 'database', 'storage', 'compute']) {
      expect(names.filter((file) => path.dirname(file) === `terraform/${environment}/${root}`).map((file) => path.basename(file)))
        .toEqual(['backend.hcl', 'main.tf', 'outputs.tf', 'terraform.tf']);
    }
    expect(names).toContain(`k8s/overlays/${environment}/kustomization.yaml`);
    expect(names).toContain(`.github/workflows/deploy-${environment}.yml`);
  }
  for (const service of ['api', 'match', 'chat']) {
    expect(names.filter((file) => path.dirname(file) === `k8s/base/${service}`).map((file) => path.basename(file)))
      .toEqual(expect.arrayContaining(['configmap.yaml', 'deployment.yaml', 'hpa.yaml', 'kustomization.yaml', 'service.yaml']));
    expect(names).toContain(`k8s/overlays/prod/${service}/kustomization.yaml`);
    expect(names).toContain(`ops/monitoring/${service}.rules.yaml`);
  }
  for (const module of ['network', 'postgresql', 'redis', 'cos-storage', 'tke-cluster']) expect(names).toContain(`terraform/modules/${module}/main.tf`);
  expect(names).toEqual(expect.arrayContaining(['.github/workflows/terraform-plan.yml', 'terraform/bootstrap/tencent-cos/main.tf', 'README.md', 'package.json']));
  expect(names.filter((file) => file.startsWith('ops/scripts/')).length).toBeGreaterThan(0);
});

test('a second run changes nothing, not even a time stamp', () => {
  // projen rewrites its own few files when it runs as root, because root may write read-only files.
  const ours = () => filesBelow('.', '').filter((file) => /^(terraform|k8s|ops|\.github)\//.test(file));
  const stamps = () => ours().map((file) => [file, fs.statSync(path.join(outdir, file)).mtimeMs]);
  const before = stamps();
  new DefaultEstate({ outdir }).project.synth();
  expect(stamps()).toEqual(before);
});

test('another folder gets the same bytes', () => {
  const elsewhere = temporaryDirectory();
  new DefaultEstate({ outdir: elsewhere }).project.synth();
  expect(tree(elsewhere)).toEqual(tree(outdir));
});

test('a service that is gone takes its files along, and the users files beside them stay', () => {
  const folder = temporaryDirectory();
  new DefaultEstate({ outdir: folder }).project.synth();
  fs.writeFileSync(path.join(folder, 'k8s/base/match/notes.md'), 'mine\n');
  new DefaultEstate({ outdir: folder }, ['api', 'chat', 'rank']).project.synth();
  expect(fs.readdirSync(path.join(folder, 'k8s/base/match'))).toEqual(['notes.md']);
  expect(fs.existsSync(path.join(folder, 'k8s/overlays/dev/match'))).toBe(false);
  expect(fs.existsSync(path.join(folder, 'ops/monitoring/match.rules.yaml'))).toBe(false);
  expect(read(folder, 'k8s/overlays/prod/kustomization.yaml')).toContain('rank');
});

test('terraform leftovers are ignored, and lock files are not', () => {
  const ignored = read(outdir, '.gitignore').split('\n');
  const lastUnignore = ignored.lastIndexOf('!/terraform/**');
  for (const pattern of ['.terraform/', '*.tfstate', '*.tfplan']) expect(ignored.indexOf(pattern)).toBeGreaterThan(lastUnignore);
  expect(ignored.join('\n')).not.toContain('lock.hcl');
  expect(read(outdir, '.gitattributes')).toContain('/terraform/** linguist-generated');
  expect(read(outdir, '.gitattributes')).not.toContain('main.tf');
});

test('every Terraform file is HCL to a parser that is not ours', async () => {
  const files = [...filesBelow('terraform', '.tf'), ...filesBelow('terraform', '.hcl'), ...filesBelow('terraform', '.tfvars')];
  expect(files.length).toBeGreaterThan(50);
  for (const file of files) await expect(parse(file, read(outdir, file))).resolves.toBeDefined();
});

describeWithTool('terraform', () => {
  test('terraform fmt has nothing to change', () => {
    expect(runTool('terraform', ['fmt', '-check', '-recursive', '-diff', 'terraform'], { cwd: outdir })).toMatchObject({ status: 0, stdout: '' });
  });
});

describeWithTool('kustomize', () => {
  // kubectl builds the same folders in `default-estate.delivery.ts`.
  test('kustomize builds every base and overlay from its own folder', () => {
    const folders = filesBelow('k8s', 'kustomization.yaml').map((file) => path.dirname(file));
    expect(folders).toHaveLength(3 + 2 * (1 + 3));
    for (const folder of folders) expect(runTool('kustomize', ['build'], { cwd: path.join(outdir, folder) })).toMatchObject({ status: 0, stderr: '' });
  });
});

/** What judges the generated files of the whole estate, and the files it is given. */
const JUDGES: Array<[tool: ToolName, args: string[], files: () => string[]]> = [
  ['actionlint', [], () => filesBelow('.github/workflows', '.yml')],
  ['promtool', ['check', 'rules'], () => filesBelow('ops/monitoring', '.rules.yaml')],
  ['promtool', ['test', 'rules'], () => filesBelow('ops/monitoring', '.rules.test.yaml')],
  ['shellcheck', ['--severity=style'], () => filesBelow('ops/scripts', '.sh')],
  ['zizmor', ['--persona=pedantic', '--offline', '--no-progress', '--quiet'], () => filesBelow('.github/workflows', '.yml')],
];

for (const [tool, args, files] of JUDGES) {
  describeWithTool(tool, () => {
    test(`${tool} accepts what is generated`, () => {
      expect(files().length).toBeGreaterThan(0);
      expect(runTool(tool, [...args, ...files()], { cwd: outdir })).toMatchObject({ status: 0 });
    });
  });
}

/** Linters of manifests read the built overlay of an environment. */
const MANIFEST_JUDGES: Array<[tool: ToolName, args: string[]]> = [
  ['kube-linter', ['lint']],
  ['kube-score', ['score', '--exit-one-on-warning']],
  ['kubeconform', ['-strict', '-summary']],
];

describeWithTool('kubectl', () => {
  const built: Record<string, string> = {};

  test.each(['dev', 'prod'])('kubectl builds the overlay of %s', (environment) => {
    const { status, stdout, stderr } = runTool('kubectl', ['kustomize', `k8s/overlays/${environment}`], { cwd: outdir });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    built[environment] = path.join(temporaryDirectory(), `${environment}.yaml`);
    fs.writeFileSync(built[environment], stdout);
  });

  for (const [tool, args] of MANIFEST_JUDGES) {
    describeWithTool(tool, () => {
      test.each(['dev', 'prod'])(`${tool} accepts the overlay of %s`, (environment) => {
        expect(runTool(tool, [...args, built[environment]])).toMatchObject({ status: 0 });
      });
    });
  }
});
