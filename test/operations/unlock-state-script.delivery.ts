import { ScriptSandbox } from './run-script';
import { Backend } from '../../src/clouds/backends/backend';
import { unlockStateScript } from '../../src/operations/unlock-state-script';
import { describeWithTool } from '../real-tool';

const PATH = 'ops/scripts/unlock-state.sh';
const ROOT = 'terraform/prod/network';
const COS = Backend.cos({ bucket: 'tfstate-1250000000', region: 'ap-guangzhou' });

/** As Terraform 1.11.4 prints it. */
const HELD = `
Error: Error acquiring the state lock

Error message: lock file prod/network/terraform.tfstate.tflock exists
Lock Info:
  ID:        ab2b82d3-8250-4f5a-cdec-d7aa5eca8617
  Path:      prod/network/terraform.tfstate.tflock
  Operation: OperationTypeApply
  Who:       root@runner
  Version:   1.11.4
  Created:   2026-11-22 21:29:54.76920006 +0000 UTC
  Info:      

Terraform acquires a state lock to protect the state from being written
by multiple users at the same time.`;
const ID = 'ab2b82d3-8250-4f5a-cdec-d7aa5eca8617';

function sandbox(answer = ''): ScriptSandbox {
  const repository = new ScriptSandbox();
  repository.write(PATH, unlockStateScript({
    path: PATH,
    backendFile: 'backend.hcl',
    exampleDir: 'terraform/dev/network',
    places: [
      { name: 'dev', rootModulePattern: 'terraform/dev/*' },
      { name: 'prod', rootModulePattern: 'terraform/prod/*' },
      { name: 'bootstrap', rootModulePattern: 'terraform/bootstrap/tencent-cos' },
    ],
    withoutHolder: COS._lockWithoutHolder,
  }));
  repository.write(`${ROOT}/main.tf`, 'terraform {\n  backend "local" {}\n}\n');
  repository.write(`${ROOT}/backend.hcl`, 'path = "state.tfstate"\n');
  repository.write('terraform/bootstrap/tencent-cos/main.tf', '');
  if (answer !== '') repository.fake('terraform', `[[ "$1" == state ]] && { cat >&2 << 'ANSWER'\n${answer}\nANSWER\nexit 1; }\nexit 0`);
  return repository;
}

function unlocked(repository: ScriptSandbox): string[] {
  return repository.callsOf('terraform').filter((call) => call.startsWith('force-unlock'));
}

test('the holder is shown, and nothing is unlocked, without a lock id', () => {
  const repository = sandbox(HELD);
  const { status, stderr } = repository.run(PATH, [ROOT]);
  expect(status).toBe(3);
  expect(stderr).toContain('Who:       root@runner\n');
  expect(stderr).toContain(`${ROOT} is locked. If its holder is gone: add ${ID} --confirm prod`);
  expect(unlocked(repository)).toEqual([]);
});

test('the lock is ended that was named and confirmed', () => {
  const repository = sandbox(HELD);
  const { status, stdout, stderr } = repository.run(PATH, [ROOT, ID, '--confirm', 'prod']);
  expect([status, stdout]).toEqual([0, '']);
  expect(stderr.indexOf('root@runner')).toBeLessThan(stderr.indexOf('is not locked any more'));
  expect(unlocked(repository)).toEqual([`force-unlock -force ${ID}`]);
});

test.each([
  ['without a confirmation', [ROOT, ID], 'add --confirm prod to end it'],
  ['with the name of another environment', [ROOT, ID, '--confirm', 'dev'], `${ROOT} belongs to prod, not to dev`],
  ['of somebody else', [ROOT, 'b', '--confirm', 'prod'], `the lock of ${ROOT} is ${ID}, not b: somebody else holds it now`],
])('a lock is left alone %s', (_, args, message) => {
  const repository = sandbox(HELD);
  const { status, stderr } = repository.run(PATH, args);
  expect(status).toBe(3);
  expect(stderr).toContain(message);
  expect(unlocked(repository)).toEqual([]);
});

test('the state of the bootstrap has a word of its own', () => {
  const repository = sandbox(HELD);
  expect(repository.run(PATH, ['terraform/bootstrap/tencent-cos', ID, '--confirm', 'bootstrap']).status).toBe(0);
});

test('a tag of COS that a killed run left behind is named, with what removes it', () => {
  const repository = sandbox('Error: Error acquiring the state lock\n\nError message: failed to create tag: tencentcloud-terraform-lock -> 0a1b2c: [TencentCloudSDKError] Code=ResourceInUse.TagDuplicate\nlock file x.tflock not exists');
  const { status, stderr } = repository.run(PATH, [ROOT, ID, '--confirm', 'prod']);
  expect(status).toBe(1);
  expect(stderr).toContain('tccli tag DeleteTag --TagKey tencentcloud-terraform-lock --TagValue 0a1b2c\n');
  expect(stderr).toContain('terraform names no holder of a lock');
  expect(unlocked(repository)).toEqual([]);
});

test('any other trouble is shown as terraform tells it', () => {
  const { status, stderr } = sandbox('Error: No valid credential sources found').run(PATH, [ROOT]);
  expect(status).toBe(1);
  expect(stderr).toContain('No valid credential sources found');
  expect(stderr).not.toContain('tccli');
});

test.each([
  ['no directory', [], 'which root module? Give its directory, such as terraform/dev/network'],
  ['a directory that is not there', ['terraform/prod/nothing'], 'there is no directory terraform/prod/nothing'],
  ['a directory of something else', ['ops'], 'ops is no root module of this repository'],
])('%s: it ends with status 2 and says why', (_, args, message) => {
  const { status, stderr } = sandbox(HELD).run(PATH, args);
  expect(status).toBe(2);
  expect(stderr).toContain(message);
});

describeWithTool('terraform', () => {
  test('asking for the lock changes nothing, and a state that nobody holds is said to be so', () => {
    const repository = sandbox();
    const state = JSON.stringify({ version: 4, terraform_version: '1.11.4', serial: 1, lineage: 'a', resources: [], outputs: {} });
    repository.write(`${ROOT}/state.tfstate`, state);
    const { status, stderr } = repository.run(PATH, [ROOT, ID, '--confirm', 'prod']);
    expect(status).toBe(1);
    expect(stderr).toContain(`the state of ${ROOT} is not locked`);
    expect(repository.read(`${ROOT}/state.tfstate`)).toBe(state);
  });
});
