// Adds up the JSON reports of several Jest runs. A run that left no report counts as one failure:
//     node count-tests.mjs <report…>
import { existsSync, readFileSync } from 'node:fs';

let passed = 0;
let failed = 0;
let skipped = 0;
for (const file of process.argv.slice(2)) {
  if (!existsSync(file)) {
    failed += 1;
    continue;
  }
  const run = JSON.parse(readFileSync(file, 'utf8'));
  passed += run.numPassedTests;
  failed += run.numFailedTests + run.numRuntimeErrorTestSuites;
  skipped += run.numPendingTests + run.numTodoTests;
}
console.log(`${passed} passed, ${failed} failed, ${skipped} skipped`);
