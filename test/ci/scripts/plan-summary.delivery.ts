import { spawnSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import * as fc from 'fast-check';
import { anyCharacter } from '../../any-character';

const SCRIPT = resolve(__dirname, '../../../src/ci/scripts/all/plan-summary.mjs');
const LIMIT = 65_536;

interface Report {
  readonly dir: string;
  readonly url: string;
  readonly status: string;
  readonly add?: number;
  readonly change?: number;
  readonly destroy?: number;
  readonly destroyed?: readonly string[];
  readonly forgotten?: readonly string[];
  readonly text?: string;
  readonly unlocked?: string;
  readonly mocked?: Readonly<Record<string, readonly string[]>>;
  readonly unknown?: readonly string[];
  readonly readers?: readonly string[];
  readonly violations?: ReadonlyArray<{ readonly policy: string; readonly severity: string; readonly message: string }>;
}

function changed(dir: string, facts: Partial<Report> = {}): Report {
  return { dir, url: `https://github.com/o/r/job/${dir}`, status: 'changed', add: 1, change: 0, destroy: 0, destroyed: [], text: `  + resource "x" "${dir}"\n`, ...facts };
}

function other(dir: string, status: string): Report {
  return { dir, url: `https://github.com/o/r/job/${dir}`, status };
}

function run(...args: readonly string[]): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
  return spawnSync(process.execPath, [SCRIPT, ...args], { encoding: 'utf-8', maxBuffer: 64 * 1024 * 1024 });
}

/** The comment about root modules with reports, about others without one, and about removed ones. */
function comment(
  reports: readonly Report[],
  others: {
    readonly missing?: readonly string[];
    readonly deferred?: readonly string[];
    readonly removed?: readonly object[];
    readonly renamed?: readonly object[];
    readonly overlays?: readonly object[];
  } = {},
): string {
  const { missing = [], deferred = [], removed = [], renamed = [], overlays = [] } = others;
  const dir = mkdtempSync(join(tmpdir(), 'reports-'));
  const entry = (path: string) => ({ environment: 'dev', name: path, dir: path });
  const rootModules = [...reports.map((report) => report.dir), ...missing].map(entry);
  rootModules.push(...deferred.map((path) => ({ ...entry(path), plannedAtDeployment: true })));
  writeFileSync(join(dir, 'affected.json'), JSON.stringify({ rootModules, removed, renamed, overlays }));
  reports.forEach((report, index) => writeFileSync(join(dir, `dev.${index}.report.json`), JSON.stringify(report)));
  const { status, stdout, stderr } = run('comment', dir, 'https://github.com/o/r/runs/1', 'c0ffee');
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return stdout;
}

function single(place: 'issue' | 'summary', report: Report): string {
  const file = join(mkdtempSync(join(tmpdir(), 'report-')), 'x.report.json');
  writeFileSync(file, JSON.stringify(report));
  return run(place, file).stdout;
}

/** That no table, fence or fold is left open or cut. */
function expectWhole(markdown: string): void {
  let fence: string | undefined;
  let depth = 0;
  for (const line of markdown.split('\n')) {
    if (fence !== undefined) {
      if (line === fence) fence = undefined;
      continue;
    }
    if (/^`{3,}diff$/.test(line)) fence = line.slice(0, -'diff'.length);
    if (line.startsWith('<details>')) depth++;
    if (line === '</details>') depth--;
    if (line.startsWith('<details>')) expect(line).toMatch(/<\/summary>$/);
    if (line.startsWith('| ')) expect(line).toMatch(/ \|$/);
    expect(depth).toBeGreaterThanOrEqual(0);
  }
  expect(fence).toBeUndefined();
  expect(depth).toBe(0);
  expect(markdown.endsWith('\n')).toBe(true);
}

test('unlocked providers are named once, with what to run', () => {
  const unlocked = 'it has no .terraform.lock.hcl, so its providers are not verified: run npx projen terraform:lock';
  const text = comment([changed('terraform/dev/a', { unlocked }), changed('terraform/prod/b', { unlocked }), changed('terraform/prod/c')]);
  expect(text).toContain(`\n:warning: **Unlocked providers**: \`terraform/dev/a\`, \`terraform/prod/b\`. \`terraform/dev/a: ${unlocked}\`. In a protected environment such a root module is not applied.\n`);
  expect(text.match(/Unlocked/g)).toHaveLength(1);
  expect(comment([changed('terraform/prod/c')])).not.toContain('Unlocked');
});

