import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import { HclBlock } from '../../../src';
import { GraphJson, rootModulesOf } from '../../../src/ci/graph-json';
import { lockGroups } from '../../../src/terraform/lock/provider-lock';
import { DefaultEstate } from '../../default-estate';
import { describeWithTool, runTool } from '../../real-tool';
import { read, temporaryDirectory, write } from '../../synth/test-project';
import { mirrorConfiguration, shellProviderMirror } from '../provider-mirror';

test('root modules with the same providers share one lock file, whatever the order they name them in', () => {
  expect(lockGroups([
    { dir: 'a', providers: ['x ~> 1', 'y ~> 2'] },
    { dir: 'b', providers: [] },
    { dir: 'c', providers: ['y ~> 2', 'x ~> 1'] },
    { dir: 'd', providers: ['x ~> 2'] },
  ], () => false)).toEqual([{ providers: ['x ~> 1', 'y ~> 2'], dirs: ['a', 'c'] }, { providers: ['x ~> 2'], dirs: ['d'] }]);
});

test('a root module with Terraform of the user\'s own is locked for itself; those that call modules of his own share when they call the same', () => {
  const own = ['mine', 'bare', 'modules/queue'];
  expect(lockGroups([
    { dir: 'a', providers: ['x ~> 1'], moduleDirs: ['modules/network'] },
    { dir: 'mine', providers: ['x ~> 1'], moduleDirs: ['modules/network'] },
    { dir: 'bare', providers: [] },
    { dir: 'b', providers: ['x ~> 1'] },
    { dir: 'dev/jobs', providers: ['x ~> 1'], moduleDirs: ['modules/network', 'modules/queue'] },
    { dir: 'prod/jobs', providers: ['x ~> 1'], moduleDirs: ['modules/queue'] },
  ], (dir) => own.includes(dir))).toEqual([
    { providers: ['x ~> 1'], dirs: ['a', 'b'] },
    { providers: ['x ~> 1'], dirs: ['mine'] },
    { providers: [], dirs: ['bare'] },
    { providers: ['x ~> 1'], dirs: ['dev/jobs', 'prod/jobs'] },
  ]);
});

