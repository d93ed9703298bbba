import { Hcl, HclBlock, Module } from '../../../src';
import type { GraphJson } from '../../../src/ci/graph-json';
import { ModuleReach } from '../../../src/terraform/resolve/module-reach';
import { emptyProject } from '../../default-estate';
import { read, temporaryDirectory, write } from '../../synth/test-project';

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

describe('what is read as a file though it could be taken for configuration', () => {
  const outdir = repository({
    [`${DIR}/main.tf`]: '',
    [`${DIR}/values.auto.tfvars`]: '',
    'terraform/modules/a/main.tf': '',
    'terraform/modules/a/inner/main.tf': '',
    'shared/x.tpl': '',
  });

  test.each<[text: string, readAsFiles: string[] | undefined]>([
    ['file("main.tf")', [`${DIR}/main.tf`]],
    ['file("./values.auto.tfvars")', [`${DIR}/values.auto.tfvars`]],
    ['file("${path.module}/${var.name}")', [DIR]],
    ['file("${path.module}/${var.name}.tf")', [DIR]],
    ['file("${path.module}/${var.name}f")', [DIR]],
    ['file("${path.module}/${var.name}.tpl")', undefined],
    ['file("${path.module}/templates/${var.name}")', undefined],
    ['fileset(path.module, "**/*.md")', undefined],
    ['fileset(path.module, "**")', [DIR]],
    ['fileset("../../modules", "**")', undefined],
    ['filesha1("../../modules/a/main.tf")', ['terraform/modules/a/main.tf']],
    ['filesha1("../../modules/a/inner/main.tf")', undefined],
    ['basename(abspath(path.module))', undefined],
    ['"module at ${path.module}"', undefined],
    ['dir = path.module', [DIR]],
  ])('%s', (text, readAsFiles) => {
    expect(new ModuleReach(outdir).from(DIR, ['terraform/modules/a'], [[text]]).readAsFiles).toEqual(readAsFiles);
  });
});

test('a pattern that leads up behind a star is read from above', () => {
  const outdir = repository({ [`${DIR}/main.tf`]: '' });
  expect(new ModuleReach(outdir).from(DIR, [], [['fileset("templates", "*/../../*.tf")']]).files).toContain('terraform/dev');
});

describe('any file may be read', () => {
  test.each([
    'file("${dirname(path.module)}/x")',
    'file("${var.folder}/../x")',
    'file(data.external.path.result.file)',
    'file(terraform_data.path.output)',
    'file(trimspace(file("path.txt")))',
    'file(chomp(<<EOT\n../x\nEOT\n))',
    'file(replace(path.cwd, "a", "b"))',
    'file(provider::paths::above(path.module))',
    'file(join("/", concat([path.module], ["..", "..", "x"])))',
    'file("${path.module}/../../../../${var.folder}/x")',
  ])('by %s', (text) => {
    expect(new ModuleReach(temporaryDirectory()).from(DIR, [], [[text]]).files).toEqual(['.']);
  });

  test.each([
    'file("${path.module}/${each.key}.json")',
    '[for f in fileset(path.module, "*.json") : file("${path.module}/${f}")]',
    'templatefile("${path.module}/a.tpl", { x = data.external.a.result, y = dirname("a/b") })',
    'file(var.x ? "a" : "b")',
    'split("/", var.path)[0]',
    'description = "See ../../README.md, or https://example.com/../x ."',
  ])('but not by %s', (text) => {
    expect(new ModuleReach(temporaryDirectory()).from(DIR, [], [[text]]).files).toEqual([]);
  });
});

test('what is read of its own folder stands once in the graph for all environments', () => {
  const outdir = temporaryDirectory();
  const project = emptyProject({ outdir });
  for (const name of ['dev', 'prod']) project.addEnvironment(name);
  project.addRootModule('jobs').addBlock(new HclBlock('locals', [], { all: Hcl.raw('filesha1("${path.module}/terraform.tf")') }));
  project.synth();
  const graph = JSON.parse(read(outdir, '.projen/graph.json')) as GraphJson;
  expect(graph.rootModules).toMatchObject([{ dir: 'terraform/*/jobs', readAsFiles: ['terraform/*/jobs/terraform.tf'] }]);
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
