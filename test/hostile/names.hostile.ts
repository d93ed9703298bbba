import * as fc from 'fast-check';
import { hostileText } from './hostile-values';
import { refused } from './refusal';
import { AccessLevel, FeiyueProject, Module, PlanPolicy, RootModule, tencent } from '../../src';
import { inertName } from '../../src/text/inert';
import { emptyProject } from '../default-estate';
import { read, write } from '../synth/test-project';

/** Names that are wrong for a folder, a state, a namespace or an object in Kubernetes. */
const WRONG = [
  '', ' ', '.', '..', '../up', '/etc', 'a/b', 'a\\b', 'C:', 'dot.', 'space ', 'two words', 'UPPER', '-dash', 'dash-', 'under_score', 'é', 'e\u0301', 'a\nb', 'a\0b',
  'a'.repeat(64), 'con', 'nul', 'aux', 'com1', 'lpt9', '$(id)', '${{ github.token }}', '{{ .X }}', '*', '!a', '#a', '"', '__proto__', 'half\ud83c',
];

/** How names are declared, and how a report about one begins. */
const KINDS: Readonly<Record<string, (project: FeiyueProject, name: string, index: number) => unknown>> = {
  'environment': (project, name) => project.addEnvironment(name),
  'root module': (project, name) => project.addRootModule(name),
  'service': (project, name) => project.addService(name, { port: 8080 }),
  'policy': (project, name) => project.addPolicy(name, PlanPolicy.noDestroy()),
  'access': (project, name) => project.addAccess(name, { subjects: [], level: AccessLevel.VIEW, environments: project.environments }),
  'namespace': (project, name, index) => project.addEnvironment(`test-${index}`, { namespace: name }),
};

/** The problems of an estate that declares all of these names. */
function problemsOf(kind: string, names: readonly string[]): string {
  const project = emptyProject();
  return refused(project.outdir, () => {
    project.addEnvironment('dev');
    names.forEach((name, index) => KINDS[kind](project, name, index));
    return project;
  }).join('\n');
}

describe.each(Object.keys(KINDS))('%s', (kind) => {
  test('an illegal name is refused at the place that gives it', () => {
    const problems = problemsOf(kind, WRONG);
    for (const name of WRONG) expect(problems).toMatch(new RegExp(`names\\.hostile\\.ts:\\d+ +${kind} ${quoted(name)} (is|has)`));
  });

  test('whatever the name is, it is a DNS label or refused', () => {
    const illegal = hostileText.filter((name) => !/^[a-z0-9-]*$/.test(name));
    fc.assert(fc.property(fc.uniqueArray(illegal, { minLength: 10, maxLength: 20 }), (names) => {
      const problems = problemsOf(kind, names);
      for (const name of names) expect(problems).toContain(`${kind} ${inertName(JSON.stringify(name))} `);
    }), { numRuns: 1 });
  });
});

test('a project of an illegal name is refused', () => {
  for (const name of ['', '../up', 'a\nb', 'con', 'dot.', 'a'.repeat(64)]) {
    const project = emptyProject({ name });
    expect(refused(project.outdir, () => project).join('\n')).toMatch(new RegExp(`default-estate\\.ts:\\d+ +project name ${quoted(name)} is`));
  }
});

