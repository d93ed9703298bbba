import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { command } from './command';
import { startRegistry, type Registry } from './registry';

const CHECKOUT = resolve(__dirname, '..', '..');
const NAME = 'feiyue-projen';

/** This package as it was built, in a registry of its own. */
export class PublishedPackage {
  /** Publishes the checkout. @param directory for what is needed meanwhile */
  public static async publish(directory: string): Promise<PublishedPackage> {
    for (const built of ['lib/index.js', '.jsii']) {
      if (!existsSync(join(CHECKOUT, built))) throw new Error(`${built} is missing; build the package first: npx projen compile`);
    }
    const published = new PublishedPackage(directory, await startRegistry(NAME));
    published.npmPublish(CHECKOUT);
    return published;
  }

  /** The version that the checkout has. */
  public readonly version = versionOf(CHECKOUT);

  private constructor(private readonly directory: string, public readonly registry: Registry) {}

  /**
   * Publishes the checkout's version once more as another one.
   * @param change edits a copy of what is published, and so makes something that the checkout does not have
   */
  public async publishAs(version: string, change: (packageDirectory: string) => void): Promise<void> {
    const scratch = join(this.directory, `package-${version}`);
    mkdirSync(scratch);
    const tarball = await fetch(`${this.registry.url}${NAME}/-/${NAME}-${this.version}.tgz`);
    writeFileSync(join(scratch, 'package.tgz'), Buffer.from(await tarball.arrayBuffer()));
    command('tar', ['-xzf', 'package.tgz'], { cwd: scratch });
    const copy = join(scratch, 'package');
    for (const manifest of ['package.json', '.jsii']) {
      const file = join(copy, manifest);
      writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), version }));
    }
    change(copy);
    this.npmPublish(copy);
  }

  private npmPublish(packageDirectory: string): void {
    command('npm', ['publish', '--ignore-scripts', '--provenance=false'], { cwd: packageDirectory, env: this.registry.env });
  }
}

/** The version of the package in a folder. */
export function versionOf(packageDirectory: string): string {
  return JSON.parse(readFileSync(join(packageDirectory, 'package.json'), 'utf8')).version;
}
