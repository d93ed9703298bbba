import * as fs from 'fs';
import * as path from 'path';
import { GitHistory } from './git-history';
import { FeiyueProject, Hcl, HclBlock, Module, RootModule } from '../../src';
import type { GraphJson } from '../../src/ci/graph-json';
import { emptyProject } from '../default-estate';
import { read, temporaryDirectory, write } from '../synth/test-project';

type Files = Readonly<Record<string, string | undefined>>;

/** Two root modules in two environments, of which `network` has something of the user's own, and `other` nothing. */
class OwnEstate {
  public readonly outdir = temporaryDirectory();
  private readonly declarations: Array<(network: RootModule, project: FeiyueProject) => void> = [];
  private history?: GitHistory;

  public with(files: Files): this {
    for (const [file, text] of Object.entries(files)) if (text !== undefined) write(this.outdir, file, text);
    return this;
  }

  public linked(link: string, target: string): this {
    fs.mkdirSync(path.dirname(path.join(this.outdir, link)), { recursive: true });
    fs.rmSync(path.join(this.outdir, link), { force: true });
    fs.symlinkSync(target, path.join(this.outdir, link));
    return this;
  }

  public declaring(declare: (network: RootModule, project: FeiyueProject) => void): this {
    this.declarations.push(declare);
    return this;
  }

  public calling(source: string, inputs: Record<string, unknown> = {}): this {
    return this.declaring((network) => new Module(network, 'own', { source, inputs }));
  }

  public synth(): this {
    const project = emptyProject({ outdir: this.outdir });
    for (const name of ['dev', 'prod']) project.addEnvironment(name);
    const network = project.addRootModule('network');
    project.addRootModule('other');
    for (const declare of this.declarations) declare(network, project);
    project.synth();
    return this;
  }

  public graphOf(name: string): GraphJson['rootModules'] {
    return (JSON.parse(read(this.outdir, '.projen/graph.json')) as GraphJson).rootModules.filter((root) => root.name === name);
  }

  /** The first commit is what stands there. */
  public commit(files: Files = {}): this {
    if (this.history === undefined) this.history = new GitHistory(this.outdir);
    this.history.commit(files);
    return this;
  }

  public git(...args: string[]): this {
    this.history!.git(args);
    return this;
  }

  /** The folders of the root modules that the last commit affects. */
  public affected(): string[] {
    return this.history!.affected().rootModules.map(({ dir }) => dir);
  }

  public afterwards(files: Files): string[] {
    return this.synth().commit().commit(files).affected();
  }
}

const NETWORKS = ['terraform/dev/network', 'terraform/prod/network'];
const NOTICE = 'terraform/modules/notice';
const SHARED = 'terraform/shared';

const notice = (input: string) => ({ [`${NOTICE}/main.tf`]: `resource "terraform_data" "notice" {\n  input = ${input}\n}\n` });
const output = (value: string) => ({ 'terraform/dev/network/own.tf': `resource "terraform_data" "own" {\n  input = ${value}\n}\n` });

