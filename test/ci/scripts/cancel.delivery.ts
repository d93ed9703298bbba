import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { RunningStep, startStep } from './cancelled-run';
import { layOutScripts } from './script-sandbox';
import { AZURE_SCRIPTS } from '../../../src/ci/azure/azure-scripts';
import type { CiScripts } from '../../../src/ci/ci-scripts';
import { APPLY_OVERLAY, applyLayer, planRootModule } from '../../../src/ci/delivery';
import { GITHUB_SCRIPTS } from '../../../src/ci/github/github-scripts';
import { script } from '../../../src/ci/shell-script';
import { bootstrapScript } from '../../../src/operations/bootstrap-script';
import { terraformRootScript } from '../../../src/operations/terraform-root-script';
import { eventually } from '../../eventually';
import { describeWithTool } from '../../real-tool';

const PATH = 'ops/scripts/terraform-root.sh';
/** One part is made at once, the next takes longer than anybody waits. */
const SLOW = [
  'resource "terraform_data" "first" {\n  input = "made"\n}',
  'resource "terraform_data" "second" {\n  depends_on = [terraform_data.first]\n  provisioner "local-exec" {\n    command = "echo begun-here; exec sleep 600"\n  }\n}\n',
].join('\n');
const PARALLEL_ROOT_MODULES = ['network', 'storage', 'compute'];

let dir: string;

function write(file: string, text: string): void {
  mkdirSync(dirname(join(dir, file)), { recursive: true });
  writeFileSync(join(dir, file), text);
}

/** Puts a program before those of the machine. */
function program(name: string, body: string): void {
  write(`bin/${name}`, `#!/usr/bin/env bash\n${body}\n`);
  chmodSync(join(dir, 'bin', name), 0o755);
}

function layOut(ciScripts: CiScripts, absentState?: string): void {
  dir = mkdtempSync(join(tmpdir(), 'cancel-'));
  layOutScripts(join(dir, 'ops/scripts'), ciScripts);
  write(PATH, terraformRootScript({ path: PATH, backendFile: 'backend.hcl', exampleDir: 'terraform/dev/network', guarded: [], absentState }));
  write('ops/scripts/stateful-resources.json', '{"types":[]}');
}

function rootModule(name: string, hcl: string): void {
  write(`terraform/dev/${name}/backend.hcl`, `path = "../${name}.tfstate"\n`);
  write(`terraform/dev/${name}/main.tf`, `terraform {\n  backend "local" {}\n}\n${hcl}`);
}

function select(names: readonly string[]): void {
  write('temp/selection.json', JSON.stringify({
    environment: 'dev', rootModules: names.map((name) => ({ environment: 'dev', name, dir: `terraform/dev/${name}`, layer: 0 })), allowedDestructions: [],
  }));
}

/** The addresses in a state. */
function stateOf(name: string): string[] {
  const { resources } = JSON.parse(readFileSync(join(dir, `terraform/dev/${name}.tfstate`), 'utf-8')) as { resources: Array<{ type: string; name: string }> };
  return resources.map((resource) => `${resource.type}.${resource.name}`).sort();
}

function isLocked(name: string): boolean {
  return existsSync(join(dir, `terraform/dev/.${name}.tfstate.lock.info`));
}

/** Waits for a file in the folder of the test, in the words of a shell. */
function untilThereIs(file: string): string {
  return `until test -e '${join(dir, file)}'; do sleep 0.05; done`;
}

/** What still runs in the folder of the test. */
function processesLeft(): string[] {
  const all = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf-8' }).split('\n');
  return all.filter((line) => line.includes(dir) && !line.includes('ps -eo'));
}

/** What a test that failed has left running. */
afterEach(() => {
  for (const line of processesLeft()) process.kill(Number(line.trim().split(' ')[0]), 'SIGKILL');
});

const ENV = { ENVIRONMENT: 'dev', LAYER: '1', SCRIPTS: 'ops/scripts' };
const SYSTEMS: ReadonlyArray<readonly [string, CiScripts, string, Record<string, string>]> = [
  ['GitHub Actions', GITHUB_SCRIPTS, 'RUNNER_TEMP', { GITHUB_ACTIONS: 'true' }],
  ['Azure Pipelines', AZURE_SCRIPTS, 'AGENT_TEMPDIRECTORY', { TF_BUILD: 'True' }],
];

