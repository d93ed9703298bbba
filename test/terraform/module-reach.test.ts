import { Hcl, HclBlock, Module } from '../../src';
import type { GraphJson } from '../../src/ci/graph-json';
import { ModuleReach } from '../../src/terraform/module-reach';
import { emptyProject } from '../default-estate';
import { read, temporaryDirectory, write } from '../synth/test-project';

const DIR = 'terraform/dev/jobs';

function repository(files: Readonly<Record<string, string>>): string {
  const outdir = temporaryDirectory();
  for (const [file, content] of Object.entries(files)) write(outdir, file, content);
  return outdir;
}

const calling = (...sources: readonly string[]) => sources.map((source, index) => `module "m${index}" {\n  source = "${source}"\n}\n`).join('');

test('modules are followed to the modules that they call, once each, in a circle too', () => {
  const outdir = repository({
    'terraform/modules/a/main.tf': calling('../b', './inner'),
    'terraform/modules/a/inner/main.tf': calling('../../c'),
    'terraform/modules/b/terraform.tf': calling('../a', 'hashicorp/consul/aws'),
  });
  expect(new ModuleReach(outdir).from(DIR, ['terraform/modules/a'], [])).toEqual({
    moduleDirs: ['terraform/modules/a', 'terraform/modules/a/inner', 'terraform/modules/b', 'terraform/modules/c'],
    files: [],
  });
});

describe('a root module reads', () => {
  const outdir = repository({
    'shared/policy.json': '{}',
    'shared/templates/a.tpl': 'a',
    'terraform/modules/a/main.tf': 'locals {\n  a = file("${path.module}/../../../shared/policy.json")\n  b = file("${path.root}/../common.json")\n}\n',
    'terraform/dev/common.json': '{}',
    [`${DIR}/own.json`]: '{}',
  });

  test.each<[what: string, text: string, files: string[]]>([
    ['a file beside the root modules', 'file("../../../shared/policy.json")', ['shared/policy.json']],
    ['the same file from its own folder', 'file("${path.module}/../../../shared/policy.json")', ['shared/policy.json']],
    ['a folder, when the name of the file is not known', 'file("../../../shared/templates/${var.name}.tpl")', ['shared/templates']],
    ['a whole folder', 'fileset("${path.root}/../../../shared/", "**")', ['shared']],
    ['nothing else when the file is its own', 'file("${path.module}/own.json")', []],
    ['nothing that is not there', 'file("../../../shared/missing.json")', []],
    ['nothing outside of the repository', 'file("../../../../outside.json")', []],
    ['nothing that is no path', 'x = "a/../b"', []],
  ])('%s', (_, text, files) => {
    expect(new ModuleReach(outdir).from(DIR, [], [[text]]).files).toEqual(files);
  });

  test('what its modules read, from their folder or from its own; a file of a module is not told twice', () => {
    const text = 'file("../../modules/a/main.tf")';
    expect(new ModuleReach(outdir).from(DIR, ['terraform/modules/a'], [[text]]).files).toEqual(['shared/policy.json', 'terraform/dev/common.json']);
  });
});

test('what is declared in .projenrc.ts is followed as well', () => {
  const outdir = repository({
    'shared/a.json': '{}',
    'shared/b.json': '{}',
    'shared/c.json': '{}',
    'terraform/modules/queue/main.tf': 'variable "policy" {\n  type = string\n}\n\nvariable "file" {\n  type = string\n}\n',
  });
  const project = emptyProject({ outdir });
  project.addEnvironment('dev');
  const jobs = project.addRootModule('jobs');
  new Module(jobs, 'queue', {
    source: 'terraform/modules/queue',
    inputs: { policy: Hcl.call('file', '../../../shared/a.json'), file: '../../../shared/b.json' },
  });
  jobs.addBlock(new HclBlock('locals', [], { c: Hcl.call('file', '../../../shared/c.json') }));
  project.synth();
  const graph = JSON.parse(read(outdir, '.projen/graph.json')) as GraphJson;
  expect(graph.rootModules).toMatchObject([{ moduleDirs: ['terraform/modules/queue'], files: ['shared/a.json', 'shared/b.json', 'shared/c.json'] }]);
});

test('a module of one\'s own that cannot be parsed is a problem that names the file', () => {
  const outdir = repository({ 'terraform/modules/b/main.tf': 'module {{\n', [`${DIR}/main.tf`]: calling('../../modules/b') });
  const project = emptyProject({ outdir });
  project.addEnvironment('dev');
  project.addRootModule('jobs', { handWritten: true });
  expect(() => project.synth()).toThrow(/root module "jobs" has a file that cannot be parsed: terraform\/modules\/b\/main.tf:1: /);
});