describe('a file that a module of one\'s own reads counts byte by byte', () => {
  test.each<[file: string, input: string, before: string, after: string]>([
    ['message.md', 'file("${path.module}/message.md")', 'a\n', 'b\n'],
    ['README', 'file("${path.module}/README")', 'a\n', 'b\n'],
    ['cloud-init.yaml', 'file("${path.module}/cloud-init.yaml")', '#cloud-config\nx: 1\n', 'x: 1\n'],
    ['data.json', 'sha256(file("${path.module}/data.json"))', '{"a":1}', '{"a": 1}'],
    ['values.tf', 'filemd5("${path.module}/values.tf")', '# a\n', '# b\n'],
    ['values.tf', 'filemd5(join("/", [path.module, "values.tf"]))', '# a\n', '# b\n'],
    ['values.tf', 'filemd5(format("%s/values.tf", abspath(path.module)))', '# a\n', '# b\n'],
    ['values.tf.json', '[for f in fileset(path.module, "*.json") : filesha1("${path.module}/${f}")]', '{}', '{ }'],
    ['values.tf', '[for f in fileset("${path.module}/", "*") : filesha1("${path.module}/${f}")]', '# a\n', '# b\n'],
    ['inner/values.tf', 'filebase64("${path.module}/inner/values.tf")', '# a\n', '# b\n'],
    ['values.hcl', 'templatefile("${path.module}/${var.name}.hcl", {})', '# a\n', '# b\n'],
  ])('%s in %s', (file, input, before, after) => {
    const estate = new OwnEstate().with({ ...notice(input), [`${NOTICE}/variables.tf`]: 'variable "name" {\n  type    = string\n  default = "values"\n}\n', [`${NOTICE}/${file}`]: before }).calling(NOTICE);
    expect(estate.afterwards({ [`${NOTICE}/${file}`]: after })).toEqual(NETWORKS);
  });

  test.each([
    ['a template beside it', 'templatefile("${path.module}/${var.name}.tpl", {})'],
    ['a folder of it', 'file("${path.module}/files/${var.name}")'],
    ['a pattern that no configuration has', '[for f in fileset(path.module, "**/*.md") : f]'],
    ['nothing', '1'],
  ])('while a comment counts for nothing where it reads %s', (_, input) => {
    const main = notice(input)[`${NOTICE}/main.tf`];
    const estate = new OwnEstate().with({ ...notice(input), [`${NOTICE}/variables.tf`]: 'variable "name" {\n  type    = string\n  default = "x"\n}\n' }).calling(NOTICE);
    expect(estate.afterwards({ [`${NOTICE}/main.tf`]: `# a comment\n\n${main}` })).toEqual([]);
  });
});

