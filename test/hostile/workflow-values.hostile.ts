import * as fs from 'fs';
import * as path from 'path';
import * as fc from 'fast-check';
import { parse } from 'yaml';
import { hostileText } from './hostile-values';
import { DependencyGraph, EnvironmentNode } from '../../src/ci/dependency-graph';
import { deployWorkflow } from '../../src/ci/github/deploy-workflow';
import { driftWorkflow } from '../../src/ci/github/drift-workflow';
import { TencentLogin } from '../../src/ci/github/tencent-login';
import { terraformPlanWorkflow } from '../../src/ci/github/terraform-plan-workflow';
import { workflowComment, workflowSpacing } from '../../src/ci/github/workflow-layout';
import { yamlText } from '../../src/synth/files/yaml-text';
import { describeWithTool, runTool } from '../real-tool';
import { temporaryDirectory } from '../synth/test-project';

/** Stands for each name in the workflows that the others are compared with. */
const NAME = 'zqx';

/** The workflows of an estate in which everything that has a name is called the same, as they are on the disk. */
function workflowsOf(name: string): string[] {
  const environment: EnvironmentNode = {
    name,
    isProtected: true,
    rootModules: [{ name, dir: name, dependsOn: [], moduleDirs: [name], providers: [name] }],
    overlay: { dir: name, namespace: name, workloads: [name], prunes: true },
    kubeconfig: { rootModule: name, output: name, publicOutput: name },
  };
  // The name of a protected environment is the id of a job, too, which no other than a label can be.
  const planned = [{ ...environment, isProtected: false }, { ...environment, name: 'prod' }];
  const login = new TencentLogin({ projectName: name, region: name, accountUin: name });
  const common = { graph: new DependencyGraph(planned), terraformVersion: '1.11.4', login, scriptsDir: name, defaultBranch: 'main' };
  const deploy = deployWorkflow({ ...common, graph: new DependencyGraph([environment]), environment: name, path: name });
  const workflows = [terraformPlanWorkflow(common), driftWorkflow(common), deploy];
  return workflows.map((workflow) => yamlText(workflow!, { comments: workflowComment, spaceBetween: workflowSpacing }));
}

type Data = string | number | boolean | null | readonly Data[] | { readonly [key: string]: Data };

/** The same data with every string in it, keys included, turned into another. */
function mapStrings(data: Data, turn: (text: string) => string): Data {
  if (typeof data === 'string') return turn(data);
  if (Array.isArray(data)) return data.map((item: Data) => mapStrings(item, turn));
  if (typeof data !== 'object' || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [turn(key), mapStrings(value as Data, turn)]));
}

/** What GitHub takes for an expression: its strings are in single quotes, and may hold anything. */
const EXPRESSION = /\$\{\{((?:'(?:[^']|'')*'|[^'])*?)\}\}/g;

function expressionsOf(texts: readonly string[]): Set<string> {
  const found = new Set<string>();
  for (const text of texts) {
    mapStrings(parse(text) as Data, (value) => {
      for (const [, expression] of value.matchAll(EXPRESSION)) found.add(expression.trim());
      return value;
    });
  }
  return found;
}

/** Evaluates the expressions that are nothing but a string; an opening that is left over is an error of GitHub's. */
function evaluated(text: string): string {
  return text.replace(EXPRESSION, (whole, expression: string) => /^\s*'((?:[^']|'')*)'\s*$/.exec(expression)?.[1].replaceAll("''", "'") ?? whole);
}

const plain = workflowsOf(NAME);
const known = expressionsOf(plain);
const LITERAL = "'${{'";

test('whatever names there are, GitHub reads exactly them, no expression of theirs is evaluated, and no script holds one', () => {
  fc.assert(fc.property(hostileText, (name) => {
    const hostile = workflowsOf(name);
    for (const expression of expressionsOf(hostile)) expect([...known, LITERAL]).toContain(expression);
    hostile.forEach((text, index) => {
      const expected = mapStrings(parse(plain[index]) as Data, (value) => value.replaceAll(NAME, () => name));
      const read = mapStrings(parse(text, { strict: true, uniqueKeys: true }) as Data, evaluated);
      expect(read).toEqual(expected);
      expect(scriptsOf(text)).toEqual(scriptsOf(plain[index]));
    });
  }), { numRuns: 40 });
});

test('the test sees an expression that is not escaped', () => {
  const unescaped = plain.map((text) => text.replace(`Deploy ${NAME}`, 'Deploy ${{ secrets.GITHUB_TOKEN }}'));
  expect([...expressionsOf(unescaped)].filter((expression) => !known.has(expression))).toEqual(['secrets.GITHUB_TOKEN']);
});

interface Steps {
  readonly jobs: Readonly<Record<string, { readonly steps: ReadonlyArray<{ readonly run?: string }> }>>;
}

function scriptsOf(text: string): string[] {
  return Object.values((parse(text) as Steps).jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => (run === undefined ? [] : [run])));
}

describeWithTool('actionlint', () => {
  test('actionlint finds nothing in workflows of hostile names', () => {
    const dir = temporaryDirectory();
    const files = fc.sample(hostileText.filter((name) => name !== ''), { numRuns: 12 }).flatMap((name, number) => workflowsOf(name).map((text, index) => {
      const file = path.join(dir, `${number}-${index}.yml`);
      fs.writeFileSync(file, text);
      return file;
    }));
    // The scripts are those of every other estate; their own test gives them to shellcheck.
    expect(runTool('actionlint', ['-no-color', '-shellcheck=', '-pyflakes=', ...files])).toEqual({ status: 0, stdout: '', stderr: '' });
    fs.rmSync(dir, { recursive: true });
  });
});
