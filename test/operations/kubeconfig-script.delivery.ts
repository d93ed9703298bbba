import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ScriptSandbox } from './run-script';
import { kubeconfigScript } from '../../src/operations/kubeconfig-script';
import { describeWithTool } from '../real-tool';

const PATH = 'ops/scripts/kubeconfig.sh';
const OUTPUTS = 'output "kubeconfig" {\n  value     = "private keys"\n  sensitive = true\n}\n';

function sandbox(publicKubeconfig = '', fetchingScript?: string): ScriptSandbox {
  const repository = new ScriptSandbox();
  repository.write(PATH, kubeconfigScript({
    path: PATH,
    backendFile: 'backend.hcl',
    note: 'It holds all keys.',
    fetchingScript,
    clusters: [
      { environment: 'dev', isProtected: false, rootModuleDir: 'terraform/dev/compute', output: 'kubeconfig', publicOutput: 'public_kubeconfig' },
      { environment: 'prod', isProtected: true, rootModuleDir: 'terraform/prod/compute', output: 'kubeconfig' },
    ],
  }));
  for (const environment of ['dev', 'prod']) {
    const root = `terraform/${environment}/compute`;
    repository.write(`${root}/main.tf`, 'terraform {\n  backend "local" {}\n}\n');
    repository.write(`${root}/backend.hcl`, 'path = "state.tfstate"\n');
    const outputs = { kubeconfig: `keys of ${environment}`, public_kubeconfig: publicKubeconfig };
    repository.write(`${root}/state.tfstate`, JSON.stringify({
      version: 4,
      terraform_version: '1.11.4',
      serial: 1,
      lineage: 'a',
      resources: [],
      outputs: Object.fromEntries(Object.entries(outputs).map(([name, value]) => [name, { value, type: 'string', sensitive: true }])),
    }));
  }
  repository.write('terraform/dev/compute/outputs.tf', OUTPUTS);
  return repository;
}

describeWithTool('terraform', () => {
  test('the keys go into a file that only its owner can read, and nowhere else', () => {
    const repository = sandbox();
    const file = join(repository.home, 'dev config');
    const { status, stdout, stderr } = repository.run(PATH, ['dev', file]);
    expect([status, stdout]).toEqual([0, '']);
    expect(readFileSync(file, 'utf-8')).toBe('keys of dev');
    expect(statSync(file).mode & 0o777).toBe(0o600); // eslint-disable-line no-bitwise
    expect(stderr).not.toContain('keys of dev');
    expect(stderr).toContain(`export KUBECONFIG='${file}'`);
  });

  test('the public endpoint is another output', () => {
    const repository = sandbox('public keys');
    expect(repository.run(PATH, ['dev', 'config', '--public'], { cwd: repository.home }).status).toBe(0);
    expect(readFileSync(join(repository.home, 'config'), 'utf-8')).toBe('public keys');
  });

  test('where an output says only where the kubeconfig is, a script fetches it, and nothing is left when it cannot', () => {
    const repository = sandbox('', 'fetch.mjs');
    repository.write('ops/scripts/fetch.mjs', `import { readFileSync, writeFileSync } from 'node:fs';
const [, , option, file] = process.argv;
const address = readFileSync(file, 'utf-8');
if (address.endsWith('prod')) throw new Error('not allowed');
console.log('fetched');
writeFileSync(file, option + ' fetched by ' + address);
`);
    const file = join(repository.home, 'config');
    expect(repository.run(PATH, ['dev', file])).toMatchObject({ status: 0, stdout: '' });
    expect(readFileSync(file, 'utf-8')).toBe('--kubeconfig fetched by keys of dev');
    expect(statSync(file).mode & 0o777).toBe(0o600); // eslint-disable-line no-bitwise
    expect(repository.run(PATH, ['prod', join(repository.home, 'other'), '--confirm', 'prod']).status).toBe(1);
    expect(readdirSync(repository.home).filter((name) => name.startsWith('other'))).toEqual([]);
  });

  test('an endpoint that the cluster does not have leaves no file behind', () => {
    const repository = sandbox();
    const { status, stderr } = repository.run(PATH, ['dev', 'config', '--public'], { cwd: repository.home });
    expect(status).toBe(1);
    expect(stderr).toContain('output public_kubeconfig of terraform/dev/compute is empty: the cluster has no such endpoint');
    expect(readdirSync(repository.home).filter((name) => name.startsWith('config'))).toEqual([]);
  });

  test('a protected environment gives its keys with its name as explicit word', () => {
    const repository = sandbox();
    const file = join(repository.home, 'prod');
    expect(repository.run(PATH, ['prod', file]).stderr).toContain('prod is protected: add --confirm prod to fetch the keys of its cluster');
    expect(existsSync(file)).toBe(false);
    expect(repository.run(PATH, ['prod', file, '--confirm', 'prod']).status).toBe(0);
    expect(readFileSync(file, 'utf-8')).toBe('keys of prod');
  });
});

test('a file that is there already is left alone', () => {
  const repository = sandbox();
  writeFileSync(join(repository.home, 'config'), 'contexts of others');
  const { status, stderr } = repository.run(PATH, ['dev', join(repository.home, 'config')]);
  expect(status).toBe(2);
  expect(stderr).toContain('is there already: remove it, or name another file');
  expect(readFileSync(join(repository.home, 'config'), 'utf-8')).toBe('contexts of others');
});

test('no keys are written into the repository', () => {
  const repository = sandbox();
  const { status, stderr } = repository.run(PATH, ['dev', 'terraform/../config']);
  expect(status).toBe(2);
  expect(stderr).toContain('lies in the repository, where it might be committed');
  expect(repository.has('config')).toBe(false);
});

test.each([
  ['no file', ['dev'], 2, 'Usage:'],
  ['standard output', ['dev', '/dev/stdout'], 2, 'is there already'],
  ['an unknown environment', ['pord', '/nowhere'], 2, 'no root module makes a cluster in pord; environments are: dev, prod'],
  ['a folder that is not there', ['dev', '/nowhere/config'], 2, 'there is no directory /nowhere'],
  ['a public endpoint without an output', ['prod', 'config', '--public', '--confirm', 'prod'], 2, 'terraform/prod/compute has no output with a public endpoint'],
])('%s: it says why', (_, args, expected, message) => {
  const repository = sandbox();
  const { status, stderr } = repository.run(PATH, args);
  expect(status).toBe(expected);
  expect(stderr).toContain(message);
});