describe('a file elsewhere counts', () => {
  const file = `${SHARED}/policy.json`;

  test.each<[what: string, input: string, more?: Files]>([
    ['by its path', 'file("../../shared/policy.json")'],
    ['from the folder of the module', 'file("${path.module}/../../shared/policy.json")'],
    ['from the folder of the root module', 'file("${path.root}/../../shared/policy.json")'],
    ['from the folder that Terraform is started in', 'file("${path.cwd}/terraform/shared/policy.json")'],
    ['joined', 'file(join("/", [path.module, "..", "..", "shared", "policy.json"]))'],
    ['formatted', 'file(format("%s/../../shared/%s.json", path.module, "policy"))'],
    ['in a folder', '[for f in fileset("${path.module}/../../shared", "*") : f]'],
    ['by a pattern that leads up', '[for f in fileset(path.module, "../../shared/*.json") : f]'],
    ['below a folder with a name', 'file("${local.shared}/policy.json")', { [`${NOTICE}/locals.tf`]: 'locals {\n  shared = "${path.module}/../../shared"\n}\n' }],
    ['below a folder that is put together', 'file("${local.shared}/../shared/policy.json")', { [`${NOTICE}/locals.tf`]: 'locals {\n  shared = "${path.module}/../../shared"\n}\n' }],
    ['by a name that begins elsewhere', 'file("${local.begin}icy.json")', { [`${NOTICE}/locals.tf`]: 'locals {\n  begin = "${path.module}/../../shared/pol"\n}\n' }],
    ['above a folder', 'file("${dirname(dirname(path.module))}/shared/policy.json")'],
    ['above an absolute folder', 'file("${local.root}/shared/policy.json")', { [`${NOTICE}/locals.tf`]: 'locals {\n  root = "${abspath(path.module)}/../.."\n}\n' }],
    ['by parts that lead up', 'file("${path.module}/${local.up}/${local.up}/shared/policy.json")', { [`${NOTICE}/locals.tf`]: 'locals {\n  up = ".."\n}\n' }],
    ['by a list of parts', 'file(join("/", concat([path.module], local.parts)))', { [`${NOTICE}/locals.tf`]: 'locals {\n  parts = ["..", "..", "shared", "policy.json"]\n}\n' }],
    ['in a text that becomes a template', 'templatestring(local.text, {})', { [`${NOTICE}/locals.tf`]: 'locals {\n  text = file("${path.module}/x.tpl")\n}\n', [`${NOTICE}/x.tpl`]: '${file("../../shared/policy.json")}' }],
    ['in a way that nobody can tell', 'file(replace(path.module, "modules/notice", "shared/policy.json"))'],
    ['by a path from another file', 'file(yamldecode(file("${path.module}/paths.yaml")).policy)', { [`${NOTICE}/paths.yaml`]: 'policy: ../../shared/policy.json\n' }],
    ['by paths from another file, one after the other', '[for f in local.paths : file(f)]', { [`${NOTICE}/locals.tf`]: 'locals {\n  paths = yamldecode(file("${path.module}/paths.yaml"))\n}\n', [`${NOTICE}/paths.yaml`]: '- ../../shared/policy.json\n' }],
    ['in a template', 'templatefile("${path.module}/x.tpl", {})', { [`${NOTICE}/x.tpl`]: 'a ${file("../../shared/policy.json")}\n' }],
    ['by a variable with a default', 'file(var.file)', { [`${NOTICE}/variables.tf`]: 'variable "file" {\n  type    = string\n  default = "../../shared/policy.json"\n}\n' }],
    ['in JSON', '1', { [`${NOTICE}/own.tf.json`]: '{"locals": {"policy": "${file(\\"../../shared/policy.json\\")}"}}' }],
    ['in an override', '1', { [`${NOTICE}/override.tf`]: 'resource "terraform_data" "notice" {\n  input = file("../../shared/policy.json")\n}\n' }],
  ])('%s', (_, input, more = {}) => {
    const estate = new OwnEstate().with({ ...notice(input), ...more, [file]: '{"a":1}', 'terraform/shared-not/x': '' }).calling(NOTICE);
    expect(estate.afterwards({ [file]: '{"a": 1}' })).toEqual(NETWORKS);
  });

  test.each<[what: string, declare: (network: RootModule) => void, more?: Files]>([
    ['in an input', (network) => new Module(network, 'own', { source: NOTICE, inputs: { file: '../../shared/policy.json' } })],
    ['in a call of a function', (network) => new Module(network, 'own', { source: NOTICE, inputs: { file: Hcl.call('file', '../../shared/policy.json') } })],
    ['in a raw block', (network) => network.addBlock(new HclBlock('locals', [], { file: Hcl.raw('file("${path.root}/../../shared/policy.json")') }))],
    ['in the default of a variable', (network) => network.addVariable('file', { description: 'A file', defaultValue: '../../shared/policy.json' })],
    ['in the values of variables', () => undefined, { 'terraform/dev/network/own.auto.tfvars': 'file = "../../shared/policy.json"\n', 'terraform/prod/network/terraform.tfvars.json': '{"file": "../../shared/policy.json"}' }],
  ])('%s', (_, declare, more = {}) => {
    const estate = new OwnEstate().with({ ...notice('file(var.file)'), [`${NOTICE}/variables.tf`]: 'variable "file" {\n  type    = string\n  default = "x"\n}\n', ...more, [file]: '{"a":1}' });
    expect(estate.declaring(declare).afterwards({ [file]: '{"a": 1}' })).toEqual(NETWORKS);
  });

  test('also when it was only there in the base', () => {
    const estate = new OwnEstate().with({ ...notice('fileset("../../shared", "*.json")'), [file]: '{}' }).calling(NOTICE).synth().commit();
    estate.commit({ [file]: undefined });
    expect(estate.affected()).toEqual(NETWORKS);
    expect(estate.synth().commit().commit({ [file]: '{}' }).affected()).toEqual(NETWORKS);
  });

  test('also when the graph does not know of it yet', () => {
    const estate = new OwnEstate().with({ [file]: '{}' }).synth().commit();
    estate.commit(output('file("${path.module}/../../shared/policy.json")'));
    expect(estate.affected()).toEqual([NETWORKS[0]]);
    expect(estate.commit({ [file]: '{ }' }).affected()).toEqual([NETWORKS[0]]);
    estate.commit({ 'terraform/dev/network/own.tf': 'module "new" {\n  source = "../../modules/new"\n}\n', 'terraform/modules/new/main.tf': 'module "inner" {\n  source = "../inner"\n}\n' });
    const inner = 'terraform/modules/inner/main.tf';
    expect(estate.commit({ [inner]: 'locals {}\n' }).affected()).toEqual([NETWORKS[0]]);
    expect(estate.commit({ [inner]: '# a comment\nlocals {}\n' }).affected()).toEqual([]);
  });

  test('also above the estate, in the same repository', () => {
    const repository = temporaryDirectory();
    const estate = new OwnEstate().with(output('file("../../../../common/policy.json")')).synth();
    fs.renameSync(estate.outdir, path.join(repository, 'estate'));
    write(repository, 'common/policy.json', '{}');
    const history = new GitHistory(path.join(repository, 'estate'), repository);
    history.git(['add', '--all'], repository);
    history.commit({});
    write(repository, 'common/policy.json', '{ }');
    history.git(['add', '--all'], repository);
    history.commit({});
    expect(history.affected().rootModules.map(({ dir }) => dir)).toEqual([NETWORKS[0]]);
  });
});

