import { chmodSync, copyFileSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { Failure } from './failure';

/** The artifacts of a run, each in a folder of its own. */
export class Artifacts {
  constructor(private readonly directory: string) {}

  /** Folder of each artifact, by its name. */
  public get folders(): Readonly<Record<string, string>> {
    if (!existsSync(this.directory)) return {};
    return Object.fromEntries(readdirSync(this.directory).sort().map((name) => [name, join(this.directory, name)]));
  }

  /** Keeps files, by their paths within the artifact. Neither owner nor mode is kept. */
  public add(name: string, files: ReadonlyMap<string, string>): void {
    if (/["/\\:<>|*?\r\n]/.test(name)) throw new Failure(`The artifact name is not valid: ${name}`);
    if (Object.hasOwn(this.folders, name)) throw new Failure(`Failed to CreateArtifact: (409) an artifact with this name already exists: ${name}`);
    mkdirSync(join(this.directory, name), { recursive: true });
    for (const [path, file] of files) copyFile(file, join(this.directory, name, path));
  }

  public remove(name: string): void {
    rmSync(join(this.directory, name), { recursive: true, force: true });
  }

  public copyTo(name: string, directory: string): void {
    const folder = join(this.directory, name);
    mkdirSync(directory, { recursive: true });
    for (const file of filesBelow(folder)) copyFile(file, join(directory, relative(folder, file)));
  }
}

/** Every file below a folder, or the file itself. */
export function filesBelow(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path).sort().flatMap((name) => filesBelow(join(path, name)));
}

function copyFile(from: string, to: string): void {
  mkdirSync(dirname(to), { recursive: true });
  copyFileSync(from, to);
  chmodSync(to, 0o644);
}
