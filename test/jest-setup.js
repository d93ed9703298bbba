const { chmodSync, mkdtempSync, realpathSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join } = require('node:path');

/** Set by somebody for git, a shell, a tool or a cloud, or by git for its hooks and by a CI system for its steps: a test says what it means of that. */
const OF_SOMEBODY = /^(GIT|TF|TFLINT|TRIVY|AWS|ARM|AZURE|TENCENTCLOUD|CLOUDFLARE|AUTH0|DOCKER|HELM|KUSTOMIZE|KUBE|GITHUB|ACTIONS|RUNNER|SYSTEM|BUILD|AGENT)_|^(KUBECONFIG|TF_BUILD|CDPATH|GLOBIGNORE|BASH_ENV|ENV|DEBUG|LANGUAGE)$|^LC_/;

/** Before a run of Jest: the environment of all of its workers. */
module.exports = () => {
  for (const name of Object.keys(process.env)) if (OF_SOMEBODY.test(name)) delete process.env[name];
  Object.assign(process.env, { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', LANG: 'C.UTF-8' });
  process.umask(0o022);
  // The one folder in which the run has all of its temporary folders; `jest-teardown.js` removes it.
  globalThis.temporaryFolder = mkdtempSync(join(realpathSync(tmpdir()), 'feiyue-tests-'));
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
