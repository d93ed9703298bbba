import { execFileSync } from 'child_process';
import * as path from 'path';

/** Every run loads the packages before it can do anything: half of what projen's index loads, no estate needs. */
test('the package loads what it needs of projen, and not its index', () => {
  const program = `
    require(${JSON.stringify(path.resolve('node_modules/tsx/dist/cjs/index.cjs'))});
    require('./src');
    const loaded = Object.keys(require.cache).map((file) => file.replaceAll('\\\\', '/'));
    console.log(JSON.stringify(loaded.filter((file) => file.includes('/node_modules/projen/lib/')).map((file) => file.split('/projen/lib/')[1])));
  `;
  const loaded = JSON.parse(execFileSync(process.execPath, ['-e', program], { encoding: 'utf-8' })) as string[];
  expect(loaded).toContain('project.js');
  expect(loaded).not.toContain('index.js');
});
