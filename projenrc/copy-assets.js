// Part of `npx projen compile`: the TypeScript compiler leaves files that are not TypeScript behind.
const fs = require('fs');

for (const asset of ['terraform/modules', 'terraform/bootstrap', 'ci/affected', 'ci/affected.mjs', 'ci/scripts', 'applications/upstream']) {
  fs.rmSync(`lib/${asset}`, { recursive: true, force: true });
  fs.cpSync(`src/${asset}`, `lib/${asset}`, { recursive: true });
}
