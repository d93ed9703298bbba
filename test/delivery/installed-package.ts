import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { CompiledPackage } from '../compiled-package';

const PACKAGE = resolve(__dirname, '../..');

/** What `npm ci` would install in an estate, from the sources of this package; and an `npm` that puts it there. Types are not checked. */
export class InstalledPackage {
  private readonly directory = mkdtempSync(join(tmpdir(), 'installed-'));

  constructor() {
    mkdirSync(this.modules, { recursive: true });
    const { directory } = new CompiledPackage();
    symlinkSync(directory, join(this.modules, 'feiyue-projen'));
    write(join(this.modules, '.bin/feiyue-projen'), `#!/usr/bin/env node\nrequire(${JSON.stringify(join(directory, 'lib/run/cli.js'))});\n`);
    write(join(this.modules, '.bin/tsc'), '#!/bin/sh\n');
    for (const name of ['tsx', 'projen']) symlinkSync(join(PACKAGE, 'node_modules', name), join(this.modules, name));
    symlinkSync('../projen/bin/projen', join(this.modules, '.bin/projen'));
    write(join(this.bin, 'npm'), `#!/bin/sh\n[ "$1" != ci ] || { rm -rf node_modules && cp -R -P '${this.modules}' node_modules; }\n`);
  }

  /** Folder with the `npm`. */
  public get bin(): string {
    return join(this.directory, 'bin');
  }

  /** Writes what the `.projenrc.ts` of a folder declares. */
  public synthesise(directory: string): void {
    const modules = join(directory, 'node_modules');
    this.installIn(directory);
    execFileSync('node', ['-r', 'feiyue-projen', '-r', 'tsx/cjs', '.projenrc.ts'], {
      cwd: directory,
      // As `npx projen` does, also where tests of other things leave the installation out.
      env: { ...process.env, PROJEN_DISABLE_POST: 'false', PATH: [this.bin, process.env.PATH].join(delimiter), CI: 'true', NODE_ENV: 'production' },
      stdio: 'ignore',
    });
    rmSync(modules, { recursive: true });
  }

  /** Puts the packages into a folder. */
  public installIn(directory: string): void {
    cpSync(this.modules, join(directory, 'node_modules'), { recursive: true, verbatimSymlinks: true });
  }

  public remove(): void {
    rmSync(this.directory, { recursive: true });
  }

  private get modules(): string {
    return join(this.directory, 'node_modules');
  }
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text, { mode: 0o755 });
}