describeWithTool('terraform', () => {
  describe.each(SYSTEMS)('on %s', (_, ciScripts, temp, env) => {
    function startLayer(more: Readonly<Record<string, string>> = {}): RunningStep {
      return startStep(script(...applyLayer(temp)), dir, { ...ENV, ...env, [temp]: join(dir, 'temp'), ...more });
    }

    test('an apply that is cancelled writes its state, releases its lock, and has its whole log', async () => {
      layOut(ciScripts);
      rootModule('network', SLOW);
      select(['network']);
      const step = startLayer();
      await step.says('(local-exec): begun-here');
      // What is under way is seen while it is.
      expect(step.log()).toContain('terraform_data.first: Creation complete');
      expect(isLocked('network')).toBe(true);
      await step.cancel();
      expect(await step.ended).toBe(130);
      expect(isLocked('network')).toBe(false);
      expect(stateOf('network')).toContain('terraform_data.first');
      expect(step.log()).toContain('Cancelled (SIGINT). Told terraform to stop');
      expect(step.log()).toContain('Interrupt received');
      expect(step.log()).not.toContain('Two interrupts received');
      expect(step.log()).toContain('terraform/dev/network: cancelled while it was applied');
      expect(processesLeft()).toEqual([]);
    });

    test('of several side by side all are told, and what was not begun is not begun', async () => {
      layOut(ciScripts);
      for (const name of PARALLEL_ROOT_MODULES) rootModule(name, SLOW);
      rootModule('waiting', SLOW);
      rootModule('last', SLOW);
      select([...PARALLEL_ROOT_MODULES, 'waiting', 'last']);
      const step = startLayer();
      for (const name of PARALLEL_ROOT_MODULES) await step.says(`terraform/dev/${name} | terraform_data.second (local-exec): begun-here`);
      await step.cancel();
      expect(await step.ended).toBe(130);
      for (const name of PARALLEL_ROOT_MODULES) {
        expect(isLocked(name)).toBe(false);
        expect(stateOf(name)).toContain('terraform_data.first');
      }
      expect(step.log()).toContain('terraform/dev/last: not begun: the run was cancelled');
      expect(existsSync(join(dir, 'terraform/dev/last.tfstate'))).toBe(false);
    });

    test('a second and a third word do not make terraform leave everything lying', async () => {
      layOut(ciScripts);
      rootModule('network', SLOW);
      select(['network']);
      // Takes its time to end, and counts how often it is told.
      program('terraform', [
        'case " $* " in',
        '  *" plan "*) exit 2 ;;',
        '  *" show "*) echo "{}" ;;',
        `  *" apply "*) trap "echo told once more" INT; echo "it: Creating..."; ${untilThereIs('done')}; exit 1 ;;`,
        'esac',
      ].join('\n'));
      const step = startLayer({ PATH: `${join(dir, 'bin')}:${process.env.PATH}` });
      await step.says('it: Creating...');
      for (const [signal, answer] of [['SIGINT', 'told once more'], ['SIGINT', 'SIGINT: still waiting for terraform'], ['SIGTERM', 'SIGTERM: still waiting for terraform']] as const) {
        step.kill(signal);
        await step.says(answer);
      }
      write('done', '');
      expect(await step.ended).toBe(130);
      expect(step.log().split('told once more')).toHaveLength(2);
    });

    test('terraform is told once it works on a resource: what it is told before, it forgets', async () => {
      layOut(ciScripts);
      rootModule('network', SLOW);
      select(['network']);
      program('terraform', [
        'case " $* " in',
        '  *" plan "*) exit 2 ;;',
        '  *" show "*) echo "{}" ;;',
        '  *" apply "*) trap "" INT; echo Acquiring state lock. This may take a few moments...',
        `    ${untilThereIs('begun')}; trap "echo told; exit 1" INT; echo "terraform_data.first: Creating..."; sleep 600 & wait ;;`,
        'esac',
      ].join('\n'));
      const step = startLayer({ PATH: `${join(dir, 'bin')}:${process.env.PATH}` });
      await step.says('Acquiring state lock');
      step.kill('SIGINT');
      await step.says('Told terraform to stop');
      write('begun', '');
      expect(await step.ended).toBe(130);
      expect(step.log()).toMatch(/^told$/m);
    });

    test('a run whose first process is killed leaves neither a lock nor a terraform behind', async () => {
      layOut(ciScripts);
      rootModule('network', SLOW);
      select(['network']);
      const step = startLayer();
      await step.says('(local-exec): begun-here');
      step.kill('SIGKILL');
      await step.ended;
      await eventually(() => `the end of ${processesLeft().join('; ')}`, () => processesLeft().length === 0);
      expect(isLocked('network')).toBe(false);
      expect(stateOf('network')).toContain('terraform_data.first');
    });

    test('a plan that is cancelled ends, and its report says that it failed', async () => {
      layOut(ciScripts, 'there is no state');
      rootModule('network', SLOW);
      const report = join(dir, 'reports/dev.network.report.json');
      program('terraform', '[[ "$1" == init ]] && exit 0\necho planning, it says\ntrap "echo Interrupt received; exit 1" INT\nsleep 600 & wait');
      const step = startStep(script(...planRootModule()), dir, { ...ENV, ...env, PATH: `${join(dir, 'bin')}:${process.env.PATH}`, ROOT_MODULE: 'terraform/dev/network', REPORT: report, JOB_URL: '' });
      await step.says('planning, it says');
      await step.cancel();
      expect(await step.ended).toBe(130);
      expect(step.log()).toContain('Interrupt received');
      expect(step.log()).toContain('cancelled while it was planned');
      expect(JSON.parse(readFileSync(report, 'utf-8'))).toMatchObject({ status: 'failed' });
      await eventually(() => `the end of ${processesLeft().join('; ')}`, () => processesLeft().length === 0);
    });

    test('a rollout that is cancelled is waited for no longer, and nothing is undone', async () => {
      layOut(ciScripts);
      program('kubectl', [
        `echo "$*" >> ${join(dir, 'calls')}`,
        'case "$*" in',
        '  kustomize*) echo "kind: Deployment" ;;',
        '  patch*) echo \'{"kind":"Deployment","metadata":{"name":"api"}}\' ;;',
        '  *"get namespace"*) echo namespace/dev ;;',
        '  diff*) exit 1 ;;',
        '  "get --filename"*) echo \'{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"api","namespace":"dev"}}\' ;;',
        '  *"rollout status"*) echo Waiting for api; exec sleep 600 ;;',
        'esac',
      ].join('\n'));
      const step = startStep(script(...APPLY_OVERLAY), dir, { ...ENV, ...env, PATH: `${join(dir, 'bin')}:${process.env.PATH}`, NAMESPACE: 'dev', OVERLAY: 'k8s/overlays/dev', TIMEOUT_SECONDS: '900' });
      await step.says('Waiting for api');
      await step.cancel();
      expect(await step.ended).toBe(130);
      expect(step.log()).toContain('The overlay is applied and stays: deployment/api.');
      expect(readFileSync(join(dir, 'calls'), 'utf-8').trim().split('\n').at(-1)).toContain('rollout status');
    });
  });

  test('a script for people ends when it is told to while terraform works, once terraform has ended', async () => {
    layOut(GITHUB_SCRIPTS);
    write('ops/scripts/bootstrap.sh', bootstrapScript({ path: 'ops/scripts/bootstrap.sh', dirs: ['terraform/bootstrap'], backendType: 'local', backendFile: 'backend.hcl', clusters: [], terraformRootScript: 'ops/scripts/terraform-root.sh', isProtected: false }));
    write('terraform/bootstrap/main.tf', 'resource "terraform_data" "it" {\n  provisioner "local-exec" {\n    command = "echo begun-here; until test -e go; do sleep 0.1; done"\n  }\n}\noutput "backend_config" {\n  value = ""\n}\n');
    const step = startStep('exec bash ops/scripts/bootstrap.sh -- -auto-approve', dir, {});
    await step.says('[0mbegun-here');
    const left = step.exited.then(processesLeft);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) step.kill(signal);
    write('terraform/bootstrap/go', '');
    expect(await step.ended).not.toBe(0);
    expect(await left).toEqual([]);
    expect(step.log()).toContain('Apply complete!');
    expect(existsSync(join(dir, 'terraform/bootstrap/backend.tf'))).toBe(false);
  });
});
