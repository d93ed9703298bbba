import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { examine, Examination } from './examination';
import { GitHubStandIn } from './github/github-stand-in';
import type { FeiyueProjectOptions } from '../../src';
import { describeWithTools } from '../ci/github/run-step';
import { emptyProject } from '../default-estate';
import { temporaryDirectory } from '../synth/test-project';

const UIN = '100000000001';
const DOCTOR = 'ops/scripts/doctor.sh';
const NAME = 'Default branch of the estate';

/** `gh api` as far as the script asks it, in a shell: it asks often, and a shell begins at once. */
const GH = `[[ "$1 $2" == "api --method" ]] || exit 9
[[ "\${5:-}" != --input ]] || set -- "$@" --data-binary @-
answer="$(curl --silent --request "$3" --header "Authorization: token \${GH_TOKEN}" "\${@:7}" --write-out '\\n%{http_code}' "\${GITHUB_API_URL}/$4")"
status="\${answer##*$'\\n'}"
printf %s "\${answer%$'\\n'*}"
((status < 300)) || { echo "gh: $(jq --raw-output .message <<< "\${answer%$'\\n'*}") (HTTP \${status})" >&2; exit 1; }
`;

let github: GitHubStandIn;
let directory: string;
let bin: string;

/** An estate with an environment of each kind: free, guarded by reviewers, and guarded by its predecessor alone. */
function synthesise(options: Partial<FeiyueProjectOptions> = {}): string {
  const project = emptyProject(options);
  const dev = project.addEnvironment('dev');
  project.addEnvironment('prod', { promotedFrom: dev, reviewers: ['security', 'platform'] });
  project.addRootModule('network');
  project.synth();
  return project.outdir;
}

async function doctor(words: readonly string[] = [], token = github.issuePersonalToken()): Promise<Examination> {
  return examine(directory, DOCTOR, words, { PATH: `${bin}:${process.env.PATH}`, GITHUB_API_URL: github.url, GH_TOKEN: token });
}

function program(name: string, body: string): void {
  writeFileSync(join(bin, name), `#!/usr/bin/env bash\n${body}\n`);
  chmodSync(join(bin, name), 0o755);
}

/** What is in the repository, to be compared. */
function stateOf({ environments, rulesets, actionSettings }: GitHubStandIn): string {
  return JSON.stringify([[...environments.all], [...rulesets.all], actionSettings.permissions, [...actionSettings.variables]]);
}

function isWrite({ request }: { readonly request: string }): boolean {
  return !request.startsWith('GET ');
}

