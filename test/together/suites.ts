import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const TESTS = join(__dirname, '..');
/** The folder of the suites that lie in `test/` itself. */
const TOP = '.';

/** The folders whose suites run together, such that the parts take about as long; those of all other folders are the rest. */
const PARTS = {
  ci: ['ci', 'operations'],
  estate: [TOP],
  kubernetes: ['kubernetes'],
  synth: ['synth', 'worktree'],
  terraform: ['terraform'],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type PartName = keyof typeof PARTS | 'rest';

export const PART_NAMES = [...Object.keys(PARTS), 'rest'] as readonly PartName[];

function partOf(suite: string): PartName {
  const folder = suite.includes('/') ? suite.split('/')[0] : TOP;
  return PART_NAMES.find((name) => name !== 'rest' && (PARTS[name] as readonly string[]).includes(folder)) ?? 'rest';
}

/**
 * Declares the suites of a part, each in a block that is called as its file. They share one environment of Jest: what they import is loaded and compiled once
 * for all of them, which is half of the time that they take when each runs alone.
 */
export function runTogether(part: PartName): void {
  const suites = (readdirSync(TESTS, { recursive: true }) as string[]).filter((file) => file.endsWith('.test.ts') && partOf(file) === part).sort();
  let variables: NodeJS.ProcessEnv;
  beforeAll(() => { variables = { ...process.env }; });
  describe.each(suites)('%s', (suite) => {
    // What one does to the environment of the process is not there for the next one.
    beforeAll(() => { process.env = { ...variables }; });
    const file = join(TESTS, suite);
    if (/^jest\.mock\(/m.test(readFileSync(file, 'utf8'))) throw new Error(`${suite} mocks a module for all suites that run with it: use jest.isolateModules`);
    jest.requireActual(file);
  });
}
