import * as fs from 'fs';
import * as path from 'path';
import { read, temporaryDirectory, tree } from './synth/test-project';
import { EstateError } from '../src/synth/declare/estate-error';

/** What a run cannot work out again: see the tests of the ledger. */
const MEMORY = '.projen/state-addresses.json';
const MANIFEST = '.projen/manifest';
const GARBAGE = Buffer.from([0xff, 0xfe, 0x00, 0x7b, 0x22, 0x0a, 0x80]);

const conflict = (text: string) => `<<<<<<< HEAD\n${text}\n=======\n${text.slice(0, text.length / 2)}\n>>>>>>> theirs\n`;
const DAMAGES: ReadonlyArray<[string, (place: string, text: string) => void]> = [
  ['holds a merge conflict', (place, text) => fs.writeFileSync(place, conflict(text))],
  ['holds garbage', (place) => fs.writeFileSync(place, GARBAGE)],
  ['is empty', (place) => fs.writeFileSync(place, '')],
];
const OBSTACLES: ReadonlyArray<[string, (place: string) => void, string]> = [
  ['a directory', (place) => fs.mkdirSync(place), 'there is a directory. Move it away.'],
  ['a link to nowhere', (place) => fs.symlinkSync('/nowhere/at/all', place), 'there is a symbolic link. Remove it.'],
];

/** What a run of this estate does about generated files that are damaged. @param synth writes it into a folder */
export function describeDamagedFiles(synth: (outdir: string) => void): void {
  let start: string;
  let outdir: string;
  let right: Record<string, string>;
  let generated: string[];
  beforeAll(() => {
    start = temporaryDirectory();
    synth(start);
    right = tree(start);
    // Those with a hash, which a run writes each time: a seeded file is the user's.
    generated = read(start, MANIFEST).split('\n').filter((line) => line !== '' && !line.startsWith('#') && !line.startsWith('\t')).map((line) => line.replace(/^\.\//, ''));
  });
  beforeEach(() => {
    outdir = temporaryDirectory();
    fs.cpSync(start, outdir, { recursive: true });
  });
  afterEach(() => fs.rmSync(outdir, { recursive: true, force: true }));
  afterAll(() => fs.rmSync(start, { recursive: true, force: true }));

  /** Puts something in the place of a file. */
  function damage(file: string, put: (place: string, text: string) => void): void {
    const text = read(outdir, file);
    fs.rmSync(path.join(outdir, file));
    put(path.join(outdir, file), text);
  }

  function expectMended(isSaved: (file: string) => boolean, damaged: readonly string[]): void {
    const edits = path.join(outdir, '.projen/edits');
    const saved = fs.existsSync(edits) ? Object.keys(tree(edits)).filter((file) => !file.endsWith('/')).map((file) => file.replace(/\.patch$/, '')) : [];
    fs.rmSync(edits, { recursive: true, force: true });
    expect(tree(outdir)).toEqual(right);
    expect(saved.sort()).toEqual(damaged.filter(isSaved).sort());
  }

  test.each(DAMAGES)('every generated file that %s is generated anew by one run, and what it held is saved', (what, put) => {
    const damaged = generated.filter((file) => file !== MEMORY);
    for (const file of damaged) damage(file, put);
    synth(outdir);
    expectMended(() => !what.includes('conflict'), damaged);
  });

  test.each(DAMAGES)('a list of generated files that %s costs nothing', (_what, put) => {
    damage(MANIFEST, put);
    synth(outdir);
    expectMended(() => false, []);
  });

  test.each(DAMAGES)('both lists of generated files, when one after the other %s, cost no file', (_what, put) => {
    for (const file of [MANIFEST, '.projen/files.json']) damage(file, put);
    fs.chmodSync(path.join(outdir, '.gitattributes'), 0o644);
    fs.appendFileSync(path.join(outdir, '.gitattributes'), '\n# an edit\n');
    synth(outdir);
    expect(read(outdir, '.projen/edits/.gitattributes.patch')).toContain('+# an edit');
    fs.rmSync(path.join(outdir, '.projen/edits'), { recursive: true });
    expect(tree(outdir)).toEqual(right);
  });

  test.each(OBSTACLES)('%s in the place of a generated file is named for each, with what to do, and nothing is touched', (_what, put, message) => {
    const damaged = generated.filter((file) => file !== MEMORY);
    for (const file of damaged) damage(file, put);
    const before = tree(outdir);
    const problems = refusal(() => synth(outdir));
    for (const file of damaged) expect(problems).toContainEqual(expect.stringContaining(`"${file}" is to be generated, but ${message}`));
    expect(tree(outdir)).toEqual(before);
  });

  test('a directory in the place of the list of generated files is named, and nothing is touched', () => {
    damage(MANIFEST, (place) => fs.mkdirSync(place));
    const before = tree(outdir);
    expect(refusal(() => synth(outdir)).join('\n')).toContain(`"${MANIFEST}"`);
    expect(tree(outdir)).toEqual(before);
  });

  test('a link in the place of the list of generated files makes way', () => {
    damage(MANIFEST, (place) => fs.symlinkSync('/nowhere/at/all', place));
    synth(outdir);
    expectMended(() => false, []);
  });
}

function refusal(run: () => void): readonly string[] {
  try {
    run();
  } catch (error) {
    if (error instanceof EstateError) return error.problems;
    throw error;
  }
  throw new Error('it was not refused');
}