describeWithTools(['bash', 'curl', 'jq'], () => {
  beforeAll(() => { directory = synthesise(); });
  beforeEach(async () => {
    github = await GitHubStandIn.start();
    for (const team of ['platform', 'security']) github.teams.add(team);
    bin = temporaryDirectory();
    program('gh', GH);
    program('terraform', `[ "$*" = "-chdir=terraform/bootstrap/tencent-cos output -raw account_uin" ] && printf %s ${UIN}`);
  });
  afterEach(async () => github.stop());

  test('of a bare repository everything is missing, and asking changes nothing', async () => {
    const { status, states, output } = await doctor();
    expect(status).toBe(1);
    expect(states.unknown).toEqual([]);
    expect(states.missing.map((line) => /^missing {2}([^:]+):/.exec(line)![1])).toEqual([
      'environment dev', 'environment prod', 'environment prod-plan', 'environment merge_queue',
      'rules of main', 'rules of main', 'rules of main', 'rules of main', 'tags like main', 'token of workflows', 'pull requests by workflows', 'variable TENCENTCLOUD_ACCOUNT_UIN',
    ]);
    expect(output).toContain('What can be set: ops/scripts/doctor.sh --fix\n');
    expect(github.requests.filter(isWrite)).toEqual([]);
  });

  test('it mends a bare repository, and the second time changes nothing', async () => {
    const first = await doctor(['--fix']);
    expect([first.output, first.status]).toEqual([first.output, 0]);
    expect(first.states.missing).toEqual([]);
    expect(first.states.fixed).toHaveLength(12);
    const environments = [...github.environments.all].map(([name, { protection: { reviewers }, policies }]) =>
      [name, policies.map((policy) => policy.name), reviewers?.length]);
    expect(environments).toEqual([
      ['dev', ['main'], 0], ['prod', ['main'], 2], ['prod-plan', [], 2], ['merge_queue', ['gh-readonly-queue/main/*'], 0],
    ]);
    const [ruleset, tags] = github.rulesets.all.values();
    expect(tags).toMatchObject({ target: 'tag', conditions: { ref_name: { include: ['refs/tags/main'] } }, rules: [{ type: 'creation' }, { type: 'update' }] });
    expect(ruleset).toMatchObject({ name: NAME, enforcement: 'active', bypass_actors: [], conditions: { ref_name: { include: ['refs/heads/main'], exclude: [] } } });
    expect(ruleset.rules.map(({ type }) => type)).toEqual(['deletion', 'non_fast_forward', 'pull_request', 'required_status_checks']);
    expect(ruleset.rules[2].parameters).toMatchObject({
      required_approving_review_count: 1, require_code_owner_review: true, dismiss_stale_reviews_on_push: true, require_last_push_approval: true, allowed_merge_methods: ['merge', 'squash'],
    });
    expect(ruleset.rules[3].parameters).toMatchObject({ required_status_checks: ['Terraform', 'Generated files'].map((context) => ({ context, integration_id: 15368 })) });
    expect(github.actionSettings.permissions).toEqual({ default_workflow_permissions: 'read', can_approve_pull_request_reviews: false });
    expect(github.actionSettings.variables.get('TENCENTCLOUD_ACCOUNT_UIN')).toBe(UIN);

    const before = stateOf(github);
    github.requests.length = 0;
    const second = await doctor(['--fix']);
    expect(second.status).toBe(0);
    expect(second.states).toMatchObject({ fixed: [], missing: [], unknown: [] });
    expect(github.requests.filter(isWrite)).toEqual([]);
    expect(stateOf(github)).toBe(before);
  });

  test('what is stricter than declared stays, beside what it adds', async () => {
    await doctor(['--fix']);
    const { environments: { all }, rulesets } = github;
    const [id, ruleset] = [...rulesets.all][0];
    // One of two teams, a time to wait, nobody for himself, no way around; more of the rules; a branch policy where none is asked for.
    const platform = github.teams.add('platform').id;
    const { protection } = all.get('prod')!;
    all.set('prod', { ...all.get('prod')!, protection: { ...protection, reviewers: [{ type: 'Team', id: platform }], wait_timer: 30, prevent_self_review: true, can_admins_bypass: false } });
    github.environments.protect('prod-plan', ['release'], 'platform');
    github.environments.protect('dev', ['main'], 'platform');
    const rules = ruleset.rules.map((rule) => (rule.type === 'pull_request' ? { ...rule, parameters: { ...rule.parameters, required_approving_review_count: 2, required_review_thread_resolution: true } } : rule));
    rulesets.all.set(id, { ...ruleset, rules: [...rules, { type: 'required_signatures' }] });
    const strict = stateOf(github);
    expect((await doctor(['--fix'])).status).toBe(0);
    expect(stateOf(github)).toBe(strict);

    // The same when something else is missing there.
    github.environments.admit('prod', 'feature');
    rulesets.all.set(id, { ...rulesets.all.get(id)!, rules: rulesets.all.get(id)!.rules.filter(({ type }) => type !== 'deletion') });
    const { status, states } = await doctor(['--fix']);
    expect([status, states.fixed.length]).toEqual([0, 2]);
    expect(all.get('prod')).toMatchObject({ policies: [{ name: 'main' }], protection: { reviewers: [{ id: platform }], wait_timer: 30, prevent_self_review: true, can_admins_bypass: false } });
    expect(rulesets.all.get(id)!.rules.map(({ type }) => type).sort()).toEqual(['deletion', 'non_fast_forward', 'pull_request', 'required_signatures', 'required_status_checks']);
    expect(rulesets.all.get(id)!.rules.find(({ type }) => type === 'pull_request')!.parameters).toMatchObject({ required_approving_review_count: 2, required_review_thread_resolution: true });
  });

  test('what is looser is mended: other teams, other branches, and a way around the rules', async () => {
    await doctor(['--fix']);
    const [id, ruleset] = [...github.rulesets.all][0];
    github.environments.protect('prod', ['main', '*'], 'platform', 'everybody');
    github.environments.protect('prod-plan', undefined);
    github.rulesets.all.set(id, { ...ruleset, bypass_actors: [{ actor_id: 4, actor_type: 'RepositoryRole' }, { actor_id: 5, actor_type: 'RepositoryRole' }] });
    const { states } = await doctor();
    expect(states.missing.join('\n')).toContain('Now: "*" may use it too; everybody may approve, who is not declared.');
    expect(states.missing.filter((line) => line.includes('there is no such rule that holds for all'))).toHaveLength(4);
    expect((await doctor(['--fix'])).status).toBe(0);
    expect(github.environments.all.get('prod')).toMatchObject({ policies: [{ name: 'main' }], protection: { reviewers: [{ id: github.teams.add('platform').id }] } });
    expect(github.rulesets.all.get(id)!.bypass_actors).toEqual([{ actor_id: 5, actor_type: 'RepositoryRole' }]);
  });

  test('an environment for plans that lets in no pull request needs no reviewer, and one that lets in more does', async () => {
    github.environments.protect('prod-plan', ['main']);
    expect((await doctor()).states.ok.join('\n')).toContain('environment prod-plan');
    github.environments.protect('prod-plan', ['main', 'refs/pull/*/merge']);
    expect((await doctor()).states.missing.join('\n')).toContain('environment prod-plan: any branch uses it, and one of platform, security approves. Now: nobody has to approve.');
  });

  test('rules of others are left alone, and count when nobody but administrators may pass them; a check that anybody may report does not', async () => {
    const others = github.rulesets.add({
      name: 'ours',
      target: 'branch',
      enforcement: 'active',
      bypass_actors: [],
      conditions: { ref_name: { include: ['refs/heads/main'], exclude: [] } },
      rules: [{ type: 'deletion' }, { type: 'required_status_checks', parameters: { strict_required_status_checks_policy: true, required_status_checks: [{ context: 'Terraform' }] } }],
    });
    const { states } = await doctor();
    expect(states.ok.join('\n')).toContain('rules of main: nobody deletes it');
    expect(states.missing.join('\n')).toContain('"Terraform", "Generated files" are not required of GitHub Actions');
    const before = JSON.stringify(github.rulesets.all.get(others));
    await doctor(['--fix']);
    expect(JSON.stringify(github.rulesets.all.get(others))).toBe(before);
    expect(github.rulesets.all.size).toBe(3);
  });

  test('what cannot be read is not ok, and nobody who may not set anything sets it', async () => {
    await doctor(['--fix']);
    const { status, states } = await doctor(['--fix'], github.issuePersonalToken(false));
    expect(status).toBe(1);
    expect(states.ok.map((line) => /^ok {7}([^:]+):/.exec(line)![1])).toEqual([
      'default branch', 'environment dev', 'environment prod', 'environment prod-plan', 'environment merge_queue', 'code owners', 'variable TENCENTCLOUD_ACCOUNT_UIN',
    ]);
    expect(states.unknown).toHaveLength(7);
    expect(states.unknown.join('\n')).toContain('who may pass the rules is told to administrators of the repository alone');
  });

  test('what needs a person says what to do, and the rest is done', async () => {
    github.teams.all.length = 0;
    github.actionSettings.codeOwnerErrors = [{ path: '.github/CODEOWNERS', line: 1, kind: 'Unknown owner', message: 'Unknown owner on line 1: make sure the team exists\n\n  /a @b' }];
    program('terraform', 'echo "Error: no state" >&2\nexit 1');
    const { status, states: { missing, fixed } } = await doctor(['--fix']);
    expect([status, fixed.length]).toEqual([1, 9]);
    expect(missing.join('\n')).toContain('feiyue has no team platform that you can see');
    expect(missing.join('\n')).toContain('.github/CODEOWNERS:1: Unknown owner: Unknown owner on line 1: make sure the team exists. To do: push the file');
  });

  test('GitHub is not reached, or the repository is an example: nothing is checked, with a status of its own', async () => {
    expect(await doctor([], 'guess')).toMatchObject({ status: 2, output: expect.stringContaining('Bad credentials') as string });
    const own = directory;
    directory = synthesise({ repository: undefined });
    expect(await doctor()).toMatchObject({ status: 2, output: expect.stringContaining("put it there as repository: '<owner>/<name>'") as string });
    directory = own;
  });
});
