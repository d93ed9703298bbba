import { documentedExamples, problemsOfExample, typeErrorsOfExamples, type Example } from './documented-examples';
import { temporaryDirectory, withoutPostSynthesis } from './synth/test-project';

withoutPostSynthesis();

const EXAMPLES = documentedExamples();

/** A block with a word that there is not, and a port that no container may have. */
const WRONG: Example = { place: 'here:1', page: 'here', code: "project.addService('api', { porrt: 8080, port: 80 });\n" };

test('the compiler knows every word in the blocks of TypeScript of all pages, and finds one that there is not', () => {
  expect(EXAMPLES.length).toBeGreaterThan(45);
  const errors = Object.entries(typeErrorsOfExamples([...EXAMPLES, WRONG])).filter(([, messages]) => messages.length > 0);
  expect(errors).toEqual([['here:1', [expect.stringContaining("'porrt' does not exist")]]]);
});

test('a run finds what is wrong with a block', () => {
  expect(problemsOfExample(WRONG, temporaryDirectory())).toEqual([expect.stringContaining('service "api" listens on port "http" (80)')]);
});

test.each(EXAMPLES.map((example) => [example.place, example] as const))('the block of %s is an estate without a problem', (_, example) => {
  expect(problemsOfExample(example, temporaryDirectory())).toEqual([]);
});
