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

/** What one of many cases has in an estate. `named` gives a text its number. */
interface Case {
  readonly files: Files;
  readonly declare: (network: RootModule, named: (text: string) => string, project: FeiyueProject) => void;
}

/** Many cases in one estate. Each has a root module `network` and folders to itself, because what it calls by these words is numbered; `other` has nothing to do with any. */
class Cases {
  private readonly outdir = temporaryDirectory();
  private readonly history: GitHistory;

  constructor(cases: readonly Case[]) {
    cases.forEach(({ files }, n) => {
      for (const [file, text] of Object.entries(files)) if (text !== undefined) write(this.outdir, numbered(file, n), numbered(text, n));
    });
    const project = emptyProject({ outdir: this.outdir });
    for (const name of ['dev', 'prod']) project.addEnvironment(name);
    project.addRootModule('other');
    cases.forEach(({ declare }, n) => declare(project.addRootModule(numbered('network', n)), (text) => numbered(text, n), project));
    project.synth();
    this.history = new GitHistory(this.outdir);
  }

  public graphOf(n: number): GraphJson['rootModules'] {
    return (JSON.parse(read(this.outdir, '.projen/graph.json')) as GraphJson).rootModules.filter(({ name }) => name === numbered('network', n));
  }

  /** Commits files of one case. @returns the folders of the root modules that this affects, of its own and of `other` */
  public affected(n: number, files: Readonly<Record<string, string>>): string[] {
    this.history.commit(numberedFiles(files, n));
    const own = numbered('network', n);
    return this.history.affected().rootModules.filter(({ name }) => [own, 'other'].includes(name)).map(({ dir }) => dir.replace(own, 'network'));
  }

  /** Commits files of all cases at once. @returns why the root modules of each are affected, by their folders */
  public affectedAtOnce(files: ReadonlyArray<Readonly<Record<string, string>>>): Array<Record<string, string[]>> {
    this.history.commit(Object.assign({}, ...files.map(numberedFiles)) as Record<string, string>);
    const { rootModules } = this.history.affected();
    expect(rootModules.filter(({ name }) => name === 'other')).toEqual([]);
    return files.map((_, n) => Object.fromEntries(rootModules.filter(({ name }) => name === numbered('network', n))
      .map(({ name, dir, reasons }) => [dir.replace(name, 'network'), reasons.map((reason) => plain(reason, n))])));
  }
}

function numbered(text: string, n: number): string {
  return text.replaceAll(/\b(network|notice|shared|outer|inner|plain)\b/g, `$1${n}`);
}

/** The text that was given this number. */
function plain(text: string, n: number): string {
  return text.replaceAll(new RegExp(`\\b(network|notice|shared|outer|inner|plain)${n}\\b`, 'g'), '$1');
}

function numberedFiles(files: Readonly<Record<string, string>>, n: number): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([file, text]) => [numbered(file, n), numbered(text, n)]));
}

/** A case whose root module calls the module `notice`. */
function calling(files: Files): Case {
  return { files, declare: (network, named) => new Module(network, 'own', { source: named(NOTICE), inputs: {} }) };
}

const NETWORKS = ['terraform/dev/network', 'terraform/prod/network'];
/** Why the root modules of a case are affected that read this file, by their folders. */
function affectedBy(file: string): Record<string, string[]> {
  return Object.fromEntries(NETWORKS.map((dir) => [dir, [`${file} changed`]]));
}

const NOTICE = 'terraform/modules/notice';
const SHARED = 'terraform/shared';

const notice = (input: string) => ({ [`${NOTICE}/main.tf`]: `resource "terraform_data" "notice" {\n  input = ${input}\n}\n` });
const output = (value: string) => ({ 'terraform/dev/network/own.tf': `resource "terraform_data" "own" {\n  input = ${value}\n}\n` });

