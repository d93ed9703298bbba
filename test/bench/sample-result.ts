import type { Figures } from './child';
import type { SizeFigures } from './measure-synthesis';
import type { BenchResult } from './result';
import { gatesOf, informationOf } from './row';

/** Figures that meet every gate: all that synthesis does is linear, plain projen is quadratic. */
export function sampleSizes(): SizeFigures[] {
  return [100, 1_000, 2_000, 10_000, 50_000].map((files) => ({
    files,
    rounds: [0.9, 1, 1.3].map((speed) => sampleFigures(files, speed)),
  }));
}

export function sampleProjects(): Figures[] {
  return [1, 1.5, 2].map((speed) => ({
    optionChangedMs: 2_050 * speed,
    largeEstateMs: 2_000 * speed,
    hugeEstateMs: 9_000 * speed,
    defaultEstateMs: 1_000 * speed,
    emptyProjenMs: 2_500 * speed,
    peakRssMb: 200,
  }));
}

export function sampleResult(): BenchResult {
  const [sizes, projects] = [sampleSizes(), sampleProjects()];
  const [gates, information] = [gatesOf(projects), informationOf(sizes)];
  return {
    isMet: true,
    fileSystems: (['tmpfs', 'disk'] as const).map((fileSystem) => ({ fileSystem, gates, information, sizes, projects })),
  };
}

function sampleFigures(files: number, speed: number): Figures {
  return {
    files,
    megabytes: files / 500,
    constructMs: files * 0.01 * speed,
    firstMs: files * 0.1 * speed,
    noChangeConstructMs: files * 0.01 * speed,
    noChangeMs: files * 0.04 * speed,
    rawWriteMs: files * 0.05 * speed,
    rawReadMs: files * 0.02 * speed,
    peakRssMb: 100 + files * 0.01,
    ...(files <= 2_000 ? { plainConstructMs: files ** 2 * 0.0005 * speed, plainSynthMs: files ** 2 * 0.002 * speed } : {}),
  };
}
