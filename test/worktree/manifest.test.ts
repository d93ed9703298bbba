import * as fc from 'fast-check';
import { Manifest, manifestText } from '../../src/worktree/manifest';

const file = fc.array(fc.constantFrom('a', 'b c', '#x', '=======', 'ü', '.d', '-'), { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'));
const hash = fc.stringMatching(/^[0-9a-f]{16}$/);
const files = fc.dictionary(file, fc.uniqueArray(hash, { maxLength: 3 })).map((all) => new Map(Object.entries(all)));

function contents(manifest: Manifest): Record<string, string[]> {
  return Object.fromEntries([...manifest.files].map((name) => [name, [...manifest.hashesOf(name)].sort()]));
}

test('what is written is read again, on Windows too', () => {
  fc.assert(fc.property(files, fc.constantFrom('\n', '\r\n'), (all, end) => {
    const expected = Object.fromEntries([...all].map(([name, hashes]) => [name, [...hashes].sort()]));
    expect(contents(Manifest.parse(manifestText('header', all).replaceAll('\n', end)))).toEqual(expected);
  }));
});

test('of a conflict both sides count', () => {
  fc.assert(fc.property(files, files, (ours, theirs) => {
    const text = `<<<<<<< HEAD\n${manifestText('header', ours)}||||||| base\n=======\n${manifestText('header', theirs)}>>>>>>> theirs\n`;
    const manifest = Manifest.parse(text);
    for (const side of [ours, theirs]) {
      for (const [name, hashes] of side) {
        expect([...manifest.files]).toContain(name);
        expect(hashes.every((each) => manifest.knows(name, each))).toBe(true);
      }
    }
    expect([...manifest.files].every((name) => ours.has(name) || theirs.has(name))).toBe(true);
  }));
});

test('the same files make the same text, whatever their order', () => {
  const text = manifestText('header', new Map([['b', ['2']], ['a', ['1']]]));
  expect(text).toBe('# header\na\n\t1\nb\n\t2\n');
});
