import * as fs from 'fs';
import * as path from 'path';
import { azure, HclBlock, Module } from '../../../src';
import { PROVIDER_RELEASES } from '../../../src/terraform/lock/provider-releases';
import { AzureEstate } from '../../azure-estate';
import { DefaultEstate } from '../../default-estate';
import { describeWithTool, runTool } from '../../real-tool';
import { read, temporaryDirectory, tree, write } from '../../synth/test-project';
import { mirrorConfiguration, shellProviderMirror, shellReleases } from '../provider-mirror';

const LOCK = '.terraform.lock.hcl';

/** The folders that have a lock file, relative to the repository. */
function lockedDirs(outdir: string): string[] {
  return Object.keys(tree(outdir)).filter((file) => path.basename(file) === LOCK).map((file) => path.dirname(file));
}

/** Synthesises an estate on Azure in an empty folder, and returns the folder. */
function written(edit: (estate: AzureEstate) => void, prepare: (outdir: string) => void = () => undefined): string {
  const outdir = temporaryDirectory();
  prepare(outdir);
  const estate = new AzureEstate({ outdir });
  edit(estate);
  estate.project.synth();
  return outdir;
}

const REST = ['compute', 'database', 'group', 'network', 'storage'].flatMap((root) => ['dev', 'prod'].map((environment) => `terraform/${environment}/${root}`)).sort();

describe('a lock file is seeded', () => {
  test('in every root module and bootstrap whose providers are known', () => {
    const outdir = written(() => undefined);
    expect(lockedDirs(outdir)).toEqual(['terraform/bootstrap/azure-storage', ...REST]);
    const [, constraints] = /constraints = "(.*)"/.exec(read(outdir, `terraform/dev/database/${LOCK}`))!;
    expect(constraints).toBe('~> 4.81');
    expect(read(outdir, `terraform/bootstrap/azure-storage/${LOCK}`)).toBe(read(outdir, `terraform/dev/database/${LOCK}`));
  });

  test('with every provider that the modules need, and what the root module itself asks of them', () => {
    const outdir = written(({ project }) => {
      const sql = project.addRootModule('sql');
      sql.addProvider('random', { source: 'hashicorp/random', version: '>= 3.5, < 4.0' });
      new azure.Postgresql(sql, 'db', { resourceGroupName: 'rg-db' });
    });
    expect(read(outdir, `terraform/dev/sql/${LOCK}`)).toContain('provider "registry.terraform.io/hashicorp/random" {\n  version     = "3.9.0"\n  constraints = ">= 3.5.0, ~> 3.7, < 4.0.0"\n');
  });

  test('in a root module that is written by hand, for the provider that its terraform.tf asks for', () => {
    const outdir = written(({ project }) => {
      project.addRootModule('legacy', { handWritten: true });
    });
    expect(lockedDirs(outdir)).toContain('terraform/dev/legacy');
  });

  test('beside raw blocks of providers that are known', () => {
    const outdir = written(({ project }) => {
      project.addRootModule('extra').addBlock(new HclBlock('resource', ['random_id', 'x'], { byte_length: 4 }));
    });
    expect(read(outdir, `terraform/dev/extra/${LOCK}`)).toContain('constraints = "~> 3.7"');
    expect(read(outdir, `terraform/dev/extra/${LOCK}`)).not.toContain('azurerm');
  });
});

describe('no lock file is seeded', () => {
  test('where a provider is not known', () => {
    const outdir = written(({ project }) => project.addRootModule('dns').addProvider('acme', { source: 'acme/acme', version: '~> 1.0' }));
    expect(lockedDirs(outdir)).not.toContain('terraform/dev/dns');
    expect(lockedDirs(written(() => undefined))).toHaveLength(11);
    const tencent = new DefaultEstate();
    tencent.project.synth();
    expect(lockedDirs(tencent.project.outdir)).toEqual([]);
  });

  test('where the release that is known does not meet the constraints', () => {
    const outdir = written(({ project }) => project.addRootModule('ids').addProvider('random', { source: 'hashicorp/random', version: '~> 3.6.0' }));
    expect(lockedDirs(outdir)).not.toContain('terraform/dev/ids');
  });

  test('where nothing is required', () => {
    const outdir = written(({ project }) => project.addRootModule('plain').addBlock(new HclBlock('resource', ['terraform_data', 'x'])));
    expect(lockedDirs(outdir)).not.toContain('terraform/dev/plain');
  });

  test.each(['extra.tf', 'extra.tf.json'])('where the user has a file of his own, such as %s', (name) => {
    const outdir = written(() => undefined, (dir) => {
      write(dir, `terraform/prod/network/${name}`, '\n');
      write(dir, `terraform/bootstrap/azure-storage/${name}`, '\n');
    });
    expect(lockedDirs(outdir)).toEqual(REST.filter((dir) => dir !== 'terraform/prod/network'));
  });

  test('where the user has added to a library module, in every root module that calls it', () => {
    const outdir = written(() => undefined, (dir) => write(dir, 'terraform/modules/redis/extra.tf', '\n'));
    expect(lockedDirs(outdir)).toEqual(['terraform/bootstrap/azure-storage', ...REST.filter((dir) => !dir.endsWith('/database'))]);
  });

  test('where a module of the user\'s own is called', () => {
    const outdir = written(({ project }) => {
      new Module(project.addRootModule('jobs'), 'queue', { source: 'terraform/modules/queue' });
    }, (dir) => write(dir, 'terraform/modules/queue/main.tf', 'resource "random_id" "x" {\n  byte_length = 4\n}\n'));
    expect(lockedDirs(outdir)).not.toContain('terraform/dev/jobs');
  });

  test.each([
    ['module', ['x'], { source: 'Azure/naming/azurerm' }],
    ['provider', ['google'], {}],
    ['check', ['health'], {}],
  ])('where a raw block "%s" may bring a provider', (type, labels, attributes) => {
    const outdir = written(({ project }) => {
      const root = project.addRootModule('extra');
      new azure.ResourceGroup(root, 'extra');
      root.addBlock(new HclBlock(type, labels, attributes));
    });
    expect(lockedDirs(outdir)).not.toContain('terraform/dev/extra');
  });
});

