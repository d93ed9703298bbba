import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { Convention, PlanPolicy, PolicySeverity } from '../../src';
import type { Workflow } from '../../src/ci/github/workflow';
import { DefaultEstate, emptyProject } from '../default-estate';
import { refused } from '../hostile/refusal';
import { read, temporaryDirectory, write } from '../synth/test-project';

const PLAN = '.github/workflows/terraform-plan.yml';

/** The default estate with policies, as it is written. */
function synthesised(outdir: string, declare: (estate: DefaultEstate) => void, options = {}): string {
  const estate = new DefaultEstate({ outdir, ...options });
  declare(estate);
  estate.project.synth();
  return outdir;
}

test('each policy is a file with its rule and one with its tests', () => {
  const dir = synthesised(temporaryDirectory(), ({ project }) => {
    project.addPolicy('no-destroy', PlanPolicy.noDestroy());
    project.addPolicy('tags', PlanPolicy.requiredTags(['owner'], { severity: PolicySeverity.WARN }));
  });
  expect(read(dir, 'policies/plan/no-destroy.rego')).toMatch(/^# .*\n\n# Nothing that holds data[^]*\npackage plan\.no_destroy\n[^]*"tencentcloud_redis_instance",\n[^]*\ndeny contains violation if \{/);
  expect(read(dir, 'policies/plan/tags.rego')).toMatch(/\nwarn contains violation if \{/);
  expect(read(dir, 'policies/plan/tags_test.rego')).toContain('\npackage plan.tags\n');
  expect(read(dir, '.gitattributes')).toContain('/policies/plan/tags_test.rego linguist-generated\n');
  expect(JSON.parse(read(dir, 'ops/scripts/policies.json'))).toEqual({ plan: 'policies/plan' });
});

test('the folders are those of the convention', () => {
  const dir = synthesised(temporaryDirectory(), ({ project }) => project.addPolicy('no-destroy', PlanPolicy.noDestroy()), { convention: Convention.PICASSO });
  expect(existsSync(join(dir, 'policies/plan/no-destroy.rego'))).toBe(true);
  expect(existsSync(join(dir, 'utils/check-policies.sh'))).toBe(true);
});

test('a rule of one’s own is written once, and stays as it is then changed', () => {
  const outdir = temporaryDirectory();
  const declare = ({ project }: DefaultEstate) => { project.addPolicy('naming', PlanPolicy.rego('package plan.naming\n')); };
  synthesised(outdir, declare);
  expect(read(outdir, 'policies/plan/naming.rego')).toBe('package plan.naming\n');
  write(outdir, 'policies/plan/naming.rego', 'package plan.naming # mine\n');
  synthesised(outdir, declare);
  expect(read(outdir, 'policies/plan/naming.rego')).toBe('package plan.naming # mine\n');
});

describe('the workflow', () => {
  const without = synthesised(temporaryDirectory(), () => undefined);
  const withPolicy = synthesised(temporaryDirectory(), ({ project }) => project.addPolicy('no-destroy', PlanPolicy.noDestroy()));
  const { jobs } = parse(read(withPolicy, PLAN)) as Workflow;

  test('knows nothing of policies while there are none', () => {
    expect(read(without, PLAN)).not.toMatch(/polic|conftest|allow/i);
    for (const path of ['policies', 'ops/scripts/policies.json', 'ops/scripts/conftest.sh']) expect(existsSync(join(without, path))).toBe(false);
  });

  test('tests them, without an identity, and waits for that', () => {
    expect(jobs.policies.permissions).toEqual({ contents: 'read' });
    expect(jobs.gate.needs).toContain('policies');
  });

  test('holds each plan against them, with what the commits allow', () => {
    const step = jobs.plan.steps.find(({ name }) => name === 'Plan')!;
    expect(step).toMatchObject({ env: { ALLOWED_DESTRUCTIONS: '${{ needs.detect.outputs.allowed-destructions }}' }, run: expect.stringContaining('--check-policies') });
    expect(jobs.detect.outputs).toMatchObject({ 'allowed-destructions': '${{ steps.allowances.outputs.allowed-destructions }}' });
  });

  test('of a deployment and of drift stay as they are', () => {
    for (const file of ['deploy-dev.yml', 'drift.yml']) expect(read(withPolicy, `.github/workflows/${file}`)).toBe(read(without, `.github/workflows/${file}`));
  });
});

describe('a mistake', () => {
  const problemsOf = (name: string, policy: PlanPolicy): string => {
    const project = emptyProject();
    return refused(project.outdir, () => {
      project.addEnvironment('dev');
      project.addPolicy(name, policy);
      return project;
    }).join('\n');
  };

  test.each<[string, PlanPolicy, RegExp]>([
    ['8tags', PlanPolicy.noDestroy(), /policy\.test\.ts:\d+ +policy "8tags" does not begin with a letter.*such as "no-8tags"/],
    ['default', PlanPolicy.noDestroy(), /policy "default" is a word of the language Rego/],
    ['a/b', PlanPolicy.noDestroy(), /policy "a\/b" is not a DNS-1123 label/],
    ['../up', PlanPolicy.rego(), /policy "..\/up" is not a DNS-1123 label/],
    ['tags', PlanPolicy.requiredTags([]), /policy "tags" requires no tag: name at least one/],
    ['tags', PlanPolicy.requiredTags(['a\nb', '']), /requires the tag "a\\nb", which no resource can have[^]*requires the tag ""/],
    ['regions', PlanPolicy.allowedRegions(['ap-shanghai']), /policy "regions" would deny what runs in ap-guangzhou.*Add "ap-guangzhou"/],
    ['regions', PlanPolicy.allowedRegions([]), /policy "regions" would deny what runs in ap-guangzhou.*allowed is nothing/],
    ['regions', PlanPolicy.allowedRegions(['ap-guangzhou', '"] }']), /policy "regions" allows the region "\\"\] \}", which is not the name of one/],
  ])('in policy %j is told', (name, policy, message) => {
    expect(problemsOf(name, policy)).toMatch(message);
  });

  test('is to declare a name twice', () => {
    const project = emptyProject();
    expect(refused(project.outdir, () => {
      project.addPolicy('tags', PlanPolicy.requiredTags(['a']));
      project.addPolicy('tags', PlanPolicy.requiredTags(['b']));
      return project;
    }).join('\n')).toMatch(/policy "tags" is declared twice/);
  });
});
