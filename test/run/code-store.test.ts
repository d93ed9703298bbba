import * as fs from 'fs';
import * as os from 'os';
import * as path from 'path';
import { CodeStore } from '../../src/run/code-store';

const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'code-store-'));
const file = path.join(directory, 'code');
const MEGABYTE = 1024 * 1024;

afterAll(() => fs.rmSync(directory, { recursive: true }));

function add(sourceFile: string, megabytes: number): void {
  const store = new CodeStore(file);
  store.add(sourceFile, 'text', () => Buffer.alloc(megabytes * MEGABYTE));
  store.save();
}

test('what the last run did not use is forgotten when there is too much', () => {
  add('/first.js', 5);
  add('/second.js', 2);
  expect(fs.statSync(file).size).toBeGreaterThan(7 * MEGABYTE);
  add('/third.js', 2);
  const store = new CodeStore(file);
  const sizes = ['/first.js', '/second.js', '/third.js'].map((sourceFile) => store.dataOf(sourceFile, 'text')?.length);
  expect(sizes).toEqual([undefined, 2 * MEGABYTE, 2 * MEGABYTE]);
});

test('code is known by its text, each time that it is asked for', () => {
  add('/changing.js', 1);
  const store = new CodeStore(file);
  expect(store.dataOf('/changing.js', 'text')).toBeDefined();
  expect(store.dataOf('/changing.js', 'TEXT')).toBeUndefined();
});
