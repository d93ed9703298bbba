// Part of `npx projen compile`: the TypeScript compiler leaves files that are not TypeScript behind.
const fs = require('fs');

for (const dir of ['terraform/modules', 'terraform/bootstrap', 'ci/scripts']) {
  fs.rmSync(`lib/${dir}`, { recursive: true, force: true });
  fs.cpSync(`src/${dir}`, `lib/${dir}`, { recursive: true });
}
