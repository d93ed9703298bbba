import { FileBase } from 'projen/lib/file';
import { Project } from 'projen/lib/project';
import { componentsOf } from './components-of';
import { FilePlan } from './file-plan';
import { PathIndex, PlacedFile } from './path-index';
import { ProjenFile } from './projen-file';

/** All files of a project, its subprojects excluded. */
export function plansOf(project: Project): Array<PlacedFile | ProjenFile> {
  const plans: Array<PlacedFile | ProjenFile> = PathIndex.of(project).declaredIn(project);
  for (const component of componentsOf(project)) {
    if (component instanceof FileBase && !FilePlan.of(component)?.isOwn) plans.push(ProjenFile.takeOver(component));
  }
  return plans;
}

/** Orders files by path, in the same way on every machine. */
export function sortedByPath<T extends { readonly path: string }>(files: T[]): T[] {
  return files.sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}
