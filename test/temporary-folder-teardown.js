const { spawn } = require('node:child_process');

/** Removes what tests have left in the temporary folder of the run. Nobody waits for it: a whole run leaves some hundred thousand files. */
module.exports = () => {
  spawn('rm', ['-rf', '--', globalThis.temporaryFolder], { detached: true, stdio: 'ignore' }).unref();
};
