import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as path from 'path';
import * as fc from 'fast-check';
import { TextFile } from 'projen/lib/textfile';
import { parseRunCommand } from '../../../src/synth/projen/run-command';
import { adoptCommand } from '../../../src/synth/run/adoption';
import { gitApply } from '../../worktree/git-apply';
import { declaredEstate } from '../declared-estate';
import { asEntryScript } from '../entry-script';
import { modeOf, read, temporaryDirectory, tree, withoutPostSynthesis, write } from '../test-project';

const ESTATE = { 'k8s/a': 'generated a\n', 'k8s/b/one': 'generated one\n', 'k8s/b/two words': 'generated two\n', 'k8s/bc': 'generated bc\n' };

let outdir: string;
beforeAll(withoutPostSynthesis);
beforeEach(() => {
  outdir = temporaryDirectory();
});
afterEach(() => fs.rmSync(outdir, { recursive: true, force: true }));

/** A run of `.projenrc.ts` with these arguments. @returns what it says is wrong */
function run(...args: string[]): string {
  return asEntryScript(outdir, args, () => {
    const project = declaredEstate(outdir, ESTATE);
    new TextFile(project, 'k8s/theirs.txt', { lines: ['generated'] });
    project.synth();
  }).stderr;
}

function populate(): void {
  for (const file of [...Object.keys(ESTATE), 'k8s/theirs.txt', 'k8s/b/mine']) write(outdir, file, `mine: ${file}\n`);
}

test('a run lists every file that is not its own, with the command that hands it over, and writes nothing', () => {
  populate();
  const before = tree(outdir);
  const message = run();
  for (const [file, word] of [['k8s/a', 'k8s/a'], ['k8s/b/one', 'k8s/b/one'], ['k8s/b/two words', "'k8s/b/two words'"], ['k8s/bc', 'k8s/bc'], ['k8s/theirs.txt', 'k8s/theirs.txt']]) {
    expect(message).toContain(`"${file}" exists and is not a generated file. Move it away, or hand it over: npx projen adopt ${word}\n`);
  }
  expect(message).not.toContain('k8s/b/mine');
  expect(tree(outdir)).toEqual(before);
});

test.each([
  ['files', ['k8s/a', './k8s/b/one', 'k8s/b/two words', 'k8s/bc', 'k8s/theirs.txt']],
  ['a folder with everything below it', ['k8s/']],
  ['folders and files', ['k8s/b', 'k8s/a', 'k8s/bc', 'k8s/theirs.txt']],
])('%s are handed over, and their old content is saved as patches', (_, operands) => {
  populate();
  expect(run('adopt', ...operands)).toBe('');
  const managed = [...Object.keys(ESTATE), 'k8s/theirs.txt'];
  for (const file of managed) {
    expect(read(outdir, file)).toContain('generated');
    expect(modeOf(outdir, file)).toBe('444');
  }
  expect(read(outdir, 'k8s/b/mine')).toBe('mine: k8s/b/mine\n');
  expect(gitApply(outdir, managed.map((file) => `.projen/edits/${file}.patch`))).toBe('');
  for (const file of managed) expect(read(outdir, file)).toBe(`mine: ${file}\n`);
});

test('what is not named is still refused, and nothing is written, not even what was named', () => {
  populate();
  const before = tree(outdir);
  const message = run('adopt', 'k8s/b');
  expect(message).toContain('"k8s/a" exists and is not a generated file');
  expect(message).toContain('"k8s/bc" exists and is not a generated file');
  expect(message).not.toContain('"k8s/b/one"');
  expect(tree(outdir)).toEqual(before);
});

test.each(['k8s/b/mine', 'README.md', 'k8', '/etc', '../k8s'])('%s cannot be adopted: nothing is generated there', (operand) => {
  populate();
  const before = tree(outdir);
  expect(run('adopt', 'k8s', operand)).toContain(`"${operand}" cannot be adopted: nothing is generated there. Give paths relative to the repository.`);
  expect(tree(outdir)).toEqual(before);
});

test('a handed-over file is the generator\'s from then on', () => {
  populate();
  run('adopt', 'k8s');
  fs.rmSync(path.join(outdir, '.projen/edits'), { recursive: true });
  expect(run()).toBe('');
  expect(fs.existsSync(path.join(outdir, '.projen/edits'))).toBe(false);
});

/** What a shell makes of the words of a command. */
function words(command: string): string[] {
  const { stdout } = spawnSync('bash', ['-c', `printf '%s\\0' ${command}`], { encoding: 'utf-8', cwd: outdir });
  return stdout.split('\0').slice(0, -1);
}

test('the command that a run shows means the same paths to a shell, whatever characters they have', () => {
  const part = fc.constantFrom('a', '$HOME', '`id`', '$(id)', '\'', '"', ' ', ';', '&', '|', '>', '*', '~', '!', '\\', '#', '(', ')', '{a,b}', '=', 'ü', '%', '--', '-x', '[a]');
  const file = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join(''));
  fc.assert(fc.property(fc.array(file, { minLength: 1, maxLength: 20 }), (files) => {
    expect(parseRunCommand(words(adoptCommand(files)).slice(2)).operands.map((operand) => operand.replace(/^\.\//, ''))).toEqual(files);
  }), { numRuns: 30 });
});