test('what destroys comes first and is marked, then what failed, changes, waits, and stays', () => {
  const text = comment([
    other('same', 'unchanged'), other('later', 'awaiting'), changed('new'), other('broken', 'failed'),
    changed('gone', { add: 0, destroy: 2, destroyed: ['x.a', 'x.b'] }),
  ], { missing: ['stopped'] });
  expect(text.split('\n').filter((line) => line.startsWith('| `'))).toEqual([
    '| `gone` | 0 | 0 | **2** | [:warning: **destroys**](https://github.com/o/r/job/gone) |',
    '| `broken` |  |  |  | [**failed**](https://github.com/o/r/job/broken) |',
    '| `stopped` |  |  |  | **failed** |',
    '| `new` | 1 | 0 | 0 | [changes](https://github.com/o/r/job/new) |',
    '| `later` |  |  |  | [not planned yet: it reads what another root module has only after it is applied](https://github.com/o/r/job/later) |',
    '| `same` |  |  |  | [no changes](https://github.com/o/r/job/same) |',
  ]);
  expect(text).toMatch(/^<!-- terraform-plan -->\n### Terraform plan\n\n6 root modules affected: 2 would change, 1 would \*\*destroy\*\* resources, 2 could \*\*not\*\* be planned, 1 cannot be planned yet\. Planned for c0ffee by \[this run\]\(https:\/\/github\.com\/o\/r\/runs\/1\)\.\n/);
  expect(text).toContain('<details><summary>:warning: <code>gone</code> +0 ~0 -2</summary>\n\n**Destroys** `x.a`, `x.b`.\n\n```diff\n');
  expect(text.indexOf('<code>gone</code>')).toBeLessThan(text.indexOf('<code>new</code>'));
  expectWhole(text);
});

test('what no pull request plans is listed with the reason, and is no failure', () => {
  const text = comment([changed('new')], { missing: ['stopped'], deferred: ['vault'] });
  expect(text).toContain('3 root modules affected: 1 would change, 1 could **not** be planned, 1 validated only, to be planned when deployed.');
  expect(text).toContain('| `vault` |  |  |  | planned when it is deployed: a plan of it reads credentials |\n');
  expectWhole(text);
});

const DENIED = { policy: 'tags', severity: 'deny', message: 'a lacks\nthe tag `x` @everyone' };
const WARNED = { policy: 'naming', severity: 'warn', message: 'a is odd' };

test('what policies deny comes before all else, with the policy and its message, and what they warn of after that', () => {
  const text = comment([changed('fine'), changed('odd', { violations: [WARNED] }), changed('gone', { destroy: 1, destroyed: ['x.a'], violations: [WARNED, DENIED] })]);
  expect(text).toContain('3 root modules affected: 3 would change, 1 would **destroy** resources, 1 would be **denied** by policies.');
  expect(text).toContain('\n\n**Policies**\n\n- :no_entry: `gone`, policy `tags`: ``a lacks the tag `x` @everyone``\n- :warning: `gone`, policy `naming`: `a is odd`\n- :warning: `odd`, policy `naming`: `a is odd`\n\n| Root module |');
  expect(text).toContain('| `gone` | 1 | 0 | **1** | [:no_entry: **denied** by policy, **destroys**](https://github.com/o/r/job/gone) |\n| `fine` | 1 | 0 | 0 | [changes]');
  expectWhole(text);
});

test('a summary says what policies found of its plan, also when the plan changes nothing', () => {
  expect(single('summary', { ...other('a', 'unchanged'), violations: [DENIED] })).toBe('### `a`\n\n:no_entry: **denied** by policy\n\n- :no_entry: policy `tags`: ``a lacks the tag `x` @everyone``\n');
});

test('however much policies find, denials are shown before warnings, and the rest is counted', () => {
  const many = (severity: string, number: number) => Array.from({ length: number }, (_, i) => ({ policy: 'p', severity, message: `${severity} ${i} ${'x'.repeat(50_000)}` }));
  const text = comment(Array.from({ length: 600 }, (_, i) => changed(`terraform/production/service-${i}`, i === 599 ? { violations: [...many('warn', 30), ...many('deny', 3)] } : {})));
  expect(text.match(/^- :no_entry: `terraform\/production\/service-599`, policy `p`: `deny \d x+…`$/gm)).toHaveLength(3);
  expect(text.match(/^- :warning: /gm)).toHaveLength(17);
  expect(text).toContain('\n- and 13 more\n');
  expect([...text].length).toBeLessThanOrEqual(LIMIT);
  expectWhole(text);
});

const GONE = { environment: 'dev', name: 'cache', dir: 'terraform/dev/cache', commit: 'c0ffee0' };

test('a root module that is retired is named, with what becomes of its infrastructure and how to destroy it', () => {
  const text = comment([], { removed: [{ ...GONE, state: 'retired' }] });
  expect(text).toContain('No root module is affected.');
  expect(text).toContain('**Retired**: `terraform/dev/cache`. Its state stays, and what is described there goes on running.');
  expect(text).toMatch(/```sh\ngit switch --detach c0ffee0\nbash \S+\/terraform-root\.sh apply terraform\/dev\/cache -- -destroy\ngit switch -\n```\n/);
});

test.each(['left', 'unknown'])('a root module that is gone, and whose state is %s, is named, and nobody is told to destroy it', (state) => {
  const text = comment([], { removed: [{ ...GONE, state }] });
  expect(text).toContain('**Gone**: `terraform/dev/cache`. The states stay, and so does what they describe.');
  expect(text).not.toMatch(/-destroy|terraform-root/);
});

test('a root module that is renamed has a word of comfort, however many there are', () => {
  const renamed = Array.from({ length: 500 }, (_, i) => ({ environment: 'dev', name: `b${i}`, dir: `terraform/dev/b${i}`, from: `terraform/dev/a${i}`, isMoved: i % 2 === 1 }));
  const text = comment([], { renamed });
  expect(text).toContain('**Renamed**: `terraform/dev/a0` is `terraform/dev/b0` now, `terraform/dev/a2`');
  expect(text).toContain('and 230 more, with the same state. Nothing has to be done.');
  expect(text).toContain('and 230 more, and the state moves with it.');
  expect(text.replace('| Destroy |', '')).not.toMatch(/destroy/i);
});

test('services that are gone are named with the overlays that lose them, and what becomes of them', () => {
  const overlays = [{ dir: 'k8s/overlays/dev', gone: ['chat', 'mail'] }, { dir: 'k8s/overlays/prod', gone: ['chat'] }, { dir: 'k8s/overlays/test' }];
  expect(comment([], { overlays })).toContain('**Services that are gone**: `chat`, `mail` in `k8s/overlays/dev`; `chat` in `k8s/overlays/prod`. The deployment removes');
  expect(comment([], { overlays: [{ dir: 'k8s/overlays/test' }] })).not.toContain('gone');
});

test('what Terraform forgets is named above the plan', () => {
  expect(comment([changed('a', { forgotten: ['x.a'] })])).toContain('\n\n**Forgets** `x.a`: Terraform leaves it running, and knows it no longer.\n\n```diff\n');
});

test('what a plan takes for outputs that are not there yet is said in the headline, in the row and above the plan', () => {
  const mocked = changed('a', { mocked: { network: ['vpc_id', 'ids["b"]'], group: ['name'] }, unknown: ['dns'] });
  const text = comment([mocked, { ...other('b', 'unchanged'), mocked: { network: ['vpc_id'] } }, changed('c')]);
  expect(text).toContain('3 root modules affected: 2 would change, 2 planned with **mock values**.');
  expect(text).toContain('| `a` | 1 | 0 | 0 | [changes, planned with mock values](');
  expect(text).toContain('| `b` |  |  |  | [no changes, planned with mock values](');
  expect(text).toContain('| `c` | 1 | 0 | 0 | [changes](');
  expect(text).toContain('</summary>\n\n**Mock values** stand for `vpc_id`, `ids["b"]` of `network`, and for `name` of `group`. **Nothing is known** of the outputs of `dns`. '
    + 'No state has them yet: the deployment applies that first, and plans this again with the true values.\n\n```diff');
  const file = join(mkdtempSync(join(tmpdir(), 'reports-')), 'r.json');
  writeFileSync(file, JSON.stringify({ ...other('b', 'unchanged'), mocked: { network: ['vpc_id'] } }));
  expect(run('summary', file).stdout).toMatch(/^### `b`\n\nno changes, planned with mock values\n\n\*\*Mock values\*\* stand for `vpc_id` of `network`\. .*true values\.\n$/);
});

test('services that read outputs which change are named above the plan, also of drift', () => {
  const report = changed('a', { readers: ['api', 'worker'] });
  const sentence = '**Outputs change** that services read: `api`, `worker`. Their pods have the new values once they are deployed, after this is applied.\n\n```diff';
  expect(comment([report])).toContain(sentence);
  const file = join(mkdtempSync(join(tmpdir(), 'reports-')), 'r.json');
  writeFileSync(file, JSON.stringify(report));
  expect(run('issue', file).stdout).toContain(sentence);
});

test('the signs of a plan stand where GitHub colours a line by them', () => {
  const plan = 'Terraform used the selected providers\n\nTerraform will perform the following actions:\n\n  # x.a must be replaced\n-/+ resource "x" "a" {\n      ~ id = 1 -> 2\n      + new = 3\n        same = 4\n    }\n';
  const text = comment([changed('a', { text: plan })]);
  expect(text).toContain('```diff\n# x.a must be replaced\n-/+ resource "x" "a" {\n!       id = 1 -> 2\n+       new = 3\n        same = 4\n    }\n```\n');
});

test('a plan that holds a fence does not end its own', () => {
  const text = comment([changed('a', { text: 'x = "````"\n```\n</details>\n@everyone\n' })]);
  expect(text).toContain('`````diff\nx = "````"\n```\n</details>\n@everyone\n`````\n');
  expectWhole(text);
});

test('names mean nothing in the markup around them', () => {
  const text = comment([changed('a|b`<i>&', { destroy: 1, destroyed: ['x["`|"]'] })]);
  expect(text).toContain('| ``a\\|b`<i>&`` | 1 | 0 | **1** |');
  expect(text).toContain('<code>a|b`&lt;i&gt;&amp;</code>');
  expect(text).toContain('**Destroys** ``x["`|"]``.');
});

test('a plan that does not fit is cut at the end of a line, and it is said where the rest is', () => {
  const text = comment([changed('long', { text: Array.from({ length: 5000 }, (_, i) => `line ${i} ${'x'.repeat(20)}`).join('\n') })]);
  expect(text.length).toBeLessThanOrEqual(LIMIT);
  expect(text.length).toBeGreaterThan(LIMIT - 1000);
  const [, left] = /\nThe last (\d+) lines did not fit here: the log and the summary of the \[job\]\(https:\/\/github\.com\/o\/r\/job\/long\) have them\.\n/.exec(text)!;
  expect(text).toContain(`line ${5000 - Number(left) - 1} ${'x'.repeat(20)}\n\`\`\`\n`);
  expectWhole(text);
});

test('plans that do not fit at all are counted', () => {
  const text = comment(Array.from({ length: 40 }, (_, i) => changed(`r${i}`, { text: `${'y'.repeat(5000)}\n` })));
  const shown = text.match(/<details>/g)!.length;
  expect(text).toContain(`\n${40 - shown} plans did not fit here: the summary of [this run](https://github.com/o/r/runs/1) has them.\n`);
  expectWhole(text);
});

test('more root modules than fit leave room for plans, and are counted', () => {
  const text = comment(Array.from({ length: 600 }, (_, i) => changed(`terraform/production/service-${i}`)));
  expect(text).toMatch(/\n\d+ more root modules did not fit here/);
  expect(text).toContain('<details>');
  expect(text.length).toBeLessThanOrEqual(LIMIT);
  expectWhole(text);
});

test('whatever is planned, a comment and an issue have no more characters than GitHub accepts, a summary no more bytes, and no markup is cut', () => {
  const line = fc.oneof(fc.constantFrom('', '```', '````', '  + a = 1', '</details>', '| a |'), fc.string({ unit: anyCharacter, maxLength: 40 }), fc.constant('漢'.repeat(30)));
  const plan = fc.tuple(fc.array(line, { minLength: 1, maxLength: 6 }), fc.integer({ min: 1, max: 2000 })).map(([lines, times]) => `${lines.join('\n')}\n`.repeat(times));
  const report = fc.record({ text: plan, destroy: fc.integer({ min: 0, max: 2 }), destroyed: fc.array(fc.constantFrom('x.a', 'module.m["k`"].x'), { maxLength: 60 }) });
  fc.assert(fc.property(fc.array(report, { minLength: 1, maxLength: 8 }), fc.integer({ min: 0, max: 700 }), (facts, unchanged) => {
    const reports = [...facts.map((fact, i) => changed(`terraform/dev/r${i}`, fact)), ...Array.from({ length: unchanged }, (_, i) => other(`terraform/dev/same-${i}`, 'unchanged'))];
    const text = comment(reports);
    expect([...text].length).toBeLessThanOrEqual(LIMIT);
    expectWhole(text);
    const issue = single('issue', reports[0]);
    expect([...issue].length).toBeLessThanOrEqual(LIMIT);
    expectWhole(issue);
    expect(Buffer.byteLength(single('summary', reports[0]))).toBeLessThanOrEqual(1024 * 1024);
  }), { numRuns: 8 });
});

test('characters are counted, not bytes', () => {
  const text = single('issue', changed('a', { text: `${'漢'.repeat(99)}\n`.repeat(600) }));
  expect(text).not.toContain('did not fit');
  expect(Buffer.byteLength(text)).toBeGreaterThan(LIMIT);
});

test('the first line of an issue differs exactly when the plan does', () => {
  const first = (report: Report) => single('issue', report).split('\n')[0];
  const report = changed('a');
  expect(first(report)).toMatch(/^<!-- drift [0-9a-f]{64} -->$/);
  expect(first({ ...report, url: 'https://elsewhere' })).toBe(first(report));
  expect(first({ ...report, text: `${report.text} ` })).not.toBe(first(report));
});

test.each([[[]], [['comment']], [['comment', 'a', 'b']], [['issue']], [['email', 'a']]])('%j: it ends with status 2 and says how it is used', (args) => {
  expect(run(...args)).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('Usage: node plan-summary.mjs comment') as string });
});

test('--help explains the script', () => {
  expect(run('--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('Usage: node plan-summary.mjs comment') as string });
});
