import * as fs from 'fs';
import * as path from 'path';
import * as fc from 'fast-check';
import { git } from './git-apply';
import { conflictSides, jsonSides } from '../../src/worktree/merge-conflict';
import { temporaryDirectory } from '../synth/test-project';

const CONFLICT = 'a\n<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> branch\nb\n';

test.each<[string, string, ReturnType<typeof conflictSides>]>([
  ['one conflict', CONFLICT, { ours: 'a\nours\nb\n', theirs: 'a\ntheirs\nb\n' }],
  ['the base between the sides', CONFLICT.replace('=======', '||||||| 1234567\nbase\n======='), { ours: 'a\nours\nb\n', theirs: 'a\ntheirs\nb\n' }],
  ['lines that end as on Windows', CONFLICT.replaceAll('\n', '\r\n'), { ours: 'a\r\nours\r\nb\r\n', theirs: 'a\r\ntheirs\r\nb\r\n' }],
  ['one side without a line', CONFLICT.replace('ours\n', ''), { ours: 'a\nb\n', theirs: 'a\ntheirs\nb\n' }],
  ['no end', 'a\n<<<<<<< HEAD\nours\n=======\n', undefined],
  ['an end alone', 'a\n>>>>>>> branch\n', undefined],
  ['no markers', 'a\n=======\nb\n', undefined],
  ['markers within a line', 'see <<<<<<< HEAD\n', undefined],
])('a text with %s is taken apart', (_, text, sides) => {
  expect(conflictSides(text)).toEqual(sides);
});

test('both sides of a merge of JSON that git could not finish are read, when their lines are whole entries', () => {
  const directory = temporaryDirectory();
  const entry = fc.tuple(fc.stringMatching(/^[a-z]{1,6}$/), fc.integer({ min: 0, max: 9 }));
  const object = fc.array(entry, { maxLength: 6 }).map((entries) => Object.fromEntries(entries));
  let conflicts = 0;
  fc.assert(fc.property(object, object, object, (base, ours, theirs) => {
    for (const [name, content] of Object.entries({ base, ours, theirs })) fs.writeFileSync(path.join(directory, name), `${JSON.stringify({ ...content, last: 0 }, undefined, 2)}\n`);
    const { status, stdout } = git(directory, 'merge-file', '-p', 'ours', 'base', 'theirs');
    if (status === 0 || status === null || status > 127) return;
    conflicts++;
    expect(jsonSides(stdout)).toHaveLength(2);
  }), { numRuns: 60 });
  expect(conflicts).toBeGreaterThan(10);
  fs.rmSync(directory, { recursive: true });
});

test.each([['{', []], ['1', [1]], ['', []], ['<<<<<<< a\n1\n=======\n{\n>>>>>>> b\n', [1]]])('of %j what is JSON is read', (text, sides) => {
  expect(jsonSides(text)).toEqual(sides);
});
