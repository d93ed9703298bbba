import * as fs from 'fs';
import * as path from 'path';
import { Figures, measureChild } from './child';
import { timedEstateProgram } from './estate-program';
import { checkFileCount, shapeOf, SIZES } from './estate-shape';
import { FileSystem, inTemporaryDirectory } from './file-system';
import { PACKAGE } from './package-directory';

/** What was measured with estates of one size; every round has the same figures. */
export interface SizeFigures {
  readonly files: number;
  readonly rounds: readonly Figures[];
}

/** The largest size at which plain projen is compared: it is quadratic, 10,000 files would take it minutes. */
const PLAIN_PROJEN_FILES = 2_000;

const ROUNDS = 5;
/** Those of the default task. */
const FLAGS = ['--v8-pool-size=1'];
/** Five rounds of as many files would take longer than all the rest, and minutes on a busy disk. */
const ROUNDS_OF_MANY_FILES: Readonly<Record<FileSystem['name'], number>> = { tmpfs: 3, disk: 1 };
const MANY_FILES = 50_000;

/**
 * Measures every size in turns, so that figures that are compared see the same machine. Each figure is taken in a process
 * of its own, which starts cold, as a user's run does.
 */
export function measureSynthesis(fileSystem: FileSystem, progress: (message: string) => void): SizeFigures[] {
  // What earlier builds of this package left there would be read with all the rest.
  fs.rmSync(path.join(PACKAGE, 'node_modules/.cache/feiyue-projen'), { recursive: true, force: true });
  const sizes = SIZES.map((files) => ({ files, rounds: [] as Figures[] }));
  for (let round = 1; round <= ROUNDS; round++) {
    for (const { files, rounds } of sizes) {
      if (files >= MANY_FILES && round > ROUNDS_OF_MANY_FILES[fileSystem.name]) continue;
      progress(`${fileSystem.name}: ${files} files, round ${round}`);
      rounds.push(inTemporaryDirectory(fileSystem, (directory) => measureRound(directory, files)));
    }
  }
  return sizes;
}

function measureRound(directory: string, files: number): Figures {
  const estate = makeEstateDirectory(directory, files);
  const synthesize = () => measureChild([...FLAGS, '-r', 'feiyue-projen', '-r', 'tsx/cjs', '.projenrc.ts'], estate);
  const compare = (program: string) => {
    const target = fs.mkdtempSync(path.join(directory, 'compared-'));
    return measureChild([...FLAGS, '-r', 'tsx/cjs', path.join(__dirname, program), estate, target], PACKAGE);
  };
  const first = synthesize();
  const noChange = synthesize();
  const raw = compare('raw-files.ts');
  checkFileCount(files, raw.files);
  return {
    constructMs: first.constructMs,
    firstMs: first.synthMs,
    noChangeConstructMs: noChange.constructMs,
    noChangeMs: noChange.synthMs,
    peakRssMb: Math.max(first.peakRssMb, noChange.peakRssMb),
    ...raw,
    ...(files <= PLAIN_PROJEN_FILES ? compare('plain-projen.ts') : {}),
  };
}

/** A directory in which the program of an estate finds its packages. */
function makeEstateDirectory(directory: string, files: number): string {
  const estate = path.join(directory, 'estate');
  const packages = path.join(estate, 'node_modules');
  fs.mkdirSync(packages, { recursive: true });
  fs.symlinkSync(PACKAGE, path.join(packages, 'feiyue-projen'));
  fs.symlinkSync(path.join(PACKAGE, 'node_modules/tsx'), path.join(packages, 'tsx'));
  fs.writeFileSync(path.join(estate, '.projenrc.ts'), timedEstateProgram(shapeOf(files)));
  return estate;
}