function quoted(name: string): string {
  return JSON.stringify(name).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

describe('names that the objects of JavaScript have are names like any other', () => {
  test('of environments, root modules and services', () => {
    const project = emptyProject();
    const environment = project.addEnvironment('constructor');
    new tencent.CosStorage(project.addRootModule('constructor'), 'files');
    project.addService('constructor', { port: 8080 }).override(environment, { imageTag: '1.0.0' });
    expect(() => project.synth()).not.toThrow();
  });

  test('of module calls and their inputs', () => {
    const project = emptyProject();
    project.addEnvironment('dev');
    write(project.outdir, 'terraform/modules/queue/main.tf', 'variable "constructor" {\n  type    = string\n  default = "x"\n}\n\nvariable "__proto__" {\n  type = string\n}\n');
    new Module(project.addRootModule('queue'), 'constructor', { source: 'terraform/modules/queue', inputs: { ['__proto__']: 'given' } });
    project.synth();
    const main = read(project.outdir, 'terraform/dev/queue/main.tf');
    expect(main).toContain('module "constructor" {\n  source    = "../../modules/queue"\n  __proto__ = "given"\n}');
  });
});

describe('what a root module declares', () => {
  /** Declarations that take a Terraform identifier. */
  const DECLARATIONS: Readonly<Record<string, (root: RootModule, name: string) => unknown>> = {
    module: (root, name) => new tencent.CosStorage(root, name),
    output: (root, name) => root.addOutput(name, { value: 1, description: 'x' }),
    variable: (root, name) => root.addVariable(name, { description: 'x' }),
    provider: (root, name) => root.addProvider(name, { source: 'hashicorp/random', version: '~> 3.7' }),
  };

  test.each(Object.entries(DECLARATIONS))('%s: a name that is no identifier is refused', (kind, add) => {
    const names = ['', ' ', '1st', 'a b', 'a.b', 'a"b', 'a\nb', '${a}', '../a', 'é', 'half\ud83c'];
    const project = emptyProject();
    const problems = refused(project.outdir, () => {
      project.addEnvironment('dev');
      const root = project.addRootModule('queue');
      for (const name of names) add(root, name);
      return project;
    });
    for (const name of names) expect(problems.join('\n')).toMatch(new RegExp(`names\\.hostile\\.ts:\\d+ +${kind} ${quoted(name)} is not a`));
  });
});

describe('folder of a module of one\'s own', () => {
  const REASONS = [
    ['..', 'leads out of the project'],
    ['../modules', 'leads out of the project'],
    ['terraform/../../modules', 'leads out of the project'],
    ['terraform\\..\\..\\modules', 'leads out of the project'],
    ['/etc', 'it is absolute'],
    ['\\\\server\\share', 'it is absolute'],
    ['C:\\modules', 'it is absolute'],
    ['C:modules', 'it is absolute'],
    ['', 'empty part'],
    ['.', 'empty part'],
    ['terraform/modules/que?ue', 'contains "?"'],
    ['git::https://example.com/modules', 'contains ":"'],
    ['terraform/modules/absent', 'there is no such folder'],
    ['terraform/modules/queue/main.tf', 'it is a file, not a folder'],
    ['terraform/modules', 'it holds no .tf or .tf.json file'],
  ];

  test.each(REASONS)('%j is refused', (source, reason) => {
    const project = emptyProject();
    project.addEnvironment('dev');
    write(project.outdir, 'terraform/modules/queue/main.tf', 'output "x" { value = 1 }\n');
    const problems = refused(project.outdir, () => {
      new Module(project.addRootModule('queue'), 'jobs', { source });
      return project;
    }).join('\n');
    expect(problems).toMatch(/names\.hostile\.ts:\d+ +module "jobs" cannot use /);
    expect(problems).toContain(reason);
  });
});

test('a reviewer is a team of the repository\'s owner, not Markdown', () => {
  const teams = ['', 'a b', 'owner/team', '@team', 'a`b', 'a\n# b', '[a](b)', '<b>', 'é'];
  const project = emptyProject();
  const problems = refused(project.outdir, () => {
    project.addEnvironment('dev', { reviewers: ['platform', 'my_team-2', ...teams] });
    return project;
  });
  for (const team of teams) expect(problems.join('\n')).toContain(`environment "dev" has the reviewer ${JSON.stringify(team)}`);
  expect(problems).toHaveLength(teams.length);
});

test('the version of Terraform is a version, not an expression of the workflow', () => {
  for (const terraformVersion of ['', 'latest', '1.11', '~> 1.11', '${{ github.token }}', '1.11.4\n', ' 1.11.4']) {
    const project = emptyProject({ terraformVersion });
    expect(refused(project.outdir, () => project).join('\n')).toContain(`terraformVersion ${JSON.stringify(terraformVersion)} `);
  }
  expect(() => emptyProject({ terraformVersion: '1.12.0-rc1' }).synth()).not.toThrow();
});
