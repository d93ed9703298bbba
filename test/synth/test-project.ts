import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import * as javascript from 'projen/lib/javascript';
import { LogLevel } from 'projen/lib/logger';
import { EstateProject } from '../../src/synth/estate-project';

/** Makes the synthesis of a test stop before `npm install`. */
export function withoutPostSynthesis(): void {
  process.env.PROJEN_DISABLE_POST = 'true';
}

export function temporaryDirectory(): string {
  return fs.mkdtempSync(path.join(os.tmpdir(), 'feiyue-synth-'));
}

export interface TestProjectOptions {
  readonly level?: LogLevel;
  readonly directories?: readonly string[];
}

/** The smallest project that is synthesised like an estate. */
export class TestProject extends EstateProject {
  constructor(outdir: string, options: TestProjectOptions = {}) {
    super({
      name: 'mono',
      defaultReleaseBranch: 'main',
      outdir,
      logging: { level: options.level ?? LogLevel.OFF },
      packageManager: javascript.NodePackageManager.NPM,
      github: false,
      jest: false,
      release: false,
      buildWorkflow: false,
      depsUpgrade: false,
      licensed: false,
      pullRequestTemplate: false,
    });
    for (const directory of options.directories ?? []) this.addGeneratedDirectory(directory);
  }

  protected _reportCounts(): string[] {
    return ['2 environments'];
  }
}

/** Every file, directory and link below a directory, with its mode and bytes. */
export function tree(root: string): Record<string, string> {
  const found: Record<string, string> = {};
  const visit = (directory: string) => {
    for (const name of fs.readdirSync(directory).sort()) {
      const absolute = path.join(directory, name);
      const stat = fs.lstatSync(absolute);
      const mode = (stat.mode % 0o1000).toString(8);
      const relative = path.relative(root, absolute);
      if (stat.isSymbolicLink()) {found[relative] = `link ${fs.readlinkSync(absolute)}`;} else if (stat.isDirectory()) {
        found[`${relative}/`] = mode;
        visit(absolute);
      } else {found[relative] = `${mode} ${fs.readFileSync(absolute, 'latin1')}`;}
    }
  };
  visit(root);
  return found;
}

export function write(root: string, file: string, content: string): void {
  fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  fs.writeFileSync(path.join(root, file), content);
}

export function read(root: string, file: string): string {
  return fs.readFileSync(path.join(root, file), 'utf-8');
}

export function modeOf(root: string, file: string): string {
  return (fs.statSync(path.join(root, file)).mode % 0o1000).toString(8);
}
