// Part of `npx projen compile`: the TypeScript compiler leaves files that are not TypeScript behind, and no name for what it made.
const { createHash } = require('crypto');
const fs = require('fs');
const path = require('path');

for (const asset of ['terraform/modules', 'terraform/bootstrap', 'ci/affected', 'ci/affected.mjs', 'ci/scripts', 'applications/upstream']) {
  fs.rmSync(`lib/${asset}`, { recursive: true, force: true });
  fs.cpSync(`src/${asset}`, `lib/${asset}`, { recursive: true });
}

// By this a run knows that another build of the package may render other files (src/worktree/render-memory.ts).
const BUILD_ID = 'lib/build-id';
fs.rmSync(BUILD_ID, { force: true });
const hash = createHash('sha256');
for (const file of fs.readdirSync('lib', { recursive: true }).map(String).sort()) {
  const compiled = path.join('lib', file);
  if (fs.statSync(compiled).isFile()) hash.update(`${file.split(path.sep).join('/')}\0`).update(fs.readFileSync(compiled)).update('\0');
}
fs.writeFileSync(BUILD_ID, hash.digest('hex'));