describe('a file that a module of one\'s own reads counts byte by byte', () => {
  const counted: Array<[file: string, input: string, before: string, after: string]> = [
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
  ];
  const notRead = [
    ['a template beside it', 'templatefile("${path.module}/${var.name}.tpl", {})'],
    ['a folder of it', 'file("${path.module}/files/${var.name}")'],
    ['a pattern that no configuration has', '[for f in fileset(path.module, "**/*.md") : f]'],
    ['nothing', '1'],
  ];
  const named = (value: string) => ({ [`${NOTICE}/variables.tf`]: `variable "name" {\n  type    = string\n  default = "${value}"\n}\n` });
  let reasons: Array<Record<string, string[]>>;
  beforeAll(() => {
    const cases = new Cases([
      ...counted.map(([file, input, before]) => calling({ ...notice(input), ...named('values'), [`${NOTICE}/${file}`]: before })),
      ...notRead.map(([, input]) => calling({ ...notice(input), ...named('x') })),
    ]);
    reasons = cases.affectedAtOnce([
      ...counted.map(([file, , , after]) => ({ [`${NOTICE}/${file}`]: after })),
      ...notRead.map(([, input]) => ({ [`${NOTICE}/main.tf`]: `# a comment\n\n${notice(input)[`${NOTICE}/main.tf`]}` })),
    ]);
  });

  test.each(counted.map(([file, input], n) => [file, input, n] as const))('%s in %s', (file, _, n) => {
    expect(reasons[n]).toEqual(affectedBy(`${NOTICE}/${file}`));
  });

  test.each(notRead.map(([what], n) => [what, counted.length + n] as const))('while a comment counts for nothing where it reads %s', (_, n) => {
    expect(reasons[n]).toEqual({});
  });
});

