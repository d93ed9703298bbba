import * as fs from 'fs';
import * as path from 'path';
import { PROVIDER_RELEASES } from '../../../src/terraform/lock/provider-releases';
import { ProviderConstraint, renderLockFile } from '../../../src/terraform/lock/render-lock-file';
import { describeWithTool, runTool } from '../../real-tool';
import { read, temporaryDirectory, write } from '../../synth/test-project';
import { mirrorConfiguration, shellProviderMirror, shellReleases } from '../provider-mirror';

const RELEASES = { 'acme/queue': { version: '2.4.1', hashes: ['h1:a', 'zh:b'] } };

function constraintsLine(...versions: string[]): string | undefined {
  return /constraints = "(.*)"/.exec(renderLockFile(versions.map((version) => ({ source: 'acme/queue', version })), RELEASES) ?? '')?.[1];
}

test('a provider that nothing is known of, or whose release does not meet a constraint, leaves the file unknown', () => {
  expect(renderLockFile([{ source: 'acme/other' }], RELEASES)).toBeUndefined();
  expect(renderLockFile([{ source: 'acme/queue' }, { source: 'acme/other' }], RELEASES)).toBeUndefined();
  expect(renderLockFile([{ source: 'constructor' }], RELEASES)).toBeUndefined();
  expect(renderLockFile([{ source: 'acme/queue', version: '~> 2.4' }, { source: 'acme/queue', version: '< 2.4.1' }], RELEASES)).toBeUndefined();
});

test('where no provider is required there is no file', () => {
  expect(renderLockFile([], RELEASES)).toBeUndefined();
});

test.each(['~> 2.5', '~> 2.3.0', '~> 1.0', '~> 3', '> 2.4.1', '>= 2.5', '< 2.4', '<= 2.4.0', '2.4.0', '= 2.4.2', '!= 2.4.1'])('%s is not met by 2.4.1', (constraint) => {
  expect(constraintsLine(constraint)).toBeUndefined();
});

test.each(['2', '!= 2', '> 2', '<= 2.5', '>= 2.0.0-beta1', '2.4.1-beta1', 'v2.4.1', '>= 2.*', '>=  2.0', '2.4.1.0', '', '~> 2.4,'])('%j is left to Terraform', (constraint) => {
  expect(constraintsLine(constraint)).toBeUndefined();
});

test('the same constraint in two forms is said once', () => {
  expect(constraintsLine('>= 2.0', '>=2.0.0,~> 2', '= 2.4.1', '2.4.1', '~> 2.0')).toBe('>= 2.0.0, ~> 2.0, 2.4.1');
});

test('the checksums that are shipped have the forms of Terraform and are sorted', () => {
  for (const [source, { version, hashes }] of Object.entries(PROVIDER_RELEASES)) {
    expect(source).toMatch(/^[a-z]+\/[a-z]+$/);
    expect(version).toMatch(/^\d+\.\d+\.\d+$/);
    expect(hashes).toEqual([...new Set(hashes)].sort());
    for (const hash of hashes) expect(hash).toMatch(/^(zh:[0-9a-f]{64}|h1:[A-Za-z0-9+/]{43}=)$/);
    // One for each archive that was published, and one for the manifest: a platform whose checksum is missing would be shut out.
    expect(hashes.filter((hash) => hash.startsWith('zh:')).length).toBeGreaterThanOrEqual(12);
  }
});

