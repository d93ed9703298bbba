import * as path from 'path';
import { IConstruct } from 'constructs';
import { FileBase, Project } from 'projen';
import { FilePlan } from './file-plan';
import { PathIndex } from './path-index';
import { Problems } from './problems';
import { sourceOf } from './source-of';
import { pathProblem } from '../worktree/path-rules';

/**
 * Takes a path for a file of our own that is about to be constructed in `scope`, and returns the path to construct it at.
 *
 * A path that is illegal or taken is recorded as a problem, and a stand-in is returned: nothing is written when there is
 * a problem, so construction can go on and all problems are reported together.
 */
export function claimPath(scope: IConstruct, filePath: string): string {
  const project = Project.of(scope);
  const index = PathIndex.of(project.root);
  const absolutePath = path.resolve(project.outdir, filePath);
  const problem = claimProblem(scope, filePath, index.peek(absolutePath));
  if (problem === undefined) {
    index.announce(absolutePath);
    return filePath;
  }
  Problems.of(scope).add(sourceOf(scope), problem);
  const standIn = `.projen/refused/${index.version}`;
  index.announce(path.resolve(project.outdir, standIn));
  return standIn;
}

function claimProblem(scope: IConstruct, filePath: string, first: FileBase | undefined): string | undefined {
  const illegal = pathProblem(filePath);
  if (illegal !== undefined) return `cannot write to ${JSON.stringify(filePath)}: ${illegal}.`;
  return first ? writtenTwice(filePath, first, scope) : undefined;
}

/** Says that two things write one path, and where the first one was declared. */
export function writtenTwice(filePath: string, first: FileBase, second: IConstruct): string {
  const where = sourceOf(first)?.relativeTo(first.project.outdir);
  const firstName = nameOf(first) + (where === undefined ? '' : ` (${where})`);
  return `two things write "${filePath}": ${firstName} and ${nameOf(second)}. Rename or remove one of them.`;
}

/** Says that a file of ours stands at a path, and how another one can take its place. */
export function alreadyWritten(file: FileBase): string {
  const where = sourceOf(file)?.relativeTo(file.project.outdir);
  return `"${file.path}" is written by ${nameOf(file)}${where === undefined ? '' : ` (${where})`} already. To write it in another way, take that one out before: project.tryRemoveFile('${file.path}')`;
}

function nameOf(construct: IConstruct): string {
  if (construct instanceof FileBase && !FilePlan.isOwn(construct)) return `a ${construct.constructor.name}`;
  const owners = construct.node.scopes.filter((scope) => !Project.isProject(scope) && !(scope instanceof FileBase));
  return owners.length === 0 ? 'the project' : `"${owners.map((owner) => owner.node.id).join('/')}"`;
}