describe('a file elsewhere counts', () => {
  const file = `${SHARED}/policy.json`;

  const inModules: Array<[what: string, input: string, more?: Files]> = [
    ['by its path', 'file("../../shared/policy.json")'],
    ['from the folder of the module', 'file("${path.module}/../../shared/policy.json")'],
    ['from the folder of the root module', 'file("${path.root}/../../shared/policy.json")'],
    ['from the folder that Terraform is started in', 'file("${path.cwd}/terraform/shared/policy.json")'],
    ['joined', 'file(join("/", [path.module, "..", "..", "shared", "policy.json"]))'],
    ['formatted', 'file(format("%s/../../shared/%s.json", path.module, "policy"))'],
    ['in a folder', '[for f in fileset("${path.module}/../../shared", "*") : f]'],
    ['by a pattern that leads up', '[for f in fileset(path.module, "../../shared/*.json") : f]'],
    ['below a folder with a name', 'file("${local.shared}/policy.json")', { [`${NOTICE}/locals.tf`]: 'locals {\n  shared = "${path.module}/../../shared"\n}\n' }],
    ['by a name that begins elsewhere', 'file("${local.begin}icy.json")', { [`${NOTICE}/locals.tf`]: 'locals {\n  begin = "${path.module}/../../shared/pol"\n}\n' }],
    ['in a text that becomes a template', 'templatestring(local.text, {})', { [`${NOTICE}/locals.tf`]: 'locals {\n  text = file("${path.module}/x.tpl")\n}\n', [`${NOTICE}/x.tpl`]: '${file("../../shared/policy.json")}' }],
    ['in a template', 'templatefile("${path.module}/x.tpl", {})', { [`${NOTICE}/x.tpl`]: 'a ${file("../../shared/policy.json")}\n' }],
    ['by a variable with a default', 'file(var.file)', { [`${NOTICE}/variables.tf`]: 'variable "file" {\n  type    = string\n  default = "../../shared/policy.json"\n}\n' }],
    ['in JSON', '1', { [`${NOTICE}/own.tf.json`]: '{"locals": {"policy": "${file(\\"../../shared/policy.json\\")}"}}' }],
    ['in an override', '1', { [`${NOTICE}/override.tf`]: 'resource "terraform_data" "notice" {\n  input = file("../../shared/policy.json")\n}\n' }],
  ];
  // Of these nobody can tell which files they read, so that every one counts.
  const anywhere: typeof inModules = [
    ['below a folder that is put together', 'file("${local.shared}/../shared/policy.json")', { [`${NOTICE}/locals.tf`]: 'locals {\n  shared = "${path.module}/../../shared"\n}\n' }],
    ['above a folder', 'file("${dirname(dirname(path.module))}/shared/policy.json")'],
    ['above an absolute folder', 'file("${local.root}/shared/policy.json")', { [`${NOTICE}/locals.tf`]: 'locals {\n  root = "${abspath(path.module)}/../.."\n}\n' }],
    ['by parts that lead up', 'file("${path.module}/${local.up}/${local.up}/shared/policy.json")', { [`${NOTICE}/locals.tf`]: 'locals {\n  up = ".."\n}\n' }],
    ['by a list of parts', 'file(join("/", concat([path.module], local.parts)))', { [`${NOTICE}/locals.tf`]: 'locals {\n  parts = ["..", "..", "shared", "policy.json"]\n}\n' }],
    ['in a way that nobody can tell', 'file(replace(path.module, "modules/notice", "shared/policy.json"))'],
    ['by a path from another file', 'file(yamldecode(file("${path.module}/paths.yaml")).policy)', { [`${NOTICE}/paths.yaml`]: 'policy: ../../shared/policy.json\n' }],
    ['by paths from another file, one after the other', '[for f in local.paths : file(f)]', { [`${NOTICE}/locals.tf`]: 'locals {\n  paths = yamldecode(file("${path.module}/paths.yaml"))\n}\n', [`${NOTICE}/paths.yaml`]: '- ../../shared/policy.json\n' }],
  ];
  const inRootModules: Array<[what: string, declare: Case['declare'], more?: Files]> = [
    ['in an input', (network, named) => new Module(network, 'own', { source: named(NOTICE), inputs: { file: named('../../shared/policy.json') } })],
    ['in a call of a function', (network, named) => new Module(network, 'own', { source: named(NOTICE), inputs: { file: Hcl.call('file', named('../../shared/policy.json')) } })],
    ['in a raw block', (network, named) => network.addBlock(new HclBlock('locals', [], { file: Hcl.raw(named('file("${path.root}/../../shared/policy.json")')) }))],
    ['in the default of a variable', (network, named) => network.addVariable('file', { description: 'A file', defaultValue: named('../../shared/policy.json') })],
    ['in the values of variables', () => undefined, { 'terraform/dev/network/own.auto.tfvars': 'file = "../../shared/policy.json"\n', 'terraform/prod/network/terraform.tfvars.json': '{"file": "../../shared/policy.json"}' }],
  ];
  let cases: Cases;
  let reasons: Array<Record<string, string[]>>;
  beforeAll(() => {
    cases = new Cases([
      ...[...anywhere, ...inModules].map(([, input, more = {}]) => calling({ ...notice(input), ...more, [file]: '{"a":1}', 'terraform/shared-not/x': '' })),
      ...inRootModules.map(([, declare, more = {}]) => ({
        files: { ...notice('file(var.file)'), [`${NOTICE}/variables.tf`]: 'variable "file" {\n  type    = string\n  default = "x"\n}\n', ...more, [file]: '{"a":1}' },
        declare,
      })),
    ]);
    reasons = cases.affectedAtOnce([...anywhere, ...inModules, ...inRootModules].map(() => ({ [file]: '{"a": 1}' })));
  });

  test.each([...inModules, ...inRootModules].map(([what], n) => [what, anywhere.length + n] as const))('%s', (_, n) => {
    expect(reasons[n]).toEqual(affectedBy(file));
  });

  test.each(anywhere.map(([what], n) => [what, n] as const))('%s', (_, n) => {
    expect(cases.affected(n, { [file]: '{"a":  1}' })).toEqual(NETWORKS);
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

  const rows: Array<[what: string, files: Files, declare: Case['declare'], affected: string[]]> = [
    ['a raw block', {}, (network, named) => network.addBlock(new HclBlock('module', ['o'], { source: named('../../modules/outer') })), NETWORKS],
    ['a raw block with another argument that is computed', { 'terraform/modules/outer/variables.tf': 'variable "x" {}\n' }, (network, named) => {
      network.addBlock(new HclBlock('module', ['o'], { source: named('../../modules/outer'), x: network.addVariable('x', { description: 'x' }) }));
    }, NETWORKS],
    ['a raw block in one environment', {}, (network, named, project) => network.addBlock(new HclBlock('module', ['o'], { source: named('../../modules/outer') }), project.environments.slice(0, 1)), [NETWORKS[0]]],
    ['JSON beside the generated files', { 'terraform/dev/network/own.tf.json': '{"module": {"o": {"source": "../../modules/outer"}}}' }, () => undefined, [NETWORKS[0]]],
    ['a list in JSON', { 'terraform/dev/network/own.tf.json': '{"module": [{"o": [{"source": "../../modules/outer"}]}]}' }, () => undefined, [NETWORKS[0]]],
    ['an override', {
      'terraform/modules/plain/main.tf': 'locals {\n  a = 1\n}\n',
      'terraform/dev/network/own.tf': 'module "o" {\n  source = "../../modules/plain"\n}\n',
      'terraform/dev/network/main_override.tf': 'module "o" {\n  source = "../../modules/outer/"\n}\n',
    }, () => undefined, [NETWORKS[0]]],
    ['backslashes', { 'terraform/dev/network/own.tf': 'module "o" {\n  source = "..\\\\..\\\\modules\\\\outer"\n}\n' }, () => undefined, [NETWORKS[0]]],
    ['a path that goes around', { 'terraform/dev/network/own.tf': 'module "o" {\n  source = "./../network/../../modules//outer"\n}\n' }, () => undefined, [NETWORKS[0]]],
  ];
  let reasons: Array<Record<string, string[]>>;
  beforeAll(() => {
    reasons = new Cases(rows.map(([, files, declare]) => ({ files: { ...OUTER, ...files }, declare }))).affectedAtOnce(rows.map(() => INNER));
  });

  test.each(rows.map(([what, , , affected], n) => [what, affected, n] as const))('%s', (_, affected, n) => {
    expect(reasons[n]).toEqual(Object.fromEntries(affected.map((dir) => [dir, ['terraform/modules/inner/main.tf changed']])));
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

  const rows: Array<[what: string, files: Files, config: unknown]> = [
    ['in a raw block', {}, { ...BUCKET, prefix: 'dev/other' }],
    ['in part', {}, { ...BUCKET, prefix: Hcl.raw('"${var.environment}/other"') }],
    ['with another argument that is computed', {}, { bucket: Hcl.raw('var.bucket'), prefix: 'dev/other' }],
    ['in a merged object', {}, Hcl.raw('merge(local.bucket, { prefix = "dev/other" })')],
    ['in JSON', { 'terraform/dev/network/own.tf.json': '{"data": {"terraform_remote_state": {"x": {"backend": "cos", "config": {"prefix": "dev/other"}}}}}' }, undefined],
    ['in a module', { 'terraform/dev/network/own.tf': 'module "s" {\n  source = "../../modules/plain"\n}\n', 'terraform/modules/plain/main.tf': 'data "terraform_remote_state" "x" {\n  backend = "cos"\n  config  = { prefix = "dev/other" }\n}\n' }, undefined],
  ];
  let cases: Cases;
  beforeAll(() => {
    cases = new Cases(rows.map(([, files, config]) => ({
      files: { ...NAMES, ...files },
      declare: (network) => (config === undefined ? undefined : network.addBlock(state(config))),
    })));
  });

  test.each(rows.map(([what], n) => [what, n] as const))('%s', (_, n) => {
    expect(cases.graphOf(n)[0].dependsOn).toEqual(['other']);
    expect(cases.affected(n, { 'terraform/dev/other/x.tf': `locals {\n  a = ${n}\n}\n` })).toEqual(['terraform/dev/other', 'terraform/dev/network']);
  });
});

describe('the graph of the base', () => {
  let whole: string;
  let history: GitHistory;
  beforeAll(() => {
    const { outdir } = new OwnEstate().synth();
    whole = read(outdir, '.projen/graph.json');
    history = new GitHistory(outdir);
  });

  test.each([
    ['has conflict markers', (graph: string) => `<<<<<<< HEAD\n${graph}=======\n${graph}>>>>>>> other\n`, 'it has conflict markers'],
    ['is garbage', () => '\0garbage', 'Unexpected token'],
    ['is of no form', () => '{"rootModules": [null], "environments": [{"name": "dev"}]}', ''],
    ['is a number', () => '7', ''],
    ['names what it does not have', () => '{"rootModules": [{"name": "a", "dir": "a", "dependsOn": ["b"], "moduleDirs": []}], "environments": [{"name": "dev"}]}', ''],
  ])('%s: everything is affected, and the head is what it is mended with', (_, broken, fault) => {
    history.commit({ '.projen/graph.json': broken(whole) });
    expect(history.run(['--base', 'HEAD~1'])).toMatchObject({ status: 1, stderr: expect.stringContaining(`affected: HEAD has no .projen/graph.json that this script can read (${fault}`) });
    history.commit({ '.projen/graph.json': whole, 'x.json': '{"a": 1}' });
    const { rootModules, removed } = history.affected();
    expect(rootModules.map(({ dir }) => dir).sort()).toEqual(['dev', 'prod'].flatMap((name) => ['network', 'other'].map((root) => `terraform/${name}/${root}`)));
    expect(rootModules[0].reasons).toEqual([expect.stringContaining(`the .projen/graph.json of HEAD~1 cannot be read (${fault}`)]);
    expect(removed).toEqual([]);
    expect(history.run(['--base', 'HEAD~1', '--why'])).toMatchObject({ status: 0, stdout: expect.stringContaining('cannot be read') });
  });
});
