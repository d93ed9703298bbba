import * as fs from 'fs';
import { localeIndependent } from '../../../src/synth/projen/locale-independent';
import { TestProject, temporaryDirectory, tree, withoutPostSynthesis } from '../test-project';

beforeAll(withoutPostSynthesis);
afterEach(() => jest.restoreAllMocks());

/** A process whose user speaks this language. */
function speak(language: string): void {
  const { compare } = new Intl.Collator(language);
  jest.spyOn(String.prototype, 'localeCompare').mockImplementation(function (this: unknown, that: string) {
    return compare(String(this), that);
  });
}

/** The tree of an estate with names that languages sort in different ways. */
function treeOf(language: string): Record<string, string> {
  speak(language);
  const outdir = temporaryDirectory();
  const project = new TestProject(outdir);
  project.addDevDeps('zod', 'typescript', 'aardvark', 'cz', 'ch');
  for (const name of ['z', 't', 'aa', 'b']) project.addTask(name);
  for (const name of ['/z', '/t', '/aa', '/B', '/_']) project.gitattributes.addAttributes(name, 'text');
  project.synth();
  const found = tree(outdir);
  fs.rmSync(outdir, { recursive: true });
  return found;
}

test.each(['en', 'et', 'da', 'cs'])('an estate has the same bytes for a user who speaks %s', (language) => {
  expect(treeOf(language)).toEqual(treeOf('sv'));
});

test('whoever names a language gets its order, and the order of the process comes back', () => {
  speak('et');
  const seen: number[] = [];
  expect(() => localeIndependent(() => {
    seen.push('z'.localeCompare('t'), 't'.localeCompare('z'), 'z'.localeCompare('z'));
    throw new Error('stop');
  })).toThrow('stop');
  expect(seen).toEqual([1, -1, 0]);
  expect('z'.localeCompare('t')).toBe(-1);
  jest.restoreAllMocks();
  localeIndependent(() => void seen.push('z'.localeCompare('t', 'et')));
  expect(seen[3]).toBe(-1);
});