describeWithTool('terraform', () => {
  /** What a root module and the three modules that it calls require of each provider; undefined: it is required in any version. */
  const REQUIRED: Readonly<Record<string, ReadonlyArray<string | undefined>>> = {
    'acme/queue': ['~> 2.4', '>= 2.0, < 3.0', '~> 2.4.0', '>= 2.4'],
    'acme/any': [undefined, undefined, undefined, undefined],
    'acme/some': [undefined, '~> 1', undefined, '>= 1'],
    'acme/exact': ['= 3.2.1', '3.2.1', '!= 3.2.0', '!=3.2.2'],
    'acme/bounds': ['> 0.9.0,<= 1.2.3', '>= 1.2.3', '~> 1.2.3', '~> 1.2'],
    'acme/order': ['< 10.0', '>= 9.0.1', '!= 9.0.1', '> 9.0.1'],
    'acme-io/queue': ['~> 5.0.0', '~> 5.0', '>= 5', '< 6'],
    'a/z': ['0.1.0', '>= 0.0.1', '~> 0.1', '<= 0.1.0'],
  };
  const VERSIONS = {
    'acme/queue': '2.4.1',
    'acme/any': '7.8.9',
    'acme/some': '1.99.0',
    'acme/exact': '3.2.1',
    'acme/bounds': '1.2.3',
    'acme/order': '9.11.0',
    'acme-io/queue': '5.0.7',
    'a/z': '0.1.0',
  };
  const releases = shellReleases(VERSIONS);
  const env = { TF_CLI_CONFIG_FILE: mirrorConfiguration(shellProviderMirror(temporaryDirectory(), VERSIONS)), TF_IN_AUTOMATION: '1' };
  const all: ProviderConstraint[] = Object.entries(REQUIRED).flatMap(([source, versions]) => versions.map((version) => ({ source, version })));

  /** A root module in a folder of its own. */
  function rootModule(): string {
    const outdir = temporaryDirectory();
    const requires = (module: number) => Object.entries(REQUIRED).map(([source, versions], index) => {
      const version = versions[module] === undefined ? '' : `, version = "${versions[module]}"`;
      return `    p${index} = { source = "${source}"${version} }\n`;
    }).join('');
    const text = (module: number) => `terraform {\n  required_providers {\n${requires(module)}  }\n}\n`;
    write(outdir, 'main.tf', `${text(0)}${[1, 2, 3].map((n) => `module "m${n}" {\n  source = "./m${n}"\n}\n`).join('')}`);
    for (const n of [1, 2, 3]) write(outdir, `m${n}/main.tf`, text(n));
    return outdir;
  }

  test('the file is, byte for byte, what terraform init leaves', () => {
    const cwd = rootModule();
    expect(runTool('terraform', ['init', '-input=false', '-no-color'], { cwd, env })).toMatchObject({ status: 0, stderr: '' });
    const left = read(cwd, '.terraform.lock.hcl');
    const platform = fs.readdirSync(path.join(cwd, '.terraform/providers/registry.terraform.io/a/z/0.1.0'))[0];
    const onThisPlatform = Object.fromEntries(Object.entries(releases).map(([source, { version, hashes }]) => {
      const recorded = left.slice(left.indexOf(`/${source}"`)).match(/h1:[^"]+/)![0];
      expect([source, platform, hashes]).toEqual([source, platform, expect.arrayContaining([recorded])]);
      return [source, { version, hashes: [recorded] }];
    }));
    expect(renderLockFile(all, onThisPlatform)).toBe(left);
  });

  test('terraform init -lockfile=readonly is content with it, whatever the platform, and has nothing to add', () => {
    const cwd = rootModule();
    const text = renderLockFile([...all].reverse(), releases)!;
    write(cwd, '.terraform.lock.hcl', text);
    const { status, stdout, stderr } = runTool('terraform', ['init', '-input=false', '-no-color', '-lockfile=readonly'], { cwd, env });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).not.toContain('Provider lock file not updated');
    expect(runTool('terraform', ['init', '-input=false', '-no-color'], { cwd, env })).toMatchObject({ status: 0, stderr: '' });
    expect(read(cwd, '.terraform.lock.hcl')).toBe(text);
  });

  test('terraform init refuses a provider that the file has no checksum of', () => {
    const cwd = rootModule();
    write(cwd, '.terraform.lock.hcl', renderLockFile(all, { ...releases, 'a/z': { ...releases['a/z'], hashes: releases['acme/any'].hashes } })!);
    const { status, stderr } = runTool('terraform', ['init', '-input=false', '-no-color', '-lockfile=readonly'], { cwd, env });
    expect(status).toBe(1);
    expect(stderr.replace(/\s+/g, ' ')).toContain("doesn't match any of the checksums previously recorded in the dependency lock file");
  });
});
