/** How many environments, root modules per environment and services an estate has. */
export interface EstateShape {
  readonly environments: number;
  readonly rootModules: number;
  readonly services: number;
}

/**
 * An estate of about each number of files, all of the proportions of 10 environments × 20 root modules × 40 services
 * (200 root modules, 440 kustomizations), so that a larger one has more of everything.
 */
const SHAPES: Readonly<Record<number, EstateShape>> = {
  120: { environments: 2, rootModules: 1, services: 1 },
  1_000: { environments: 8, rootModules: 14, services: 25 },
  2_000: { environments: 12, rootModules: 21, services: 38 },
  10_000: { environments: 27, rootModules: 53, services: 110 },
  50_000: { environments: 63, rootModules: 126, services: 250 },
};

/** The sizes that there is an estate for, in ascending order. */
export const SIZES: readonly number[] = Object.keys(SHAPES).map(Number);

/** The estate of about this many files. */
export function shapeOf(files: number): EstateShape {
  const shape = SHAPES[files];
  if (!shape) throw new Error(`there is no estate of ${files} files; there are: ${SIZES.join(', ')}`);
  return shape;
}

/** A figure says nothing about 10,000 files when the estate has become one of 13,000. */
export function checkFileCount(nominal: number, actual: number): void {
  if (Math.abs(actual - nominal) > nominal * 0.1) {
    throw new Error(`the estate of ${nominal} files has ${actual}: adjust its shape in test/bench/estate-shape.ts`);
  }
}
