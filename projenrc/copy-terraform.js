// Part of `npx projen compile`: the TypeScript compiler leaves files that are not TypeScript behind.
const fs = require('fs');

for (const dir of ['modules', 'bootstrap']) {
  fs.rmSync(`lib/terraform/${dir}`, { recursive: true, force: true });
  fs.cpSync(`src/terraform/${dir}`, `lib/terraform/${dir}`, { recursive: true });
}
