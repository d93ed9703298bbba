import * as path from 'path';
import { FeiyueProjectOptions } from '../../src';
import { emptyProject } from '../default-estate';
import { temporaryDirectory, tree } from '../synth/test-project';

const { argv } = process;
afterEach(() => {
  process.argv = argv;
  jest.restoreAllMocks();
});

/** What `projen new` prints when it is given these options, and the folder it leaves. */
function refusal(options: Partial<FeiyueProjectOptions>, flags: string[] = []): { printed: string; left: object } {
  const outdir = temporaryDirectory();
  process.argv = [argv[0], path.join('bin', 'projen'), 'new', ...flags];
  const printed: string[] = [];
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
  jest.spyOn(process, 'exit').mockImplementation((status) => { throw new Error(`exit ${status}`); });
  const hints = { __new__: { args: {}, fqn: 'projen.javascript.NodeProject', comments: 'none' } };
  const project = emptyProject({ outdir, cloud: undefined, repository: undefined, ...options, ...hints });
  expect(() => project.synth()).toThrow('exit 1');
  return { printed: printed.join(''), left: tree(outdir) };
}

test.each([
  ['My Estate', 'my-estate'], ['Estate_2', 'estate-2'], ['__', 'estate'], ['con', 'con-estate'], ['x'.repeat(70), 'x'.repeat(63)],
])('a folder %j that cannot name an estate is one problem, and the remedy is a flag', (name, remedy) => {
  const { printed, left } = refusal({ name });
  expect(printed).toMatch(/^ {2}1 problem, nothing was written\n/);
  expect(printed).toContain(`project name "${name}" is`);
  expect(printed).toMatch(new RegExp(`; for instance: --name ${remedy}\n$`));
  expect(left).toEqual({});
});

test('a misspelt flag is a problem that names the right one', () => {
  expect(refusal({}, ['--regon', 'ap-shanghai']).printed).toMatch(/1 problem, .*"--regon"; .* Did you mean "--region"\?\n$/s);
});