describe('a lock file that was seeded', () => {
  const outdir = written(() => undefined);

  test('belongs to nobody but Terraform: it is writable, and no run knows or touches it', () => {
    expect(tree(outdir)[`terraform/dev/network/${LOCK}`]).toMatch(/^644 # This file is maintained automatically by "terraform init"\.\n/);
    expect(read(outdir, '.projen/manifest')).not.toContain(LOCK);
    expect(read(outdir, '.gitignore')).not.toContain(LOCK);
    expect(read(outdir, '.gitattributes')).not.toContain(LOCK);
    const before = tree(outdir);
    new AzureEstate({ outdir }).project.synth();
    expect(tree(outdir)).toEqual(before);
  });

  test('stays as it is when its root module asks for more, as Terraform says then what to do', () => {
    const estate = new AzureEstate({ outdir: written(({ project }) => project.addRootModule('ids').addProvider('random', { source: 'hashicorp/random', version: '~> 3.7' })) });
    const before = read(estate.project.outdir, `terraform/dev/ids/${LOCK}`);
    const ids = estate.project.addRootModule('ids');
    ids.addProvider('random', { source: 'hashicorp/random', version: '~> 3.6.0' });
    ids.addProvider('acme', { source: 'acme/acme', version: '~> 1.0' });
    estate.project.synth();
    expect(read(estate.project.outdir, `terraform/dev/ids/${LOCK}`)).toBe(before);
  });

  test('is left when its root module goes, like everything that is not generated', () => {
    const estate = new AzureEstate({ outdir: written(({ project }) => new azure.ResourceGroup(project.addRootModule('old'), 'old')) });
    estate.project.retireStates('dev/old', 'prod/old');
    estate.project.synth();
    expect(fs.readdirSync(path.join(estate.project.outdir, 'terraform/dev/old'))).toEqual([LOCK]);
  });

  test('is seeded again when it was deleted', () => {
    const text = read(outdir, `terraform/prod/network/${LOCK}`);
    fs.unlinkSync(path.join(outdir, `terraform/prod/network/${LOCK}`));
    new AzureEstate({ outdir }).project.synth();
    expect(read(outdir, `terraform/prod/network/${LOCK}`)).toBe(text);
  });

  test('costs no run another look at a folder', () => {
    const readdir = jest.spyOn(jest.requireActual<typeof fs>('fs'), 'readdirSync');
    new AzureEstate({ outdir }).project.synth();
    const looked = readdir.mock.calls.map(([dir]) => String(dir)).filter((dir) => dir.endsWith('terraform/prod/network'));
    readdir.mockRestore();
    expect(looked).toHaveLength(1);
  });
});

describeWithTool('terraform', () => {
  test('terraform init -lockfile=readonly is content in every root module and bootstrap, with checksums of providers that are there', () => {
    const outdir = written(({ project }) => {
      const sql = project.addRootModule('sql');
      sql.addProvider('random', { source: 'hashicorp/random', version: '>= 3.5, < 4.0' });
      new azure.Postgresql(sql, 'db', { resourceGroupName: 'rg-db' });
      project.addRootModule('legacy', { handWritten: true });
    });
    const versions = Object.fromEntries(Object.entries(PROVIDER_RELEASES).map(([source, { version }]) => [source, version]));
    const env = { TF_CLI_CONFIG_FILE: mirrorConfiguration(shellProviderMirror(temporaryDirectory(), versions)), TF_IN_AUTOMATION: '1' };
    const shells = shellReleases(versions);
    const lines = (hashes: readonly string[]) => hashes.map((hash) => `    "${hash}",\n`).join('');
    const dirs = lockedDirs(outdir);
    expect(dirs).toHaveLength(15);
    for (const dir of dirs) {
      const cwd = path.join(outdir, dir);
      // The published providers are not to be had here, so their checksums are exchanged for those of the shells, and nothing else.
      let text = read(cwd, LOCK);
      for (const [source, { hashes }] of Object.entries(PROVIDER_RELEASES)) text = text.replace(lines(hashes), lines(shells[source].hashes));
      expect(text).not.toContain('zh:');
      write(cwd, LOCK, text);
      const init = ['init', '-backend=false', '-input=false', '-no-color'];
      const { status, stdout, stderr } = runTool('terraform', [...init, '-lockfile=readonly'], { cwd, env });
      expect({ dir, status, stderr }).toEqual({ dir, status: 0, stderr: '' });
      expect(stdout).not.toContain('Provider lock file not updated');
      const left = path.join(cwd, LOCK);
      fs.unlinkSync(left);
      expect(runTool('terraform', init, { cwd, env })).toMatchObject({ status: 0 });
      // What terraform itself would write: the same but for the checksums, of which it knows those of this platform only.
      const withoutHashes = (lock: string) => lock.replace(/ {4}"h1:.*\n/g, '');
      expect(withoutHashes(text)).toBe(withoutHashes(read(cwd, LOCK)));
    }
  });
});
