import * as fs from 'fs';
import * as path from 'path';
import { Project } from 'projen/lib/project';
import type { Environment } from '../../estate/environment';
import { GeneratedText } from '../../synth/files/generated-text';
import { TreeBefore } from '../../synth/run/tree-before';
import { isOwn } from '../../terraform/reads/own-terraform';
import { isBelow, ProtectedSources, WHOLE_REPOSITORY } from '../protected-sources';

/** Where GitHub looks first for the owners of code, and where it looks after that. */
const CODE_OWNERS = '.github/CODEOWNERS';
const OTHER_PLACES = ['CODEOWNERS', 'docs/CODEOWNERS'];

/** The whole repository, as `.gitignore` and GitHub call it. */
const EVERYTHING = '*';

/**
 * Adds the file by which those who approve deployments to an environment have to agree to a change of all that it follows from. Owners
 * that the user named himself stay the only ones.
 * @param repository `owner/name`
 * @param sources what environments follow from, as it is when the file is rendered
 */
export function addCodeOwners(
  project: Project, repository: string, environments: readonly Environment[], sources: () => readonly ProtectedSources[],
): void {
  const isOwned = (file: string) => fs.statSync(path.join(project.outdir, file), { throwIfNoEntry: false })?.isFile() ?? false;
  const isUsers = !TreeBefore.wasGenerated(project, CODE_OWNERS) && isOwned(CODE_OWNERS) && isOwn(path.join(project.outdir, CODE_OWNERS));
  if (OTHER_PLACES.some(isOwned) || isUsers) return;
  const [organization] = repository.split('/');
  const guarded = environments.filter(({ reviewers }) => reviewers.length > 0);
  if (guarded.length === 0) return;
  new GeneratedText(project, CODE_OWNERS, {
    content: () => codeOwners(organization, sources()),
    comment: '#',
    explain: () => guarded.map(({ name, _source: source }) => ({ what: `reviewers of environment "${name}"`, source, change: `project.addEnvironment('${name}', { reviewers: […] })` })),
  });
}

/**
 * The owners of paths as GitHub reads them: the last line that matches a path names all of its owners, of whom one has to agree. So what
 * is an environment's alone belongs to its reviewers alone, and everything else to the reviewers of all environments that follow from it.
 * The file is owned as well: otherwise the first pull request takes the owners away, and the second one needs no review.
 * @param organization the owner of the repository
 */
export function codeOwners(organization: string, sources: readonly ProtectedSources[]): string {
  const own = new Set(sources.flatMap((source) => source.own));
  const paths = new Set([CODE_OWNERS, ...own, ...sources.flatMap(({ shared }) => shared)]);
  const teamsOf = (file: string): string[] => {
    const concerned = sources.filter((source) => file === CODE_OWNERS || source.own.includes(file) || source.shared.includes(file)
      || (!own.has(file) && source.own.concat(source.shared).some((other) => other === WHOLE_REPOSITORY || isBelow(file, other))));
    return [...new Set(concerned.flatMap(({ reviewers }) => reviewers))];
  };
  const lines: Array<{ readonly file: string; readonly teams: string }> = [];
  // The folder comes before what is in it.
  for (const file of [...paths].sort((a, b) => (a === WHOLE_REPOSITORY ? -1 : b === WHOLE_REPOSITORY ? 1 : a < b ? -1 : 1))) {
    const teams = teamsOf(file).map((team) => `@${organization}/${team}`).join(' ');
    const around = lines.filter((line) => line.file === WHOLE_REPOSITORY || isBelow(file, line.file)).at(-1);
    if (around?.teams !== teams) lines.push({ file, teams });
  }
  return lines.map(({ file, teams }) => `${file === WHOLE_REPOSITORY ? EVERYTHING : `/${pattern(file)}`} ${teams}\n`).join('');
}

/** GitHub leaves out the escapes of `.gitignore`, so what is not plain is matched as any one character. */
function pattern(file: string): string {
  return file.replace(/[^\p{L}\p{M}\p{N}._/+@-]/gu, '?');
}
