import * as fs from 'fs';
import * as path from 'path';
import { Project } from 'projen/lib/project';
import type { Environment } from '../../estate/environment';
import { Estate } from '../../estate/estate';
import { GeneratedText } from '../../synth/files/generated-text';
import { TreeBefore } from '../../synth/run/tree-before';
import { isOwn } from '../../terraform/reads/own-terraform';

/** Folders, and the teams that have to agree to a change below them. */
export interface OwnedFolders {
  /** Relative to the repository. */
  readonly dirs: readonly string[];
  /** Teams of the repository's owner, each by the name in its address. */
  readonly teams: readonly string[];
}

/** Where GitHub looks first for the owners of code, and where it looks after that. */
const CODE_OWNERS = '.github/CODEOWNERS';
const OTHER_PLACES = ['CODEOWNERS', 'docs/CODEOWNERS'];

/**
 * Adds the file by which those who approve deployments to an environment have to agree to a change of its folders. Owners
 * that the user named himself stay the only ones.
 * @param repository `owner/name`
 */
export function addCodeOwners(project: Project, repository: string, environments: readonly Environment[]): void {
  const isOwned = (file: string) => fs.statSync(path.join(project.outdir, file), { throwIfNoEntry: false })?.isFile() ?? false;
  const isUsers = !TreeBefore.wasGenerated(project, CODE_OWNERS) && isOwned(CODE_OWNERS) && isOwn(path.join(project.outdir, CODE_OWNERS));
  if (OTHER_PLACES.some(isOwned) || isUsers) return;
  const { layout } = Estate.of(project).facts;
  const [organization] = repository.split('/');
  const guarded = environments.filter(({ reviewers }) => reviewers.length > 0);
  const content = codeOwners(organization, guarded.map(({ name, overlay, reviewers: teams }) => ({
    dirs: [layout.environmentDir(name), layout.environmentOverlayDir(overlay)],
    teams,
  })));
  if (content === undefined) return;
  new GeneratedText(project, CODE_OWNERS, {
    content: () => content,
    comment: '#',
    explain: () => guarded.map(({ name, _source: source }) => ({ what: `reviewers of environment "${name}"`, source, change: `project.addEnvironment('${name}', { reviewers: […] })` })),
  });
}

/**
 * The owners of folders as GitHub reads them; undefined when nobody owns any. The file is owned as well: otherwise
 * the first pull request takes the owners away, and the second one needs no review.
 * @param organization the owner of the repository
 */
export function codeOwners(organization: string, owned: readonly OwnedFolders[]): string | undefined {
  const rules = owned.flatMap(({ dirs, teams }) => dirs.map((dir) => ({ file: `${dir}/`, teams })));
  if (rules.length === 0) return undefined;
  const all = { file: CODE_OWNERS, teams: rules.flatMap(({ teams }) => teams) };
  return [...rules, all].map(({ file, teams }) => `/${pattern(file)} ${[...new Set(teams)].map((team) => `@${organization}/${team}`).join(' ')}\n`).join('');
}

/** GitHub leaves out the escapes of `.gitignore`, so what is not plain is matched as any one character. */
function pattern(file: string): string {
  return file.replace(/[^\p{L}\p{M}\p{N}._/+@-]/gu, '?');
}
