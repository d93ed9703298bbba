import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, resolve } from 'node:path';
import { layOutScripts, ScriptSandbox } from './script-sandbox';
import { terraformRootScript } from '../../../src/operations/terraform-root-script';
import { describeWithTool, realTool, runTool } from '../../real-tool';

const SCRIPTS = resolve(__dirname, '../../../src/ci/scripts/all');
const CONFTEST = readFileSync(join(SCRIPTS, 'conftest.sh'), 'utf-8');
const [, VERSION, CHECKSUM] = /^version=(\S+)\nchecksum=([0-9a-f]{64})$/m.exec(CONFTEST)!;

interface Machine {
  readonly env: Record<string, string>;
  readonly home: string;
  /** What programs were called, a line each. */
  readonly calls: () => string;
}

function temporary(): string {
  return mkdtempSync(join(tmpdir(), 'policies-'));
}

function run(script: string, args: readonly string[], options: { readonly cwd?: string; readonly env: Readonly<Record<string, string>> }) {
  return spawnSync('bash', [script, ...args], { ...options, encoding: 'utf-8' });
}

describeWithTool('shellcheck', () => {
  test.each(['conftest.sh', 'check-policies.sh', 'plan-report.sh'])('shellcheck finds nothing in %s', (script) => {
    expect(runTool('shellcheck', ['--norc', '--severity=style', '--enable=require-variable-braces,quote-safe-variables,deprecate-which', join(SCRIPTS, script)]).stdout).toBe('');
  });
});

test.each(['conftest.sh', 'check-policies.sh'])('%s explains itself, and ends with status 2 when it is used in another way', (script) => {
  const env = { PATH: process.env.PATH! };
  expect(run(join(SCRIPTS, script), ['--help'], { env })).toMatchObject({ status: 0, stdout: expect.stringContaining(script) as string });
  expect(run(join(SCRIPTS, script), [], { env })).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining(script) as string });
});

describe('conftest.sh', () => {
  /** A machine with the commands that the script needs, with a conftest of a version, and with what a download gives. */
  function machine({ own, download }: { readonly own?: string; readonly download?: Buffer }): Machine {
    const [bin, home] = [temporary(), temporary()];
    for (const name of ['bash', 'sha256sum', 'tar', 'gzip', 'flock', 'uname', 'mkdir', 'mktemp', 'mv', 'rm', 'chmod', 'cat', 'basename', 'cp']) {
      const found = process.env.PATH!.split(delimiter).map((dir) => join(dir, name)).find((file) => existsSync(file))!;
      symlinkSync(found, join(bin, name));
    }
    const program = (name: string, body: string) => {
      writeFileSync(join(bin, name), `#!/bin/bash\necho "${name} $*" >> '${home}/calls'\n${body}\n`);
      chmodSync(join(bin, name), 0o755);
    };
    if (own !== undefined) program('conftest', `printf 'Conftest: ${own}\\nOPA: 1.2.3\\n'`);
    if (download !== undefined) writeFileSync(join(home, 'download'), download);
    program('curl', `while [ "$1" != --output ]; do shift; done; ${download === undefined ? 'exit 22' : `cp '${home}/download' "$2"`}`);
    return { env: { PATH: bin, HOME: home }, home, calls: () => (existsSync(join(home, 'calls')) ? readFileSync(join(home, 'calls'), 'utf-8') : '') };
  }

  /** An archive like that of a release, with a program that says its arguments. */
  function release(): Buffer {
    const dir = temporary();
    writeFileSync(join(dir, 'conftest'), '#!/bin/bash\necho "released $*"\n');
    chmodSync(join(dir, 'conftest'), 0o755);
    spawnSync('tar', ['-czf', 'release.tar.gz', 'conftest'], { cwd: dir });
    return readFileSync(join(dir, 'release.tar.gz'));
  }

  /** The script as it would be if the release had this content. */
  function scriptFor(content: Buffer): string {
    const path = join(temporary(), 'conftest.sh');
    writeFileSync(path, CONFTEST.replace(CHECKSUM, createHash('sha256').update(content).digest('hex')));
    return path;
  }

  const KEPT = `.cache/feiyue-projen/conftest-${VERSION}/conftest`;

  test('takes the conftest of the machine when it has the version', () => {
    const { env, calls } = machine({ own: VERSION });
    expect(run(join(SCRIPTS, 'conftest.sh'), ['test', 'x'], { env }).status).toBe(0);
    expect(calls()).toBe('conftest --version\nconftest test x\n');
  });

  test.each([['no', undefined], ['another', `${VERSION}1`]])('downloads the release once when the machine has %s conftest', (_, own) => {
    const download = release();
    const { env, home, calls } = machine({ own, download });
    const script = scriptFor(download);
    expect(run(script, ['test', 'x'], { env })).toMatchObject({ status: 0, stdout: 'released test x\n' });
    expect(run(script, ['verify'], { env })).toMatchObject({ status: 0, stdout: 'released verify\n', stderr: '' });
    expect(calls().match(/^curl .*$/gm)).toEqual([expect.stringMatching(`https://github.com/open-policy-agent/conftest/releases/download/v${VERSION}/conftest_${VERSION}_Linux_x86_64.tar.gz$`)]);
    expect(existsSync(join(home, KEPT))).toBe(true);
  });

  test('runs nothing that does not have the checksum', () => {
    const { env, home } = machine({ download: release() });
    const ended = run(join(SCRIPTS, 'conftest.sh'), ['test', 'x'], { env });
    expect(ended).toMatchObject({ status: 3, stdout: '', stderr: expect.stringContaining(`does not have the checksum ${CHECKSUM}`) as string });
    expect(existsSync(join(home, KEPT))).toBe(false);
  });

  test('says what it could not download', () => {
    const { env } = machine({});
    expect(run(join(SCRIPTS, 'conftest.sh'), ['test'], { env })).toMatchObject({ status: 3, stderr: expect.stringContaining('cannot download https://github.com/') as string });
  });
});

