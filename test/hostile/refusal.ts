import { EstateError } from '../../src/synth/declare/estate-error';
import type { EstateProject } from '../../src/synth/estate-project';
import { tree } from '../synth/test-project';

/**
 * The problems of an estate that must be refused, and must leave its folder as it was.
 * @param declare declares the estate in the folder
 */
export function refused(outdir: string, declare: () => EstateProject): readonly string[] {
  const before = tree(outdir);
  try {
    declare().synth();
  } catch (error) {
    if (!(error instanceof EstateError)) throw error;
    expect(tree(outdir)).toEqual(before);
    return error.problems;
  }
  throw new Error('the estate was not refused');
}
