import * as fs from 'fs';
import * as path from 'path';
import * as javascript from 'projen/lib/javascript';
import { Project } from 'projen/lib/project';
import { Entries } from '../../worktree/entries';
import { hasConflict, PackageJson, readPackageJson } from '../../worktree/package-json';
import { RecordedWrites } from '../../worktree/recorded-writes';
import { Transaction } from '../../worktree/transaction';
import { IncompleteRun } from '../declare/incomplete-run';

/**
 * Has the npm packages of estates, and of the projects in them, keep to the rules of a run. projen's class reads, deletes and
 * writes files by itself, the first two while it is constructed, and nothing of that can be told to it otherwise.
 * @param isHeld whether a project belongs to an estate
 */
export function holdNpmPackages(isHeld: (project: Project) => boolean): void {
  const held: Partial<NodePackageParts> & ThisType<NodePackageParts> = {
    readPackageJson() {
      return isHeld(this.project) ? readPackageJson(this.project.outdir) : PROJENS.readPackageJson.call(this);
    },
    // The lock file of another package manager is somebody's: a run removes what a run has written.
    deleteOrphanedLockFiles() {
      if (!isHeld(this.project)) PROJENS.deleteOrphanedLockFiles.call(this);
    },
    determineInitialInstallTrigger() {
      const trigger = PROJENS.determineInitialInstallTrigger.call(this);
      if (!isHeld(this.project)) return trigger;
      if (!fs.existsSync(path.join(this.project.outdir, this.lockFile))) withoutLockFile.add(this);
      return trigger ?? (hasConflict(this.project.outdir, this.lockFile) ? { reason: `${this.lockFile} has a merge conflict` } : undefined);
    },
    resolveDepsAndWritePackageJson() {
      return isHeld(this.project) ? resolveVersions(this) : PROJENS.resolveDepsAndWritePackageJson.call(this);
    },
    installDependencies(trigger) {
      if (isHeld(this.project)) install(this);
      else PROJENS.installDependencies.call(this, trigger);
    },
  };
  Object.assign(PARTS, held);
}

/** The parts of projen's class that it keeps to itself. */
interface NodePackageParts {
  readonly project: Project;
  readonly lockFile: string;
  readonly installTask: { readonly name: string };
  readonly installCiTask: { readonly name: string };
  readonly isAutomatedBuild: boolean;
  readPackageJson(): PackageJson | undefined;
  deleteOrphanedLockFiles(): void;
  determineInitialInstallTrigger(): object | undefined;
  resolveDepsAndWritePackageJson(): string[] | undefined;
  installDependencies(trigger: object): void;
}

const PARTS = javascript.NodePackage.prototype as unknown as NodePackageParts;
const PROJENS = {
  readPackageJson: PARTS.readPackageJson,
  deleteOrphanedLockFiles: PARTS.deleteOrphanedLockFiles,
  determineInitialInstallTrigger: PARTS.determineInitialInstallTrigger,
  resolveDepsAndWritePackageJson: PARTS.resolveDepsAndWritePackageJson,
  installDependencies: PARTS.installDependencies,
};

/** Packages of which no version was ever settled: `npm ci` has nothing to go by. */
const withoutLockFile = new WeakSet<object>();

/** Writes the versions that were installed to `package.json`: whole, or not at all. */
function resolveVersions(npm: NodePackageParts): string[] | undefined {
  const { outdir } = npm.project.root;
  let changes: string[] | undefined;
  const written = RecordedWrites.of(outdir, () => { changes = PROJENS.resolveDepsAndWritePackageJson.call(npm); });
  if (!written) return PROJENS.resolveDepsAndWritePackageJson.call(npm);
  const entries = new Entries(outdir);
  if (written.length > 0) new Transaction(outdir).run(written.map((file) => ({ kind: 'write', ...file, before: entries.read(file.path) })));
  return changes;
}

/** In CI nothing but what the lock file names is installed, where there is one. */
function install(npm: NodePackageParts): void {
  const isFrozen = npm.isAutomatedBuild && !withoutLockFile.has(npm);
  const task = isFrozen ? npm.installCiTask : npm.installTask;
  try {
    npm.project.tasks.runTask(task.name);
  } catch {
    const where = path.relative(npm.project.root.outdir, npm.project.outdir);
    const command = `npx projen ${task.name}${where === '' ? '' : ` in ${where}`}`;
    throw new IncompleteRun(`the files are written, but installing the packages failed: mend what is said above, then run \`${command}\` and \`npx projen\`.`
      + (isFrozen ? ` In CI only what ${npm.lockFile} names is installed; if it is behind package.json, run \`npx projen\` where CI is not set, and commit ${npm.lockFile}.` : ''));
  }
}
