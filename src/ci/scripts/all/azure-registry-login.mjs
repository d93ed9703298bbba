#!/usr/bin/env node
// Logs docker in to a container registry of Azure, with a password that is good for a few hours.
import { parseArgs } from 'node:util';
import { accessToken, post, Refusal, run } from './azure-token.mjs';
import { dockerLogin } from './ci/docker-login.mjs';

const HELP = `Logs docker in to a container registry of Azure with a temporary password.

Usage: node azure-registry-login.mjs --registry <name>.azurecr.io --resource-manager <URL>

Takes the identity of the job, and that of "az login" where there is none; it needs AcrPush, or AcrPull to pull only. The
password is shown nowhere. REGISTRY_URL replaces https://<registry>.
`;

/** What a registry calls those who log in with a token. */
const USER = '00000000-0000-0000-0000-000000000000';

/** Source: https://github.com/Azure/acr/blob/main/docs/AAD-OAuth.md (POST /oauth2/exchange) */
await run('Login to the registry', async () => {
  const { values: { registry, 'resource-manager': resourceManager, help } } = parseArgs({
    options: { 'registry': { type: 'string' }, 'resource-manager': { type: 'string' }, 'help': { type: 'boolean', short: 'h', default: false } },
  });
  if (help) {
    process.stdout.write(HELP);
    return;
  }
  if (!registry || !resourceManager) throw new Refusal('give --registry <name>.azurecr.io and --resource-manager <URL>');
  const { refresh_token: password } = await post(`The registry ${registry}`, `${process.env.REGISTRY_URL ?? `https://${registry}`}/oauth2/exchange`, {
    access_token: await accessToken(`${resourceManager}/.default`),
    grant_type: 'access_token',
    service: registry,
    ...(process.env.ARM_TENANT_ID && { tenant: process.env.ARM_TENANT_ID }),
  });
  if (!password) throw new Refusal('the reply of the registry holds no password');
  dockerLogin(registry, USER, password);
});
