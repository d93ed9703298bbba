import * as fs from 'fs';
import * as path from 'path';
import { tencent } from '../../../src';
import { calledDirs, holdsOwnTerraform, OwnTexts } from '../../../src/terraform/reads/own-terraform';
import { Entries } from '../../../src/worktree/entries';
import { DefaultEstate, emptyProject } from '../../default-estate';
import { read, temporaryDirectory, write } from '../../synth/test-project';

const CALL = 'module "uploads" {\n  source = "../../modules/cos-storage"\n}\n';

/** The folders that the files of a hand-written root module call. */
function foldersCalledIn(repository: string): string[] {
  return calledDirs('terraform/dev/x', new OwnTexts(new Entries(repository)).in('terraform/dev/x', true));
}

describe('the folders of modules that files of one\'s own call', () => {
  test.each([
    ['"../../modules/queue"', ['terraform/modules/queue']],
    ['"../../modules/queue/"', ['terraform/modules/queue']],
    ['"./nested"', ['terraform/dev/x/nested']],
    ['"../../../../outside"', []],
    ['"hashicorp/consul/aws"', []],
    ['"git::ssh://host/x.git"', []],
    ['"../../modules/${var.name}"', []],
  ])('source %s', (source, dirs) => {
    const outdir = temporaryDirectory();
    write(outdir, 'terraform/dev/x/main.tf', `module "m" {\n  source = ${source}\n}\n`);
    expect(foldersCalledIn(outdir)).toEqual(dirs);
  });

  test('are none in a folder that does not exist', () => {
    expect(foldersCalledIn(temporaryDirectory())).toEqual([]);
    expect(holdsOwnTerraform(path.join(temporaryDirectory(), 'x'))).toBe(false);
  });
});

test('a folder holds Terraform of one\'s own as soon as one file in it was not generated', () => {
  const { project } = new DefaultEstate();
  project.synth();
  const network = path.join(project.outdir, 'terraform/dev/network');
  expect(holdsOwnTerraform(network)).toBe(false);
  write(project.outdir, 'terraform/dev/network/README.md', '# mine\n');
  expect(holdsOwnTerraform(network)).toBe(false);
  write(project.outdir, 'terraform/dev/network/extra.tf', '# mine\n');
  expect(holdsOwnTerraform(network)).toBe(true);
});

test('Terraform of one\'s own may be written in JSON', () => {
  const outdir = temporaryDirectory();
  write(outdir, 'terraform/dev/x/extra.tf.json', '{}\n');
  expect(holdsOwnTerraform(path.join(outdir, 'terraform/dev/x'))).toBe(true);
});

describe('a library module that only files of one\'s own call', () => {
  const declare = (outdir: string, handWritten: boolean) => {
    const project = emptyProject({ outdir });
    project.addEnvironment('dev');
    project.addRootModule('network');
    const files = project.addRootModule('files', { handWritten });
    if (!handWritten) new tencent.CosStorage(files, 'uploads');
    return project;
  };

  test('is written still when its root module becomes hand-written, and CI knows that it is called', () => {
    const outdir = temporaryDirectory();
    declare(outdir, false).synth();
    const main = read(outdir, 'terraform/dev/files/main.tf');
    expect(main).toContain('source = "../../modules/cos-storage"');
    for (let run = 0; run < 2; run++) {
      declare(outdir, true).synth();
      expect(read(outdir, 'terraform/dev/files/main.tf')).toContain('module "uploads"');
      expect(fs.existsSync(path.join(outdir, 'terraform/modules/cos-storage/main.tf'))).toBe(true);
      const graph = JSON.parse(read(outdir, '.projen/graph.json'));
      expect(graph.rootModules.find(({ name }: { name: string }) => name === 'files').moduleDirs).toEqual(['terraform/modules/cos-storage']);
    }
    write(outdir, 'terraform/dev/files/main.tf', '# no call any more\nremoved {\n  from = module.uploads\n  lifecycle {\n    destroy = false\n  }\n}\n');
    declare(outdir, true).synth();
    expect(fs.existsSync(path.join(outdir, 'terraform/modules/cos-storage'))).toBe(false);
  });

  test('is written when a file beside generated ones calls it', () => {
    const outdir = temporaryDirectory();
    write(outdir, 'terraform/dev/network/extra.tf', CALL);
    declare(outdir, true).synth();
    expect(fs.existsSync(path.join(outdir, 'terraform/modules/cos-storage/main.tf'))).toBe(true);
  });

  test('is left alone when it is a module of one\'s own that has the same name', () => {
    const outdir = temporaryDirectory();
    write(outdir, 'terraform/dev/network/extra.tf', CALL);
    write(outdir, 'terraform/modules/cos-storage/main.tf', '# mine\n');
    declare(outdir, true).synth();
    expect(fs.readdirSync(path.join(outdir, 'terraform/modules/cos-storage'))).toEqual(['main.tf']);
    expect(read(outdir, 'terraform/modules/cos-storage/main.tf')).toBe('# mine\n');
  });
});

test('a hand-written root module starts with a stub of every output that it promises', () => {
  const { project } = new DefaultEstate();
  project.addRootModule('legacy', { handWritten: true, outputs: ['endpoint', 'port'] });
  project.addRootModule('quiet', { handWritten: true });
  project.synth();
  const stub = (name: string) => `# Fill in the value: other root modules can read it. This file is yours: it is never overwritten.\noutput "${name}" {\n  value = null\n}\n`;
  expect(read(project.outdir, 'terraform/dev/legacy/outputs.tf')).toBe(`${stub('endpoint')}\n${stub('port')}`);
  expect(read(project.outdir, 'terraform/dev/quiet/outputs.tf')).toBe('');
});
