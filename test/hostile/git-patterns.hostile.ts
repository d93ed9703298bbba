import { spawnSync } from 'child_process';
import * as fs from 'fs';
import * as fc from 'fast-check';
import { TextFile } from 'projen/lib/textfile';
import { hostileFileName } from './hostile-values';
import { GeneratedText } from '../../src/synth/files/generated-text';
import { SeededText } from '../../src/synth/files/seeded-text';
import { temporaryDirectory, TestProject, withoutPostSynthesis } from '../synth/test-project';

beforeAll(withoutPostSynthesis);

function git(outdir: string, ...args: string[]): string {
  const { status, stdout, stderr } = spawnSync('git', ['-c', 'core.quotePath=false', ...args], {
    cwd: outdir,
    encoding: 'utf-8',
    env: { PATH: process.env.PATH, HOME: outdir, GIT_CONFIG_NOSYSTEM: '1' },
  });
  if (status !== 0 && status !== 1) throw new Error(stderr);
  if (stderr !== '') throw new Error(stderr);
  return stdout;
}

/** Whether git would commit a file, and whether it hides its changes in reviews. */
function seenByGit(outdir: string, file: string): { readonly ignored: boolean; readonly generated: string } {
  const [, , generated] = git(outdir, 'check-attr', '-z', 'linguist-generated', '--', file).split('\0');
  return { ignored: git(outdir, 'check-ignore', '--no-index', '--', file) !== '', generated };
}

/** Ignores everything, so that only the patterns of declared files bring files back. */
class IgnoringProject extends TestProject {
  public generate(directory: string): void {
    this.gitignore.addPatterns('*', '!*/');
    this.addGeneratedDirectory(directory);
  }
}

/** A repository with files of every kind in a generated folder and beside it. */
function estateOf(directory: string, name: string): string {
  const outdir = temporaryDirectory();
  git(outdir, 'init', '--quiet');
  const project = new IgnoringProject(outdir);
  project.generate(directory);
  new GeneratedText(project, `${directory}/${name}`, { content: () => '' });
  new SeededText(project, `${directory}/seed-${name}`, { content: () => '' });
  new TextFile(project, `alone/${name}`, { lines: [] });
  project.synth();
  return outdir;
}

/** Names that mean something in the patterns of git. */
const PATTERNS = ['plain', 'two words', '#comment', '!not', '[ab]', '[a', 'a]', '{a,b}', 'quote\'s', '~', 'é', '飞跃', '-text', 'a=b', '\u00a0', '  padded', '$(id)', '[attr]x'];

test.each(PATTERNS)('a folder and a file called %j are committed, and marked as what they are', (name) => {
  const directory = `gen/${name}`;
  const outdir = estateOf(directory, name);
  expect(seenByGit(outdir, `${directory}/${name}`)).toEqual({ ignored: false, generated: 'set' });
  expect(seenByGit(outdir, `${directory}/seed-${name}`)).toEqual({ ignored: false, generated: 'unset' });
  expect(seenByGit(outdir, `alone/${name}`)).toEqual({ ignored: false, generated: 'set' });
  expect(seenByGit(outdir, 'a/foreign')).toEqual({ ignored: true, generated: 'unspecified' });
  fs.rmSync(outdir, { recursive: true });
});

test('whatever folders and files are called, git reads each pattern as that name', () => {
  fc.assert(fc.property(hostileFileName, hostileFileName, (directory, name) => {
    const outdir = estateOf(`g/${directory}`, name);
    expect(seenByGit(outdir, `g/${directory}/${name}`)).toEqual({ ignored: false, generated: 'set' });
    expect(seenByGit(outdir, `g/${directory}/seed-${name}`)).toEqual({ ignored: false, generated: 'unset' });
    expect(seenByGit(outdir, `alone/${name}`)).toEqual({ ignored: false, generated: 'set' });
    fs.rmSync(outdir, { recursive: true });
  }), { numRuns: 6 });
});
