import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { Project } from 'projen';
import { makeEstate } from './estate';
import { makePlainProjen } from './plain-projen';

/** What one process can be asked to measure. */
export type Measurement = 'first' | 'noChange' | 'plainProjen';

/** Milliseconds by name; `peakRssMb` in MB. */
export type Figures = Readonly<Record<string, number>>;

/**
 * Runs one measurement in this process, so that each one starts cold, as a user's run does, and has its own peak memory.
 * @param outdir for `first` an empty directory; for `noChange` what `first` left there
 */
export function measure(measurement: Measurement, outdir: string, files: number): Figures {
  switch (measurement) {
    case 'first': {
      const { project, constructMs, synthMs } = synthesize(() => makeEstate(outdir, files));
      return { constructMs, firstMs: synthMs, peakRssMb: peakRssMb(), ...measureRaw(project) };
    }
    case 'noChange':
      return { noChangeMs: synthesize(() => makeEstate(outdir, files)).synthMs, peakRssMb: peakRssMb() };
    case 'plainProjen':
      return { projenFirstMs: synthesize(() => makePlainProjen(outdir, files)).synthMs };
  }
}

function synthesize(make: () => Project): { project: Project; constructMs: number; synthMs: number } {
  const start = performance.now();
  const project = make();
  const constructed = performance.now();
  project.synth();
  return { project, constructMs: constructed - start, synthMs: performance.now() - constructed };
}

/** The least that any generator must do with the same bytes: write each file beside its place, rename it; read and compare. */
function measureRaw(project: Project): Figures {
  const contents = project.files.map((file) => ({ path: file.path, bytes: fs.readFileSync(file.absolutePath) }));
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'feiyue-bench-raw-'));
  try {
    const start = performance.now();
    for (const { path: relative, bytes } of contents) {
      const target = path.join(directory, relative);
      fs.mkdirSync(path.dirname(target), { recursive: true });
      fs.writeFileSync(`${target}.tmp`, bytes);
      fs.renameSync(`${target}.tmp`, target);
    }
    const written = performance.now();
    for (const { path: relative, bytes } of contents) {
      if (!fs.readFileSync(path.join(directory, relative)).equals(bytes)) throw new Error(`${relative} differs from what was written`);
    }
    return { rawWriteMs: written - start, rawReadMs: performance.now() - written };
  } finally {
    fs.rmSync(directory, { recursive: true });
  }
}

function peakRssMb(): number {
  return process.resourceUsage().maxRSS / 1024;
}
