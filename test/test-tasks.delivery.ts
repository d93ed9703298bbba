import { spawnSync } from 'node:child_process';
import { basename, delimiter, join } from 'node:path';
import { tasks } from '../.projen/tasks.json';

/** A task that runs tests of a kind of its own, and a word that the name of one of its files holds. */
const TASKS = { 'test': 'kubernetes', 'test:delivery': 'policies-azure', 'test:e2e': 'journey', 'test:endurance': 'walk', 'test:hostile': 'terraform', 'test:slow': 'caches' } as const;

test.each(Object.entries(TASKS))('%s takes a pattern, so that one file can be run alone', (name, pattern) => {
  const task = tasks[name as keyof typeof TASKS];
  const command = task.steps.map((step) => ('exec' in step ? step.exec : undefined)).find((exec) => exec?.startsWith('jest '));
  const PATH = [join(process.cwd(), 'node_modules/.bin'), process.env.PATH].join(delimiter);
  const list = (...words: string[]) => spawnSync(`${command} ${words.join(' ')} --listTests`, { shell: true, encoding: 'utf-8', env: { ...process.env, PATH } })
    .stdout.split('\n').filter((line) => line !== '').map((file) => basename(file));
  const chosen = list(pattern);
  expect(chosen.length).toBeGreaterThan(0);
  expect(chosen.filter((file) => !file.includes(pattern))).toEqual([]);
  // Taken as one more glob it would choose all of them.
  expect(list('no-file-is-called-so')).toEqual([]);
});
