import { CORPUS, CorpusCase } from './module-corpus';
import type { FeiyueProject } from '../../src';
import { Module } from '../../src';
import { emptyProject } from '../default-estate';
import { problemsOf } from '../room';
import { write } from '../synth/test-project';

/** Where the module of a case lies. */
export function moduleDirOf({ name }: CorpusCase): string {
  return `terraform/modules/${name}`;
}

/** One estate with a root module for every case, and what is wrong with each of them. */
export function judgedCorpus(): { readonly project: FeiyueProject; readonly problems: ReadonlyMap<string, readonly string[]> } {
  const project = emptyProject();
  project.addEnvironment('dev');
  for (const corpusCase of CORPUS) {
    for (const [file, text] of Object.entries(corpusCase.files)) write(project.outdir, `${moduleDirOf(corpusCase)}/${file}`, text);
    for (const [file, text] of Object.entries(corpusCase.own ?? {})) write(project.outdir, `terraform/dev/${corpusCase.name}/${file}`, text);
    const root = project.addRootModule(corpusCase.name);
    if (corpusCase.declare) corpusCase.declare(root, moduleDirOf(corpusCase));
    else new Module(root, idOf(corpusCase), { source: moduleDirOf(corpusCase), inputs: { ...corpusCase.inputs } });
  }
  const problems = new Map<string, string[]>();
  for (const problem of problemsOf(project)) {
    const found = CORPUS.find((candidate) => [candidate.name, idOf(candidate)].some((name) => problem.includes(`module "${name}"`)));
    const name = found?.name ?? problem;
    problems.set(name, [...(problems.get(name) ?? []), problem]);
  }
  return { project, problems };
}

function idOf({ name }: CorpusCase): string {
  return name.replace(/^\d+-/, '');
}
