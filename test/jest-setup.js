const { chmodSync, mkdtempSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

/** Before a run of Jest: the environment of all of its workers. */
module.exports = () => {
  // The one folder in which the run has all of its temporary folders; `jest-teardown.js` removes it.
  globalThis.temporaryFolder = mkdtempSync(join(tmpdir(), 'feiyue-tests-'));
  // Some tests have a process run as another user, who has to get at what is his below it.
  chmodSync(globalThis.temporaryFolder, 0o755);
  process.env.TMPDIR = globalThis.temporaryFolder;
  // Most tools are programs in Go. Those that live for a second need half of the processor time when they collect garbage late, an API server two thirds.
  process.env.GOGC ??= '400';
  // A Node that is told of more certificates reads all of them when it starts, for longer than the rest of that takes. What asks the upstream registry needs them, and nothing else.
  const { NODE_EXTRA_CA_CERTS: certificates } = process.env;
  if (certificates !== undefined) process.env.FEIYUE_UPSTREAM_CERTIFICATES = certificates;
  delete process.env.NODE_EXTRA_CA_CERTS;
};
