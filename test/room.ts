import { FeiyueProject } from '../src';
import { tree } from './synth/test-project';
import { EstateError } from '../src/synth/declare/estate-error';

/** What is wrong with an estate, without the places in the test; nothing when it was written. */
export function problemsOf(project: FeiyueProject): string[] {
  try {
    project.synth();
    return [];
  } catch (error) {
    if (!(error instanceof EstateError)) throw error;
    return error.problems.map((problem) => problem.replace(/^\S+\.ts:\d+\s+/, ''));
  }
}

/** The files below a folder, by their path in it. */
export function filesBelow(project: FeiyueProject, folder: string): string[] {
  return Object.keys(tree(project.outdir)).filter((file) => file.startsWith(`${folder}/`) && !file.endsWith('/'))
    .map((file) => file.slice(folder.length + 1)).sort();
}
