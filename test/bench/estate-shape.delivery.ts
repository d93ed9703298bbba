import { readEstateFiles } from './estate-files';
import { estateProgram } from './estate-program';
import { checkFileCount, shapeOf, SIZES } from './estate-shape';
import { runProgram } from './run-program';
import { temporaryDirectory, withoutPostSynthesis } from '../synth/test-project';

withoutPostSynthesis();

// The largest would take a minute, and grows by what these do.
test.each(SIZES.filter((files) => files <= 10_000))('the estate of %d files has about as many', (files) => {
  const outdir = temporaryDirectory();
  runProgram(estateProgram(shapeOf(files)), outdir);
  checkFileCount(files, readEstateFiles(outdir).length);
});
