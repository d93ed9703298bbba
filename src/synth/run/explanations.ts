import { FileBase } from 'projen/lib/file';
import type { Explanation, TextLine } from '../files/explanation';
import { FilePlan } from '../files/file-plan';
import { sourceOf } from '../files/source-of';

/** Why a file, or a line of it, is as it is, the most telling reason first. */
export function explanationsOf(file: FileBase, line?: TextLine): Explanation[] {
  const explained = FilePlan.of(file)?.explain?.(line) ?? [];
  if (explained.length > 0) return explained;
  const change = PROJEN_FILES[file.path] ?? (isObjectFile(file) ? `project.findObjectFile('${file.path}').addOverride(…)` : undefined);
  return [{ what: `the file ${file.path}`, source: sourceOf(file), change }];
}

/** Where `.projenrc.ts` has a word for what people write into projen's own files. */
const PROJEN_FILES: Readonly<Record<string, string>> = {
  '.gitattributes': 'project.gitattributes.addAttributes(…)',
  '.gitignore': 'project.gitignore.exclude(…)',
  '.npmrc': 'project.npmrc.addConfig(…)',
  '.projen/deps.json': 'project.addDeps(…) or project.addDevDeps(…)',
  '.projen/tasks.json': 'project.addTask(…)',
  'package.json': 'project.addDeps(…), project.addDevDeps(…) or project.package.addField(…)',
};

function isObjectFile(file: FileBase): boolean {
  return 'addOverride' in file;
}

/** One line that says where something was declared and how to change it. */
export function explanationText({ what, source, change }: Explanation, baseDir: string): string {
  const where = source?.relativeTo(baseDir);
  return [where ?? '.projenrc.ts', what, ...(change === undefined ? [] : [`change it with ${change}`])].join('  ');
}
