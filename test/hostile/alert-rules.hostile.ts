import * as fs from 'fs';
import * as path from 'path';
import * as fc from 'fast-check';
import { parse } from 'yaml';
import { hostileText } from './hostile-values';
import type { WatchedService } from '../../src/kubernetes/workloads/deployment/watch/service-facts';
import type { RuleFile } from '../../src/operations/monitoring/alert-rules';
import { yamlText } from '../../src/synth/files/yaml-text';
import { rulesOf, testsOf } from '../operations/monitoring/sample-service';
import { describeWithTool, runTool } from '../real-tool';
import { temporaryDirectory } from '../synth/test-project';

interface Names {
  readonly service: string;
  readonly namespaces: readonly string[];
}

const names: fc.Arbitrary<Names> = fc.record({ service: hostileText, namespaces: fc.uniqueArray(hostileText, { minLength: 1, maxLength: 3 }) });

function monitored({ service, namespaces }: Names): WatchedService {
  const objective = { availability: 0.999, latencyMilliseconds: 250 };
  return { name: service, environments: namespaces.map((namespace) => ({ namespace, minReplicas: 2, maxReplicas: 3, objective })) };
}

function fileOf(given: Names): string {
  return yamlText(rulesOf(monitored(given), (alert) => `https://example.com/${given.service}/${alert}`));
}

function namedRules(given: Names): RuleFile['groups'][number]['rules'][number][] {
  return (parse(fileOf(given), { strict: true }) as RuleFile).groups.flatMap(({ rules }) => [...rules]);
}

/** One label matcher of PromQL. */
const MATCHER = /([a-z_]+)=(~?)"((?:[^"\\\n]|\\[\\"n])*)"/g;

/** The label matchers of an expression with all values that they accept, and what is left of it without them. */
function matchersOf(expr: string): { readonly values: ReadonlyArray<readonly [label: string, accepted: readonly string[]]>; readonly rest: string } {
  const values: Array<readonly [string, readonly string[]]> = [];
  const rest = expr.replace(MATCHER, (_, label: string, regex: string, quoted: string) => {
    const text = quoted.replace(/\\(.)/g, (__, escape: string) => (escape === 'n' ? '\n' : escape));
    // The pattern of a status that is a fault is none of the given names.
    values.push([label, regex === '' || text === '5..' ? [text] : alternatives(text)]);
    return `${label}=`;
  });
  return { values, rest };
}

/** What a regular expression accepts that is nothing but literals between bars. */
function alternatives(regex: string): string[] {
  expect(regex).toMatch(/^(?:\\[\\.+*?()|[\]{}^$]|[^\\.+*?()[\]{}^$])*$/u);
  return regex.split(/(?<=(?:^|[^\\])(?:\\\\)*)\|/).map((literal) => literal.replace(/\\(.)/g, '$1'));
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

const plain = namedRules({ service: 'SERVICE', namespaces: ['NAMESPACE'] });

test('each expression is that of plain names, and its matchers have exactly the names', () => {
  fc.assert(fc.property(names, (given) => {
    const accepted: Readonly<Record<string, readonly string[]>> = { SERVICE: [given.service], NAMESPACE: given.namespaces };
    namedRules(given).forEach((rule, index) => {
      const { values, rest } = matchersOf(rule.expr);
      const expected = matchersOf(plain[index].expr);
      expect(rest).toBe(expected.rest);
      expect(values).toEqual(expected.values.map(([label, [value]]) => [label, accepted[value] ?? [value]]));
    });
  }), { numRuns: 60 });
});

test.each(['annotations', 'labels'] as const)('%s expand to exactly the names, and to no template of theirs', (part) => {
  fc.assert(fc.property(names, (given) => {
    namedRules(given).forEach((rule, index) => {
      const expectedPart = plain[index];
      if (!('alert' in rule) || !('alert' in expectedPart)) return;
      for (const [key, template] of Object.entries(rule[part])) {
        const expected = expanded(expectedPart[part][key]);
        const { text, actions } = expanded(template);
        expect(actions).toEqual(expected.actions);
        expect(text).toBe(expected.text.replaceAll('SERVICE', () => given.service));
      }
    });
  }), { numRuns: 60 });
});

describeWithTool('promtool', () => {
  test('Prometheus loads rules of hostile names', () => {
    const dir = temporaryDirectory();
    const files = fc.sample(names, { numRuns: 40 }).map((given, index) => {
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

  test('the unit tests of hostile names pass', () => {
    const dir = temporaryDirectory();
    const files = fc.sample(names, { numRuns: 10 }).map((given, index) => {
      // An empty label is none in Prometheus, so that nothing can be told by it.
      const legal = { service: given.service || 'a', namespaces: given.namespaces.map((namespace) => namespace || 'a') };
      const file = path.join(dir, `${index}.rules.test.yaml`);
      fs.writeFileSync(path.join(dir, `${index}.rules.yaml`), fileOf(legal));
      fs.writeFileSync(file, yamlText(testsOf(monitored(legal), `${index}.rules.yaml`)));
      return file;
    });
    const { status, stdout, stderr } = runTool('promtool', ['test', 'rules', ...files]);
    expect(`${stdout}${stderr}`).not.toContain('FAILED');
    expect(status).toBe(0);
    fs.rmSync(dir, { recursive: true });
  });
});