describeWithTool('terraform', () => {
  const outdir = temporaryDirectory();
  const mirror = shellProviderMirror(temporaryDirectory());
  const env = { TF_CLI_CONFIG_FILE: mirrorConfiguration(mirror), TF_IN_AUTOMATION: '1' };

  beforeAll(() => {
    new DefaultEstate({ outdir }).project.synth();
  });

  test('terraform:lock records every platform once per set of providers and copies it to every root module', () => {
    const cli = ['-r', require.resolve('tsx/cjs'), path.resolve('src/run/cli.ts'), 'terraform-lock', '.projen/graph.json', `-fs-mirror=${mirror}`];
    const { status, stdout } = spawnSync(process.execPath, cli, { cwd: outdir, env: { ...process.env, ...env }, encoding: 'utf-8' });
    expect(status).toBe(0);
    expect(stdout.match(/^\[\d\/2\] .* for 4 platforms$/gm)).toHaveLength(2);

    const graph = JSON.parse(read(outdir, '.projen/graph.json')) as GraphJson;
    const roots = [...graph.bootstrap, ...rootModulesOf(graph)];
    expect(roots).toHaveLength(9);
    for (const { dir } of roots) {
      const lock = read(outdir, `${dir}/.terraform.lock.hcl`);
      expect(lock).toContain('provider "registry.terraform.io/tencentcloudstack/tencentcloud"');
      const checksums = lock.slice(lock.indexOf('tencentcloudstack')).match(/"h1:[^"]+"/g);
      expect(new Set(checksums).size).toBe(4);
    }
    expect(read(outdir, 'terraform/dev/database/.terraform.lock.hcl')).toContain('hashicorp/random');
    expect(read(outdir, 'terraform/dev/network/.terraform.lock.hcl')).not.toContain('hashicorp/random');
  });

  test('terraform:lock records what the user\'s own files require, and `terraform init -lockfile=readonly` is content everywhere', () => {
    const estate = new DefaultEstate();
    estate.project.addRootModule('legacy', { handWritten: true });
    estate.project.addRootModule('plain').addBlock(new HclBlock('resource', ['terraform_data', 'x']));
    estate.project.synth();
    const own = estate.project.outdir;
    write(own, 'terraform/prod/network/extra.tf', 'resource "random_id" "own" {\n  byte_length = 4\n}\n');
    write(own, 'terraform/dev/legacy/main.tf', 'resource "random_id" "own" {\n  byte_length = 4\n}\n');
    write(own, 'terraform/dev/plain/extra.tf', 'resource "random_id" "own" {\n  byte_length = 4\n}\n');
    write(own, 'terraform/prod/plain/extra.tf', '# nothing yet\n');
    const cli = ['-r', require.resolve('tsx/cjs'), path.resolve('src/run/cli.ts'), 'terraform-lock', '.projen/graph.json', `-fs-mirror=${mirror}`];
    expect(spawnSync(process.execPath, cli, { cwd: own, env: { ...process.env, ...env }, encoding: 'utf-8' })).toMatchObject({ status: 0 });

    const hasRandom = (dir: string) => read(own, `terraform/${dir}/.terraform.lock.hcl`).includes('hashicorp/random');
    expect(['prod/network', 'dev/network', 'dev/legacy', 'prod/legacy', 'dev/plain'].map(hasRandom)).toEqual([true, false, true, false, true]);
    for (const dir of ['prod/network', 'dev/network', 'dev/legacy', 'prod/legacy', 'dev/plain', 'prod/plain']) {
      const cwd = path.join(own, 'terraform', dir);
      expect(runTool('terraform', ['init', '-backend=false', '-input=false', '-no-color', '-lockfile=readonly'], { cwd, env })).toMatchObject({ status: 0 });
    }
  });

  test('one more provider is added to the lock files that are there; one at another version has to be locked anew', () => {
    const { project } = new DefaultEstate();
    project.synth();
    const own = project.outdir;
    const lock = `${own}/terraform/dev/network/.terraform.lock.hcl`;
    const cli = ['-r', require.resolve('tsx/cjs'), path.resolve('src/run/cli.ts'), 'terraform-lock', '.projen/graph.json', `-fs-mirror=${mirror}`];
    const lockAll = () => spawnSync(process.execPath, cli, { cwd: own, env: { ...process.env, ...env, TF_CLI_ARGS: '-no-color' }, encoding: 'utf-8' });
    expect(lockAll()).toMatchObject({ status: 0 });
    expect(fs.readFileSync(lock, 'utf-8')).not.toContain('hashicorp/random');

    write(own, 'terraform/dev/network/extra.tf', 'resource "random_id" "own" {\n  byte_length = 4\n}\n');
    const init = ['init', '-backend=false', '-input=false', '-no-color', '-lockfile=readonly'];
    const refused = runTool('terraform', init, { cwd: path.dirname(lock), env });
    expect(refused).toMatchObject({ status: 1, stderr: expect.stringContaining('Provider dependency changes detected') as string });
    expect(lockAll()).toMatchObject({ status: 0 });
    expect(runTool('terraform', init, { cwd: path.dirname(lock), env })).toMatchObject({ status: 0 });

    fs.writeFileSync(lock, fs.readFileSync(lock, 'utf-8').replace('1.83.99', '1.82.0'));
    const outdated = lockAll();
    expect(outdated.status).toBe(1);
    expect(outdated.stderr.replace(/[\s│]+/g, ' ')).toContain('does not match configured version constraint ~> 1.83');
    fs.unlinkSync(lock);
    expect(lockAll()).toMatchObject({ status: 0 });
    expect(runTool('terraform', init, { cwd: path.dirname(lock), env })).toMatchObject({ status: 0 });
  });

  test('arguments after which terraform writes no lock file are named', () => {
    const { project } = new DefaultEstate();
    project.synth();
    const cli = ['-r', require.resolve('tsx/cjs'), path.resolve('src/run/cli.ts'), 'terraform-lock', '.projen/graph.json', '-help'];
    const { status, stderr } = spawnSync(process.execPath, cli, { cwd: project.outdir, env: { ...process.env, ...env }, encoding: 'utf-8' });
    expect(status).toBe(1);
    expect(stderr).toContain('feiyue-projen: terraform providers lock wrote no .terraform.lock.hcl in terraform/bootstrap/tencent-cos: drop the arguments -help\n');
  });

  test('a terraform that is missing is said so', () => {
    const cli = ['-r', require.resolve('tsx/cjs'), path.resolve('src/run/cli.ts'), 'terraform-lock', '.projen/graph.json'];
    const { status, stderr } = spawnSync(process.execPath, cli, { cwd: outdir, env: { ...process.env, PATH: temporaryDirectory() }, encoding: 'utf-8' });
    expect({ status, stderr }).toEqual({ status: 1, stderr: 'feiyue-projen: terraform is not on the PATH: install it, then run this again\n' });
  });

  test('the next synthesis leaves the lock files alone', () => {
    const lock = read(outdir, 'terraform/dev/database/.terraform.lock.hcl');
    new DefaultEstate({ outdir }).project.synth();
    expect(read(outdir, 'terraform/dev/database/.terraform.lock.hcl')).toBe(lock);
  });

  test('`terraform init -backend-config=backend.hcl` accepts every argument and gets as far as the first call to the cloud', () => {
    const cwd = path.join(outdir, 'terraform/dev/database');
    const { status, stdout, stderr } = runTool('terraform', ['init', '-input=false', '-no-color', '-backend-config=backend.hcl', '-lockfile=readonly'], {
      cwd,
      env: { ...env, HTTPS_PROXY: 'http://127.0.0.1:9', TENCENTCLOUD_SECRET_ID: 'dummy', TENCENTCLOUD_SECRET_KEY: 'dummy' },
    });
    expect(status).toBe(1);
    expect(stdout).toContain('Initializing the backend...');
    // The backend asked COS for the bucket, through a proxy that nobody listens at.
    expect(stderr).toContain('bucket feiyue-mono-tfstate-1250000000 not exists');
  });

  test('the bootstrap begins with a local state: `terraform init` needs nothing but the provider', () => {
    const cwd = path.join(outdir, 'terraform/bootstrap/tencent-cos');
    expect(runTool('terraform', ['init', '-input=false', '-no-color'], { cwd, env })).toMatchObject({ status: 0, stderr: '' });
    expect(fs.existsSync(path.join(cwd, '.terraform/providers'))).toBe(true);
  });

  test('what terraform leaves behind is not committed, and the lock file is', () => {
    const git = (...args: string[]) => spawnSync('git', args, { cwd: outdir, encoding: 'utf-8' });
    git('init', '--quiet');
    const isIgnored = (file: string) => git('check-ignore', '--quiet', file).status === 0;
    for (const file of ['.terraform/providers/x', 'terraform.tfstate', 'terraform.tfstate.backup', 'plan.tfplan']) {
      expect([file, isIgnored(`terraform/dev/network/${file}`)]).toEqual([file, true]);
    }
    for (const file of ['.terraform.lock.hcl', 'main.tf', 'extra.tf']) {
      expect([file, isIgnored(`terraform/dev/network/${file}`)]).toEqual([file, false]);
    }
  });
});
