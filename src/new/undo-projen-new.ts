import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';

type Packages = Readonly<Record<string, string>>;
interface PackageJson { readonly devDependencies?: Packages }

/**
 * Undoes what `projen new` did before it asked the project, whose estate is refused: it installs packages, and names them in
 * `package.json`.
 * @returns what could not be undone, for the user; undefined: the folder is as it was
 */
export function undoProjenNew(directory: string): string | undefined {
  removeIfNew(path.join(directory, 'node_modules'));
  const file = path.join(directory, 'package.json');
  removeIfNew(file);
  const status = fs.statSync(file, { throwIfNoEntry: false });
  if (!status || status.mtimeMs < performance.timeOrigin) return undefined;
  const committed = committedText(directory);
  if (committed !== undefined && isSameButForPackages(committed, fs.readFileSync(file, 'utf-8'))) {
    fs.writeFileSync(file, committed);
    return undefined;
  }
  return 'projen itself has named projen and feiyue-projen in the devDependencies of package.json before it asked: take them out again.';
}

/** What was made since this process began is its own. Where the file system does not know, nothing is. */
function removeIfNew(file: string): void {
  const born = fs.lstatSync(file, { throwIfNoEntry: false })?.birthtimeMs ?? 0;
  if (born >= performance.timeOrigin) fs.rmSync(file, { recursive: true, force: true });
}

function committedText(directory: string): string | undefined {
  const { status, stdout } = spawnSync('git', ['show', 'HEAD:./package.json'], { cwd: directory, encoding: 'utf-8', stdio: ['ignore', 'pipe', 'ignore'] });
  return status === 0 ? stdout : undefined;
}

/** Whether nothing but packages was added. */
function isSameButForPackages(before: string, after: string): boolean {
  try {
    const { devDependencies: had = {}, ...rest } = JSON.parse(before) as PackageJson;
    const { devDependencies: has = {}, ...others } = JSON.parse(after) as PackageJson;
    return JSON.stringify(rest) === JSON.stringify(others) && Object.entries(had).every(([name, version]) => has[name] === version);
  } catch {
    return false;
  }
}
