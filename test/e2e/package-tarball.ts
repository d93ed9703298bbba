import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { command } from './command';

const CHECKOUT = resolve(__dirname, '..', '..');

/**
 * Packs the built package as the given version into the directory. `change` edits the copy that is packed, never the
 * checkout, and so makes a version that the checkout does not have.
 */
export function packageTarball(directory: string, version: string, change: (packageDirectory: string) => void = () => undefined): string {
  for (const built of ['lib/index.js', '.jsii']) {
    if (!existsSync(join(CHECKOUT, built))) throw new Error(`${built} is missing; build the package first: npx projen compile`);
  }
  const scratch = join(directory, `pack-${version}`);
  mkdirSync(scratch);
  const [{ filename }] = JSON.parse(npmPack(CHECKOUT, scratch)) as [{ filename: string }];
  command('tar', ['-xzf', filename], { cwd: scratch });

  const copy = join(scratch, 'package');
  for (const manifest of ['package.json', '.jsii']) {
    editJson(join(copy, manifest), (contents) => ({ ...contents, version }));
  }
  change(copy);
  npmPack(copy, directory);
  return join(directory, `feiyue-projen-${version}.tgz`);
}

function npmPack(from: string, to: string): string {
  return command('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', to], { cwd: from });
}

function editJson(path: string, edit: (contents: object) => object): void {
  writeFileSync(path, JSON.stringify(edit(JSON.parse(readFileSync(path, 'utf8'))), null, 2));
}
