const { spawn } = require('node:child_process');

/** After a run of Jest: removes what tests have left in its temporary folder. Nobody waits for it: a whole run leaves some hundred thousand files. */
module.exports = () => {
  spawn('rm', ['-rf', '--', globalThis.temporaryFolder], { detached: true, stdio: 'ignore' }).unref();
};
