/** This package runs with any projen of its peer range: the tests of this folder, with the oldest and with the newest that there is. */
import { execFileSync, spawnSync } from 'child_process';
import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';

const PACKAGE = path.resolve(__dirname, '../../..');
const { peerDependencies } = JSON.parse(fs.readFileSync(path.join(PACKAGE, 'package.json'), 'utf-8')) as { peerDependencies: { projen: string } };
const RANGE = peerDependencies.projen;

const OLDEST = /^>=([\d.]+) /.exec(RANGE)![1];

function installedIn(packages: string): string {
  return (JSON.parse(fs.readFileSync(path.join(packages, 'projen/package.json'), 'utf-8')) as { version: string }).version;
}

/** The newest version in the range. Where npm cannot say it, the test fails: it would prove nothing. */
function newest(): string {
  const printed = JSON.parse(execFileSync('npm', ['view', `projen@${RANGE}`, 'version', '--json'], { cwd: os.tmpdir(), encoding: 'utf-8' })) as string | string[];
  return [printed].flat().pop()!;
}

/** Where a version is installed, once per machine. */
function packagesWith(version: string): string {
  const own = path.join(PACKAGE, 'node_modules');
  if (installedIn(own) === version) return own;
  const home = path.join(process.env.XDG_CACHE_HOME || path.join(os.homedir(), '.cache'), 'feiyue-projen', `projen-${version}`);
  const packages = path.join(home, 'node_modules');
  if (!fs.existsSync(packages)) {
    const partial = `${home}.${process.pid}`;
    fs.mkdirSync(partial, { recursive: true });
    fs.writeFileSync(path.join(partial, 'package.json'), JSON.stringify({ private: true, overrides: { constructs: constructsVersion() } }));
    execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', `projen@${version}`, `constructs@${constructsVersion()}`], { cwd: partial, stdio: 'pipe' });
    fs.renameSync(partial, home);
  }
  return packages;
}

function constructsVersion(): string {
  return (JSON.parse(fs.readFileSync(path.join(PACKAGE, 'node_modules/constructs/package.json'), 'utf-8')) as { version: string }).version;
}

test('what this package knows of projen is true of the oldest version and of the newest', () => {
  for (const version of new Set([OLDEST, newest()])) {
    const packages = packagesWith(version);
    expect(installedIn(packages)).toBe(version);
    const { status, stderr } = runTestsWith(packages);
    expect([version, status, status === 0 ? '' : stderr]).toEqual([version, 0, '']);
    expect(stderr).toMatch(/projen-behaviour\.test\.ts/);
  }
});

function runTestsWith(packages: string): { readonly status: number | null; readonly stderr: string } {
  const mapped = { '^(projen|constructs)(/.*)?$': `${packages}/$1$2` };
  const program = path.join(PACKAGE, 'node_modules/jest/bin/jest.js');
  return spawnSync(process.execPath, [program, '--ci', '--moduleNameMapper', JSON.stringify(mapped), 'test/synth/projen/'], { cwd: PACKAGE, encoding: 'utf-8' });
}
