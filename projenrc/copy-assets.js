// Part of `npx projen compile`: the TypeScript compiler leaves files that are not TypeScript behind.
const fs = require('fs');
const path = require('path');

const { exclude } = require('../tsconfig.json');

/** What is read as it lies there, and not compiled: all that is no TypeScript, and the TypeScript that an estate begins with. */
const isAsset = (file) => (!file.endsWith('.ts') && file !== 'README.md' && !file.endsWith('/README.md')) || exclude.some((folder) => `src/${file}`.startsWith(`${folder}/`));

/** The files of a folder, with `/` between folders on every system. */
const filesOf = (dir) => fs.readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  .map((entry) => path.relative(dir, path.join(entry.parentPath ?? entry.path, entry.name)).split(path.sep).join('/')).sort();

// What is no asset any more goes.
for (const file of filesOf('lib').filter((each) => !/\.(js|d\.ts)$/.test(each))) fs.rmSync(`lib/${file}`);
for (const file of filesOf('src').filter(isAsset)) {
  fs.mkdirSync(path.dirname(`lib/${file}`), { recursive: true });
  fs.copyFileSync(`src/${file}`, `lib/${file}`);
}
