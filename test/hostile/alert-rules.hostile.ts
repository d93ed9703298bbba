import * as fs from 'fs';
import * as path from 'path';
import * as fc from 'fast-check';
import { parse } from 'yaml';
import { hostileText } from './hostile-values';
import { AlertRule, alertRules, RuleFile } from '../../src/operations/alert-rules';
import { yamlText } from '../../src/synth/yaml-text';
import { describeWithTool, runTool } from '../real-tool';
import { temporaryDirectory } from '../synth/test-project';

interface Names {
  readonly service: string;
  readonly environment: string;
  readonly namespace: string;
}

const names: fc.Arbitrary<Names> = fc.record({ service: hostileText, environment: hostileText, namespace: hostileText });

function fileOf({ service, environment, namespace }: Names): string {
  return yamlText(alertRules({ name: service, environments: [{ environment, namespace, minReplicas: 2, maxReplicas: 3 }] }));
}

function rulesOf(given: Names): AlertRule[] {
  return (parse(fileOf(given), { strict: true }) as RuleFile).groups.flatMap(({ rules }) => [...rules]);
}

/** One label matcher of PromQL. */
const MATCHER = /([a-z_]+)="((?:[^"\\\n]|\\[\\"n])*)"/g;

/** The label matchers of an expression, and what is left of it without their values. */
function matchersOf(expr: string): { readonly values: ReadonlyArray<readonly [label: string, value: string]>; readonly rest: string } {
  const values: Array<readonly [string, string]> = [];
  const rest = expr.replace(MATCHER, (_, label: string, text: string) => {
    values.push([label, text.replace(/\\(.)/g, (__, escape: string) => (escape === 'n' ? '\n' : escape))]);
    return `${label}=`;
  });
  return { values, rest };
}

const OPENING = '{{"{{"}}';

/** What Prometheus makes of a template whose only action prints two braces; other actions stay as they are. */
function expanded(template: string): { readonly text: string; readonly actions: string[] } {
  const actions: string[] = [];
  const text = template.split(OPENING).map((part) => {
    actions.push(...part.match(/\{\{[^]*?(\}\}|$)/g) ?? []);
    return part;
  }).join('{{');
  return { text, actions };
}

const NAMES: Names = { service: 'SERVICE', environment: 'ENVIRONMENT', namespace: 'NAMESPACE' };
const plain = rulesOf(NAMES);

function named(text: string, given: Names): string {
  return text.replace(/SERVICE|ENVIRONMENT|NAMESPACE/g, (name) => given[name.toLowerCase() as keyof Names]);
}

test('each expression is that of plain names, and its matchers have exactly the names', () => {
  fc.assert(fc.property(names, (given) => {
    rulesOf(given).forEach((rule, index) => {
      const { values, rest } = matchersOf(rule.expr);
      const expected = matchersOf(plain[index].expr);
      expect(rest).toBe(expected.rest);
      expect(values).toEqual(expected.values.map(([label, value]) => [label, named(value, given)]));
    });
  }), { numRuns: 60 });
});

test.each(['annotations', 'labels'] as const)('%s expand to exactly the names, and to no template of theirs', (part) => {
  fc.assert(fc.property(names, (given) => {
    rulesOf(given).forEach((rule, index) => {
      for (const [key, template] of Object.entries(rule[part])) {
        const expected = expanded(plain[index][part][key]);
        const { text, actions } = expanded(template);
        expect(actions).toEqual(expected.actions);
        expect(text).toBe(named(expected.text, given));
      }
    });
  }), { numRuns: 60 });
});

describeWithTool('promtool', () => {
  test('Prometheus loads rules of hostile names', () => {
    const dir = temporaryDirectory();
    const files = fc.sample(names, { numRuns: 40, seed: 20260904 }).map((given, index) => {
      const file = path.join(dir, `${index}.rules.yaml`);
      fs.writeFileSync(file, fileOf(given));
      return file;
    });
    const { status, stdout, stderr } = runTool('promtool', ['check', 'rules', '--lint=none', ...files]);
    expect(stderr).toBe('');
    expect(stdout.match(/SUCCESS: \d+ rules found/g)).toHaveLength(files.length);
    expect(status).toBe(0);
    fs.rmSync(dir, { recursive: true });
  });
});
