import { IConstruct } from 'constructs';
import { FileBase } from 'projen/lib/file';
import { Project } from 'projen/lib/project';
import { FilePlan } from './file-plan';
import { PathIndex } from './path-index';
import { sourceOf } from './source-of';
import { pathProblem } from '../../worktree/path-rules';
import { Closing } from '../declare/closing';
import { LateValue } from '../declare/late-value';
import { Problems } from '../declare/problems';

/**
 * Takes a path for a file of our own that is about to be declared in `scope`, and returns the path to declare it at.
 *
 * A path that is illegal or taken is recorded as a problem, and a stand-in is returned: nothing is written when there is
 * a problem, so the declarations can go on and all problems are reported together.
 */
export function claimPath(scope: IConstruct, project: Project, filePath: string): string {
  Closing.of(scope).assertUnsettled(() => `"${filePath}"`);
  const index = PathIndex.of(project);
  const problem = claimProblem(scope, filePath, () => index.peek(project, filePath));
  if (problem === undefined) return filePath;
  Problems.of(scope).add(sourceOf(scope), problem);
  return `.projen/refused/${index.version}`;
}

function claimProblem(scope: IConstruct, filePath: string, occupant: () => FilePlan | FileBase | undefined): string | undefined {
  const illegal = pathProblem(filePath);
  // The message becomes that of the value.
  if (illegal !== undefined || LateValue.in(filePath).length > 0) return `cannot write to ${JSON.stringify(filePath)}: ${illegal}.`;
  const first = occupant();
  return first && writtenTwice(filePath, first, scope);
}

/** Says that two things write one path, and where the first one was declared. */
export function writtenTwice(filePath: string, first: FilePlan | FileBase, second: FilePlan | IConstruct): string {
  return `two things write "${filePath}": ${whereIs(first)} and ${nameOf(second)}. Rename or remove one of them.`;
}

/** Says that a file of ours stands at a path, and how another one can take its place. */
export function alreadyWritten(file: FileBase): string {
  return `"${file.path}" is written by ${whereIs(file)} already. To write it in another way, take that one out before: project.tryRemoveFile('${file.path}')`;
}

function whereIs(file: FilePlan | FileBase): string {
  const construct = file instanceof FilePlan ? file.construct : file;
  const place = sourceOf(construct)?.placeIn(construct.project.root.outdir);
  return nameOf(file) + (place === undefined ? '' : ` (${[place.where, ...(place.within === undefined ? [] : [place.within])].join(', in ')})`);
}

function nameOf(file: FilePlan | IConstruct): string {
  const construct = file instanceof FilePlan ? file.construct : file;
  const isOthers = file instanceof FilePlan ? !file.isOwn : file instanceof FileBase && !FilePlan.of(file)?.isOwn;
  if (isOthers) return `a ${construct.constructor.name}`;
  const owners = construct.node.scopes.filter((scope) => !Project.isProject(scope) && !(scope instanceof FileBase));
  return owners.length === 0 ? 'the project' : `"${owners.map((owner) => owner.node.id).join('/')}"`;
}
