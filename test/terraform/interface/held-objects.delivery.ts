import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as fc from 'fast-check';
import { HeldObjects, heldIn } from '../../../src/terraform/interface/held-objects';
import { ModuleObjectsReader } from '../../../src/terraform/interface/module-objects';
import { addressText, parseAddress } from '../../../src/terraform/interface/object-address';
import { vanishedObjects } from '../../../src/terraform/state/held-changes';
import { describeWithTool, runTool } from '../../real-tool';
import { temporaryDirectory } from '../../synth/test-project';

/** What Terraform makes of a configuration takes a second or two. */
const SAMPLES = Number(process.env.FEIYUE_HELD_OBJECTS ?? 12);

const MODULES = {
  'm/one/main.tf': 'resource "terraform_data" "x" {}\n',
  'm/two/main.tf': 'resource "terraform_data" "x" {\n  count = 1\n}\n\nmodule "in" {\n  source   = "../one"\n  for_each = { k = 1 }\n}\n\nmoved {\n  from = terraform_data.old\n  to   = terraform_data.x\n}\n',
  'm/old/main.tf': 'resource "terraform_data" "old" {}\n',
};

/** Moves that Terraform does not make, since something stands there when they begin. */
const BLOCKED: ReadonlyArray<[Configuration, Configuration, Array<[string, string] | [string]>]> = [
  [{ calls: { c: ['one', 'none'], b: ['old', 'none'] }, resources: {} }, { calls: { b: ['one', 'none'] }, resources: {} }, [['module.c', 'module.b']]],
  [{ calls: { c: ['one', 'none'], b: ['old', 'none'] }, resources: {} }, { calls: { b: ['one', 'none'] }, resources: {} }, [['module.b[0]', 'module.b'], ['module.c', 'module.b[0]']]],
  [{ calls: {}, resources: { r: 'none', s: 'none' } }, { calls: { a: ['one', 'none'] }, resources: {} }, [['terraform_data.r', 'terraform_data.s'], ['terraform_data.s', 'module.a.terraform_data.x']]],
];

const REPETITIONS = { none: '', count: '  count = 1\n', each: '  for_each = { k = 1 }\n' } as const;
type Repetition = keyof typeof REPETITIONS;

interface Configuration {
  readonly calls: Readonly<Record<string, readonly [module: string, repetition: Repetition]>>;
  readonly resources: Readonly<Record<string, Repetition>>;
}

const repetition = fc.constantFrom<Repetition[]>('none', 'none', 'count', 'each');
const configuration: fc.Arbitrary<Configuration> = fc.record({
  calls: fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.tuple(fc.constantFrom('one', 'two', 'old'), repetition), { maxKeys: 3 }),
  resources: fc.dictionary(fc.constantFrom('r', 's'), repetition, { maxKeys: 2 }),
});
const place = fc.constantFrom('module.a', 'module.b', 'module.c', 'terraform_data.r', 'terraform_data.s', 'module.a["k"]', 'module.b[0]', 'terraform_data.r["k"]', 'terraform_data.s[0]', 'module.a.terraform_data.x');
const statement = fc.oneof({ weight: 4, arbitrary: fc.tuple(place, place) }, { weight: 1, arbitrary: fc.tuple(fc.constantFrom('module.a', 'module.b', 'terraform_data.r')) });

function text({ calls, resources }: Configuration, statements: ReadonlyArray<readonly string[]>): string {
  return [
    ...Object.entries(calls).map(([id, [module, each]]) => `module "${id}" {\n  source = "./m/${module}"\n${REPETITIONS[each]}}\n`),
    ...Object.entries(resources).map(([name, each]) => `resource "terraform_data" "${name}" {\n${REPETITIONS[each]}}\n`),
    ...statements.map(([from, to]) => (to === undefined ? `removed {\n  from = ${from}\n  lifecycle {\n    destroy = false\n  }\n}\n` : `moved {\n  from = ${from}\n  to   = ${to}\n}\n`)),
  ].join('\n');
}

function terraform(cwd: string, ...args: string[]) {
  return runTool('terraform', args, { cwd, env: { TF_CLI_CONFIG_FILE: '', CHECKPOINT_DISABLE: '1' } });
}

/** What the ledger says of a configuration in which every resource holds data. */
function objects(cwd: string, main: string): HeldObjects {
  const module = new ModuleObjectsReader((dir) => join(cwd, dir)).rootModule('.', new Map([['main.tf', main]]), new Map());
  return new HeldObjects(module, heldIn(module, () => true).sort());
}

describeWithTool('terraform', () => {
  test('what is said to vanish is what Terraform would destroy, whatever is moved, removed, repeated or called otherwise', () => {
    const cwd = temporaryDirectory();
    for (const [file, content] of Object.entries(MODULES)) {
      mkdirSync(dirname(join(cwd, file)), { recursive: true });
      writeFileSync(join(cwd, file), content);
    }
    let compared = 0;
    fc.assert(fc.property(configuration, configuration, fc.array(statement, { maxLength: 3 }), (before, after, statements) => {
      rmSync(join(cwd, 'terraform.tfstate'), { force: true });
      writeFileSync(join(cwd, 'main.tf'), text(before, []));
      expect(terraform(cwd, 'init', '-input=false')).toMatchObject({ status: 0 });
      expect(terraform(cwd, 'apply', '-auto-approve', '-input=false')).toMatchObject({ status: 0 });
      const { holds } = objects(cwd, text(before, []));
      const main = text(after, statements);
      writeFileSync(join(cwd, 'main.tf'), main);
      // What Terraform refuses, nobody has to judge.
      if (terraform(cwd, 'init', '-input=false').status !== 0 || terraform(cwd, 'plan', '-input=false', '-out=plan').status !== 0) return;
      compared++;
      const plan = JSON.parse(terraform(cwd, 'show', '-json', 'plan').stdout) as { resource_changes?: Array<{ address: string; previous_address?: string; change: { actions: string[] } }> };
      const destroyed = (plan.resource_changes ?? []).filter(({ change: { actions } }) => actions.includes('delete'))
        .map(({ address, previous_address: previous }) => addressText(parseAddress(previous ?? address)!));
      expect(vanishedObjects(holds, objects(cwd, main)).map(({ recorded }) => recorded).sort()).toEqual([...new Set(destroyed)].sort());
    }), { numRuns: SAMPLES, examples: [...BLOCKED] });
    expect(compared).toBeGreaterThan(0);
  });
});