describeWithTool('conftest', () => {
  const POLICY = 'package plan.my_rule\n\ndeny contains {"msg": "two\\nlines"} if input.denied\n\nwarn contains {"msg": data.estate.root_module} if input.warned\n\nwarn contains {"msg": allowed} if {\n\tsome allowed in data.estate.allowed_destructions\n}\n';

  function repository(policy = POLICY): string {
    const dir = temporary();
    mkdirSync(join(dir, 'ops/scripts'), { recursive: true });
    mkdirSync(join(dir, 'policies/plan'), { recursive: true });
    layOutScripts(join(dir, 'ops/scripts'));
    writeFileSync(join(dir, 'ops/scripts/policies.json'), '{ "plan": "policies/plan" }\n');
    writeFileSync(join(dir, 'policies/plan/my-rule.rego'), policy);
    return dir;
  }

  function check(cwd: string, plan: object, env: Record<string, string> = {}) {
    writeFileSync(join(cwd, 'plan.json'), JSON.stringify(plan));
    return run('ops/scripts/check-policies.sh', ["terraform/dev/it's \"x\"", 'plan.json'], { cwd, env: { PATH: process.env.PATH!, HOME: cwd, ...env } });
  }

  test('the version of the tests is that of the workflows', () => {
    expect(realTool('conftest')?.version).toBe(VERSION);
  });

  test('what policies find is printed as JSON and told in words, and a denial is status 1', () => {
    const ended = check(repository(), { denied: true, warned: true });
    expect(ended.status).toBe(1);
    expect(JSON.parse(ended.stdout)).toEqual([
      { policy: 'my-rule', severity: 'deny', message: 'two\nlines' },
      { policy: 'my-rule', severity: 'warn', message: "terraform/dev/it's \"x\"" },
    ]);
    expect(ended.stderr).toContain(': deny my-rule: two lines\n');
  });

  test('a warning is no denial, and nothing is nothing', () => {
    expect(check(repository(), { warned: true }).status).toBe(0);
    expect(check(repository(), {})).toMatchObject({ status: 0, stdout: '[]\n', stderr: '' });
  });

  test('policies know what commits allow to be destroyed', () => {
    const { stdout } = check(repository(), {}, { ALLOWED_DESTRUCTIONS: '["a \\"b"]' });
    expect(JSON.parse(stdout)).toEqual([{ policy: 'my-rule', severity: 'warn', message: 'a "b' }]);
  });

  test.each<[string, string, Record<string, string>]>([
    ['a policy that cannot be read', 'package plan.my_rule\n\ndeny contains', {}],
    ['an error while one is evaluated', 'package plan.my_rule\n\ndeny contains {"msg": x} if x := data.no.such\n\ndeny := 1\n', {}],
    ['allowances that are no JSON', POLICY, { ALLOWED_DESTRUCTIONS: 'nonsense' }],
  ])('%s is no permission', (_, policy, env) => {
    expect(check(repository(policy), {}, env).status).toBe(3);
  });

  test('policies that are gone are no permission', () => {
    const dir = repository();
    writeFileSync(join(dir, 'ops/scripts/policies.json'), '{ "plan": "elsewhere" }\n');
    expect(check(dir, {})).toMatchObject({ status: 3, stderr: expect.stringContaining('there is no folder elsewhere') as string });
  });

  describe('a layer of root modules', () => {
    const DIR = 'terraform/prod/database';

    function sandbox(): ScriptSandbox {
      const made = new ScriptSandbox();
      const path = 'ops/scripts/terraform-root.sh';
      made.write(path, terraformRootScript({ path, backendFile: 'backend.hcl', exampleDir: DIR, guarded: [] }));
      made.write('ops/scripts/stateful-resources.json', '{"types":[]}');
      made.write('ops/scripts/policies.json', '{ "plan": "policies/plan" }');
      made.write('policies/plan/my-rule.rego', POLICY);
      made.write('selection.json', JSON.stringify({ environment: 'prod', rootModules: [{ dir: DIR, layer: 0 }], allowedDestructions: ['some thing'] }));
      made.write(`${DIR}/main.tf`, '');
      return made;
    }

    function plans(made: ScriptSandbox, plan: object): void {
      made.program('terraform', `case " $* " in\n  *" plan "*) exit 2 ;;\n  *" show "*) echo '${JSON.stringify({ resource_changes: [], secret: 'hunter2', ...plan })}' ;;\nesac`);
    }

    const ARGUMENTS = ['--environment', 'prod', '--layer', '1', '--selection', 'selection.json'];

    test('is not applied where a policy denies the plan, of which nothing is shown or left', async () => {
      const made = sandbox();
      plans(made, { denied: true });
      made.write('temp/.keep', '');
      const ended = await made.run('apply-layer.mjs', ARGUMENTS, { RUNNER_TEMP: join(made.dir, 'temp') });
      expect(ended.status).toBe(1);
      expect(made.calls.filter((call) => call.includes(' apply '))).toEqual([]);
      expect(ended.stdout).toContain('Denied by policy my-rule: two\nlines\n');
      expect(ended.stdout).toContain(`::error title=${DIR}::denied by policy my-rule`);
      expect(`${ended.stdout}${ended.stderr}`).not.toContain('hunter2');
      expect(spawnSync('ls', ['-A', join(made.dir, 'temp')], { encoding: 'utf-8' }).stdout).toBe('.keep\n');
    });

    test('is applied where a policy only warns, which is shown', async () => {
      const made = sandbox();
      plans(made, {});
      const ended = await made.run('apply-layer.mjs', ARGUMENTS);
      expect(ended.status).toBe(0);
      expect(ended.stdout).toContain('Warning of policy my-rule: some thing\n');
      expect(made.calls.filter((call) => call.includes(' apply '))).toHaveLength(1);
    });

    test('is not applied where the policies cannot be evaluated', async () => {
      const made = sandbox();
      plans(made, {});
      made.write('policies/plan/my-rule.rego', 'nonsense');
      const ended = await made.run('apply-layer.mjs', ARGUMENTS);
      expect(ended.status).toBe(1);
      expect(ended.stdout).toContain('the policies cannot be evaluated');
      expect(made.calls.filter((call) => call.includes(' apply '))).toEqual([]);
    });
  });
});
