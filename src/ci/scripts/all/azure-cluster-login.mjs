#!/usr/bin/env node
// Lets the job in to a cluster of Azure: puts a token of its identity into a kubeconfig that names no key.
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { accessToken, Refusal, run } from './azure-token.mjs';
import { ask } from './ci/ask.mjs';

const HELP = `Puts an access token into a kubeconfig of a cluster that signs in with Entra, in the place of what asks for one.

Usage: node azure-cluster-login.mjs --kubeconfig <file>

Takes the identity of the job, and that of "az login" where there is none; it needs a role in the cluster. The token is
good for about an hour: delete the file after use.
`;

/** The application that stands for the API servers of all clusters, in every cloud. Source: https://azure.github.io/kubelogin/concepts/aks.html */
const SCOPE = '6dae42f8-4368-4678-94ff-3960e28e3630/.default';

await run('Login to the cluster', async () => {
  const { values: { kubeconfig: file, help } } = parseArgs({
    options: { kubeconfig: { type: 'string' }, help: { type: 'boolean', short: 'h', default: false } },
  });
  if (help) {
    process.stdout.write(HELP);
    return;
  }
  if (!file) throw new Refusal('give --kubeconfig <file>');
  const config = JSON.parse(ask('kubectl', ['config', 'view', '--raw', '--output=json', `--kubeconfig=${file}`]));
  if (!config.users?.length) throw new Refusal(`${file} names no user that a token could be for`);
  const token = await accessToken(SCOPE);
  writeFileSync(file, JSON.stringify({ ...config, users: config.users.map(({ name }) => ({ name, user: { token } })) }));
});
