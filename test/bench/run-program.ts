import * as product from '../../src';

/** Runs the program of an estate in this process, in an empty folder. It has no type annotation, so that it is JavaScript but for its import. */
export function runProgram(program: string, outdir: string): void {
  const body = program.replace(/^import (.*) from .*$/m, 'const $1 = product;').replace('new FeiyueProject({', 'new FeiyueProject({ outdir, logging: { level: 0 },');
  new Function('product', 'outdir', body)(product, outdir);
}
