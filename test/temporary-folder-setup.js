const { mkdtempSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

/** Makes the one folder in which a run of Jest has all of its temporary folders; `temporary-folder-teardown.js` removes it. */
module.exports = () => {
  globalThis.temporaryFolder = mkdtempSync(join(tmpdir(), 'feiyue-tests-'));
  process.env.TMPDIR = globalThis.temporaryFolder;
};
