import * as fs from 'fs';
import * as path from 'path';
import { inert, inertJson, inertName } from '../../src/text/inert';

test.each([
  ['a colour', '\u001b[31mred', '␛[31mred'],
  ['what goes back and writes over', 'good\rbad\u0008', 'good␍bad␈'],
  ['what rings, and deletes', '\u0007\u007f', '␇␡'],
  ['control characters of eight bits', '\u009b31m', '<U+009B>31m'],
  ['what turns the direction', 'a\u202eb\u2066c', 'a<U+202E>b<U+2066>c'],
  ['line ends of Unicode', 'a\u2028b\u2029c', 'a<U+2028>b<U+2029>c'],
  ['a command of GitHub', 'x\n  ::add-mask::x', 'x\n  : :add-mask::x'],
  ['commands of Azure Pipelines, and of both', 'x ##vso[task.setvariable]y ##[error]z', 'x ## vso[task.setvariable]y ## [error]z'],
  ['what is no command', 'a::b, # c', 'a::b, # c'],
  ['text of every language, tabs and lines', 'ü 日本 👩‍👩‍👧\tא\nx', 'ü 日本 👩‍👩‍👧\tא\nx'],
])('%s', (_, text, printed) => {
  expect(inert(text)).toBe(printed);
});

test('a name has no lines', () => {
  expect(inertName('a\nb\u001b')).toBe('a␊b␛');
});

test('JSON says the same, without such a character', () => {
  const value = { name: 'a\u001b\u009b\u202e\u2028\u007fb ##[error]', ü: '日本' };
  const json = inertJson(`${JSON.stringify(value, undefined, 2)}\n`);
  expect(JSON.parse(json)).toEqual(value);
  expect(json).toMatch(/^[\n -~ü日本]*$/);
  expect(json).not.toContain('##[');
});

test('what the scripts show in the same way, they show alike', () => {
  const script = fs.readFileSync(path.join(__dirname, '../../src/ci/scripts/all/ci/inert.mjs'), 'utf-8');
  const characters = /const UNSEEN = \/\[(.*)\]\/g;/.exec(script)![1];
  const unseen = new RegExp(`[${characters}]`);
  const all = Array.from({ length: 0xffff }, (_, code) => String.fromCharCode(code)).filter((character) => unseen.test(character));
  for (const character of all) expect(inert(character)).not.toContain(character);
});

test('nothing of the package prints in another way', () => {
  const files = (fs.readdirSync(path.join(__dirname, '../../src'), { recursive: true }) as string[]).filter((file) => file.endsWith('.ts') && !/^(new\/estates|cloudflare\/starter)\//.test(file));
  const printing = files.filter((file) => /\bconsole\.\w+\(|process\.std(out|err)\.write\(/.test(fs.readFileSync(path.join(__dirname, '../../src', file), 'utf-8')));
  // A program that is left to the user, one line that moves on a terminal and names nothing, and the one place.
  expect(printing.sort()).toEqual(['cloudflare/worker-source.ts', 'synth/run/progress.ts', 'text/print.ts']);
});