describe('a link counts with what it leads to', () => {
  const OWN = 'resource "terraform_data" "extra" {\n  input = 1\n}\n';

  test.each<[what: string, links: Record<string, string>, file: string]>([
    ['a file', { 'terraform/dev/network/extra.tf': '../../../shared/extra.tf' }, 'shared/extra.tf'],
    ['a link to a link', { 'terraform/dev/network/extra.tf': '../../links/extra.tf', 'terraform/links/extra.tf': '../../shared/extra.tf' }, 'shared/extra.tf'],
    ['a file in a folder that is a link', { 'terraform/dev/network/extra.tf': '../../links/extra.tf', 'terraform/links': '../shared' }, 'shared/extra.tf'],
    ['a folder', { 'terraform/dev/network/files': '../../../shared' }, 'shared/extra.tf'],
    ['a file above a link', { 'terraform/dev/network/extra.tf': '../../links/../extra.tf', 'terraform/links': '../shared/inner' }, 'shared/extra.tf'],
  ])('%s', (_, links, file) => {
    const estate = new OwnEstate().with({ [file]: OWN, 'shared/inner/x': '' });
    for (const [link, target] of Object.entries(links)) estate.linked(link, target);
    expect(estate.afterwards({ [file]: OWN.replace('1', '2') })).toEqual([NETWORKS[0]]);
    if (!('terraform/dev/network/files' in links)) expect(estate.commit({ [file]: `# a comment\n${OWN.replace('1', '2')}` }).affected()).toEqual([]);
  });

  test('a folder that is called as a module, from which it leads to others', () => {
    const estate = new OwnEstate().with({
      'vendor/a/main.tf': 'module "b" {\n  source = "../b"\n}\n\nlocals {\n  x = file("${path.module}/../x.json")\n}\n',
      'vendor/b/main.tf': 'locals {\n  b = 1\n}\n',
      'vendor/x.json': '{}',
    }).linked('terraform/modules/a', '../../vendor/a').declaring((network) => network.addBlock(new HclBlock('module', ['a'], { source: '../../modules/a' })));
    expect(estate.afterwards({ 'vendor/b/main.tf': 'locals {\n  b = 2\n}\n' })).toEqual(NETWORKS);
    expect(estate.commit({ 'vendor/x.json': '{ }' }).affected()).toEqual(NETWORKS);
    expect(estate.commit({ 'vendor/a/notes.md': 'x' }).affected()).toEqual(NETWORKS);
    expect(estate.commit({ 'vendor/b/main.tf': 'locals {\n  b =   2\n}\n' }).affected()).toEqual([]);
  });

  test('a link on the way to a file that is read, when it leads elsewhere', () => {
    const estate = new OwnEstate().with({ ...output('file("../../../data/x.json")'), 'one/x.json': '1', 'two/x.json': '2' }).linked('data', 'one');
    estate.synth().commit().linked('data', 'two').commit();
    expect(estate.affected()).toEqual([NETWORKS[0]]);
    expect(estate.commit({ 'two/x.json': '3' }).affected()).toEqual([NETWORKS[0]]);
    expect(estate.commit({ 'one/x.json': '3' }).affected()).toEqual([]);
  });

  test('a call in a file that is a link', () => {
    const estate = new OwnEstate().with({ 'shared/call.tf': 'module "own" {\n  source = "../../modules/own"\n}\n', 'terraform/modules/own/main.tf': 'locals {\n  a = 1\n}\n' })
      .linked('terraform/dev/network/call.tf', '../../../shared/call.tf').synth();
    expect(estate.graphOf('network')).toMatchObject([{ environments: ['dev'], moduleDirs: ['terraform/modules/own'] }, { environments: ['prod'], moduleDirs: [] }]);
    expect(estate.afterwards({ 'terraform/modules/own/main.tf': 'locals {\n  a = 2\n}\n' })).toEqual([NETWORKS[0]]);
  });

  test('a link into a submodule counts with its commit', () => {
    const estate = new OwnEstate().linked('terraform/dev/network/extra.tf', '../../../vendor/policies/extra.tf').synth().commit();
    estate.git('update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},vendor/policies`).git('commit', '--quiet', '--message=x');
    expect(estate.affected()).toEqual([NETWORKS[0]]);
  });

  test('a circle of links is no trouble', () => {
    const estate = new OwnEstate().linked('terraform/dev/network/loop', '.').linked('terraform/dev/network/self', 'self').linked('terraform/dev/network/up', '../..');
    expect(estate.afterwards({ 'terraform/dev/network/x.txt': 'x' })).toEqual([NETWORKS[0]]);
  });
});

test('what git makes of files when it writes them counts, and what it shows of them does not', () => {
  const estate = new OwnEstate().synth().commit();
  const attributes = read(estate.outdir, '.gitattributes');
  expect(estate.commit({ '.gitattributes': `${attributes}/x.json linguist-generated\n` }).affected()).toEqual([]);
  expect(estate.commit({ '.gitattributes': `${attributes}*.md text eol=crlf\n` }).affected()).toHaveLength(4);
  expect(estate.commit({ 'terraform/dev/.gitattributes': '*.md -text\n' }).affected()).toEqual(['terraform/dev/network', 'terraform/dev/other']);
});

test('a submodule counts with its commit where a file of it is read', () => {
  const estate = new OwnEstate().with(output('file("${path.module}/../../../vendor/policies/x.json")')).synth().commit();
  for (const commit of ['1', '2']) {
    estate.git('update-index', '--add', '--cacheinfo', `160000,${commit.repeat(40)},vendor/policies`).git('commit', '--quiet', '--message=x');
    expect(estate.affected()).toEqual([NETWORKS[0]]);
  }
});

describe('what is not declared with a class is read all the same', () => {
  const OUTER = { 'terraform/modules/outer/main.tf': 'module "inner" {\n  source = "../inner"\n}\n', 'terraform/modules/inner/main.tf': 'locals {\n  a = 1\n}\n' };
  const INNER = { 'terraform/modules/inner/main.tf': 'locals {\n  a = 2\n}\n' };

  test.each<[what: string, files: Files, declare: (network: RootModule, project: FeiyueProject) => void, affected: string[]]>([
    ['a raw block', {}, (network) => network.addBlock(new HclBlock('module', ['o'], { source: '../../modules/outer' })), NETWORKS],
    ['a raw block with another argument that is computed', { 'terraform/modules/outer/variables.tf': 'variable "x" {}\n' }, (network) => {
      network.addBlock(new HclBlock('module', ['o'], { source: '../../modules/outer', x: network.addVariable('x', { description: 'x' }) }));
    }, NETWORKS],
    ['a raw block in one environment', {}, (network, project) => network.addBlock(new HclBlock('module', ['o'], { source: '../../modules/outer' }), project.environments.slice(0, 1)), [NETWORKS[0]]],
    ['JSON beside the generated files', { 'terraform/dev/network/own.tf.json': '{"module": {"o": {"source": "../../modules/outer"}}}' }, () => undefined, [NETWORKS[0]]],
    ['a list in JSON', { 'terraform/dev/network/own.tf.json': '{"module": [{"o": [{"source": "../../modules/outer"}]}]}' }, () => undefined, [NETWORKS[0]]],
    ['an override', {
      'terraform/modules/plain/main.tf': 'locals {\n  a = 1\n}\n',
      'terraform/dev/network/own.tf': 'module "o" {\n  source = "../../modules/plain"\n}\n',
      'terraform/dev/network/main_override.tf': 'module "o" {\n  source = "../../modules/outer/"\n}\n',
    }, () => undefined, [NETWORKS[0]]],
    ['backslashes', { 'terraform/dev/network/own.tf': 'module "o" {\n  source = "..\\\\..\\\\modules\\\\outer"\n}\n' }, () => undefined, [NETWORKS[0]]],
    ['a path that goes around', { 'terraform/dev/network/own.tf': 'module "o" {\n  source = "./../network/../../modules//outer"\n}\n' }, () => undefined, [NETWORKS[0]]],
  ])('%s', (_, files, declare, affected) => {
    const estate = new OwnEstate().with({ ...OUTER, ...files }).declaring(declare);
    expect(estate.afterwards(INNER)).toEqual(affected);
  });
});

describe('a state that is read makes a layer', () => {
  const BUCKET = { region: 'ap-guangzhou', bucket: 'feiyue-mono-tfstate-1250000000' };
  const names = `variable "environment" {
  default = "dev"
}

variable "bucket" {
  default = "b"
}

locals {
  bucket = { bucket = "b" }
}
`;
  const NAMES = Object.fromEntries(['dev', 'prod'].map((name) => [`terraform/${name}/network/names.tf`, names]));
  const state = (config: unknown) => new HclBlock('data', ['terraform_remote_state', 'x'], { backend: 'cos', config });

  test.each<[what: string, files: Files, config: unknown]>([
    ['in a raw block', {}, { ...BUCKET, prefix: 'dev/other' }],
    ['in part', {}, { ...BUCKET, prefix: Hcl.raw('"${var.environment}/other"') }],
    ['with another argument that is computed', {}, { bucket: Hcl.raw('var.bucket'), prefix: 'dev/other' }],
    ['in a merged object', {}, Hcl.raw('merge(local.bucket, { prefix = "dev/other" })')],
    ['in JSON', { 'terraform/dev/network/own.tf.json': '{"data": {"terraform_remote_state": {"x": {"backend": "cos", "config": {"prefix": "dev/other"}}}}}' }, undefined],
    ['in a module', { 'terraform/dev/network/own.tf': 'module "s" {\n  source = "../../modules/s"\n}\n', 'terraform/modules/s/main.tf': 'data "terraform_remote_state" "x" {\n  backend = "cos"\n  config  = { prefix = "dev/other" }\n}\n' }, undefined],
  ])('%s', (_, files, config) => {
    const estate = new OwnEstate().with({ ...NAMES, ...files })
      .declaring((network) => (config === undefined ? undefined : network.addBlock(state(config)))).synth();
    expect(estate.graphOf('network')[0].dependsOn).toEqual(['other']);
    estate.commit().commit({ 'terraform/dev/other/x.tf': 'locals {\n  a = 1\n}\n' });
    expect(estate.affected()).toEqual(['terraform/dev/other', 'terraform/dev/network']);
  });
});

describe('the graph of the base', () => {
  const HEAD = '{"a": 1}';

  test.each([
    ['has conflict markers', (graph: string) => `<<<<<<< HEAD\n${graph}=======\n${graph}>>>>>>> other\n`, 'it has conflict markers'],
    ['is garbage', () => '\0garbage', 'Unexpected token'],
    ['is of no form', () => '{"rootModules": [null], "environments": [{"name": "dev"}]}', ''],
    ['is a number', () => '7', ''],
    ['names what it does not have', () => '{"rootModules": [{"name": "a", "dir": "a", "dependsOn": ["b"], "moduleDirs": []}], "environments": [{"name": "dev"}]}', ''],
  ])('%s: everything is affected, and the head is what it is mended with', (_, broken, fault) => {
    const estate = new OwnEstate().synth();
    const graph = read(estate.outdir, '.projen/graph.json');
    const history = new GitHistory(estate.outdir);
    history.commit({ '.projen/graph.json': broken(graph) });
    expect(history.run(['--base', 'HEAD~1'])).toMatchObject({ status: 1, stderr: expect.stringContaining(`affected: HEAD has no .projen/graph.json that this script can read (${fault}`) });
    history.commit({ '.projen/graph.json': graph, 'x.json': HEAD });
    const { rootModules, removed } = history.affected();
    expect(rootModules.map(({ dir }) => dir).sort()).toEqual(['dev', 'prod'].flatMap((name) => ['network', 'other'].map((root) => `terraform/${name}/${root}`)));
    expect(rootModules[0].reasons).toEqual([expect.stringContaining(`the .projen/graph.json of HEAD~1 cannot be read (${fault}`)]);
    expect(removed).toEqual([]);
    expect(history.run(['--base', 'HEAD~1', '--why'])).toMatchObject({ status: 0, stdout: expect.stringContaining('cannot be read') });
  });
});
