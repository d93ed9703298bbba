// Part of `npx projen compile`: the TypeScript compiler leaves files that are not TypeScript behind, and no name for what it made.
const { createHash } = require('crypto');
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

// By this a run knows that another build of the package may render other files (src/worktree/render-memory.ts).
const BUILD_ID = 'lib/build-id';
const hash = createHash('sha256');
for (const file of filesOf('lib')) hash.update(`${file}\0`).update(fs.readFileSync(`lib/${file}`)).update('\0');
fs.writeFileSync(BUILD_ID, hash.digest('hex'));
