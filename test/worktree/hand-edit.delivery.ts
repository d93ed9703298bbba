import * as fs from 'fs';
import * as path from 'path';
import * as fc from 'fast-check';
import { gitApply } from './git-apply';
import { Entries } from '../../src/worktree/entries';
import { HandEdits, hasMergeConflict } from '../../src/worktree/hand-edit';
import { unifiedDiff } from '../../src/worktree/unified-diff';
import { expectLinear } from '../growth';
import { temporaryDirectory } from '../synth/test-project';

let root: string;
beforeEach(() => {
  root = temporaryDirectory();
});
afterEach(() => fs.rmSync(root, { recursive: true, force: true }));

/** Saves an edit as a run does. @returns where it is saved */
function save(file: string, edited: Buffer, generated: Buffer | undefined): { readonly savedAs: string; readonly firstLine: number } {
  const before = generated && { bytes: generated, mode: 0o444 };
  const { savedAs, firstLine, write: toWrite } = new HandEdits(new Entries(root), undefined).save(file, { bytes: edited, mode: 0o644 }, before);
  if (toWrite) {
    expect(toWrite.path).toBe(savedAs);
    put(savedAs, toWrite.content as Buffer);
  }
  return { savedAs, firstLine };
}

function put(file: string, bytes: Buffer): void {
  fs.mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  fs.writeFileSync(path.join(root, file), bytes);
}

/** Lines that a patch could take for its own, and others. */
const line = fc.constantFrom('', 'a', 'b', 'ü 日本', '\ttab', ' ', '--- a/x', '+++ b/x', '@@ -1 +1 @@', '-- ', '\\ No newline at end of file', 'diff --git a/x b/x', '-', '+', 'x\ry', '\u2028', '\u0000');
const end = fc.constantFrom('\n', '\n', '\n', '\r\n');
const lines = fc.array(fc.tuple(line, end).map((parts) => parts.join('')), { maxLength: 30 });
const text = fc.tuple(lines, fc.constantFrom('', '', 'no newline', 'no newline\r')).map(([all, last]) => all.join('') + last);
/** Some lines of a text replaced by others. */
const edit = fc.tuple(lines, lines, fc.nat(30), fc.nat(5), fc.constantFrom('', 'no newline')).map(([base, added, at, removed, last]) => {
  const edited = [...base];
  edited.splice(at, removed, ...added.slice(0, 5));
  return { generated: base.join(''), edited: edited.join('') + last };
});
const rewrite = fc.record({ generated: text, edited: text });
const name = fc.constantFrom('main.tf', 'two words.yaml', ' leading', 'it\'s', 'ü/日本.md', '-x', '#x', 'a$b', 'x.orig', 'a\'b c (1)', '2024-01-01 10:00:00', 'b/x', 'dev/null', '{a}', 'e\u0301');

test('the patch of any edit, applied by git to the generated file, gives the edited bytes back', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(name, fc.oneof(edit, rewrite)), { minLength: 1, maxLength: 12 }), (edits) => {
      fs.rmSync(root, { recursive: true });
      const changed = edits.map(([file, both], n) => ({ file: `d${n}/${file}`, ...both })).filter(({ generated, edited }) => generated !== edited);
      const patches = changed.map(({ file, edited, generated }) => save(file, Buffer.from(edited), Buffer.from(generated)).savedAs);
      for (const { file, generated } of changed) put(file, Buffer.from(generated));
      fs.mkdirSync(root, { recursive: true });
      if (patches.length > 0) expect(gitApply(root, patches)).toBe('');
      for (const { file, edited } of changed) expect(fs.readFileSync(path.join(root, file), 'utf-8')).toBe(edited);
    }),
    { numRuns: 25, examples: [[[['empty', { generated: '', edited: 'a\n' }]]], [[['emptied', { generated: 'a\n', edited: '' }]]]] },
  );
});

test('the patch of an edited file that is no longer generated puts the whole file back', () => {
  const { savedAs } = save('k8s/gone file', Buffer.from('a\r\nb'), undefined);
  expect(gitApply(root, [savedAs])).toBe('');
  expect(fs.readFileSync(path.join(root, 'k8s/gone file'), 'utf-8')).toBe('a\r\nb');
});

test('of two long texts that have nothing in common not each line is compared with each, and the patch applies', () => {
  const long = (word: string, length = 4000) => Buffer.from(Array.from({ length }, (_, n) => `${word} ${n}`).join('\n'));
  expectLinear((scale) => {
    const [edited, generated] = [long('edited', 4000 * scale), long('generated', 4000 * scale)].map(String);
    return () => void unifiedDiff('long', generated, edited);
  });
  const { savedAs } = save('long', long('edited'), long('generated'));
  put('long', long('generated'));
  expect(gitApply(root, [savedAs])).toBe('');
  expect(fs.readFileSync(path.join(root, 'long'))).toEqual(long('edited'));
});

test('a file that is no text is saved whole', () => {
  const bytes = Buffer.from([0x61, 0xff, 0xfe, 0x0a, 0x00]);
  const { savedAs } = save('k8s/a b.yaml', bytes, Buffer.from('a\n'));
  expect(savedAs).toBe('.projen/edits/k8s/a b.yaml');
  expect(fs.readFileSync(path.join(root, savedAs))).toEqual(bytes);
});

test('an edit has its own name, the same edit the same, and none replaces another', () => {
  const base = Buffer.from('a\n');
  expect(save('x', Buffer.from('b\n'), base).savedAs).toBe('.projen/edits/x.patch');
  expect(save('x', Buffer.from('b\n'), base).savedAs).toBe('.projen/edits/x.patch');
  expect(save('x', Buffer.from('c\n'), base).savedAs).toBe('.projen/edits/x.2.patch');
  expect(save('x', Buffer.from('b\n'), base).savedAs).toBe('.projen/edits/x.patch');
  expect(save('x.2', Buffer.from('d\n'), base).savedAs).toBe('.projen/edits/x.2.2.patch');
  expect(fs.readdirSync(path.join(root, '.projen/edits')).sort()).toEqual(['x.2.2.patch', 'x.2.patch', 'x.patch']);
});

test('the first line of an edit is known', () => {
  const base = Buffer.from('a\nb\nc\nd\ne\nf\ng\n');
  expect(save('x', Buffer.from('a\nb\nc\nd\ne\nX\ng\n'), base).firstLine).toBe(6);
  expect(save('x', Buffer.from('X\na\nb\nc\nd\ne\nf\ng\n'), base).firstLine).toBe(1);
  expect(save('x', Buffer.from('a\nb\n'), base).firstLine).toBe(3);
});

test.each([
  ['a conflict of two sides', 'a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> branch\n', true],
  ['a conflict with the common ancestor', '<<<<<<< HEAD\nb\n||||||| base\na\n=======\n>>>>>>> branch\nd\n', true],
  ['text that quotes one marker', 'a <<<<<<< HEAD\n', false],
  ['a heading', 'a\n=======\n', false],
  ['sides in the wrong order', '>>>>>>> a\n=======\n<<<<<<< b\n', false],
  ['nothing', '', false],
])('%s', (_, content, isConflict) => {
  expect(hasMergeConflict(Buffer.from(content))).toBe(isConflict);
});
