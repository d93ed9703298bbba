#!/usr/bin/env node
// Logs docker in to an enterprise instance of Tencent's container registry, with a password that is good for an hour.
import { parseArgs } from 'node:util';
import { dockerLogin } from './ci/docker-login.mjs';
import { call, Refusal, run } from './ci/tencent-api.mjs';

const HELP = `Logs docker in to a registry of Tencent Cloud with a temporary password.

Usage: node tencent-registry-login.mjs --registry <instance>.tencentcloudcr.com --region <region>

Reads TENCENTCLOUD_SECRET_ID, TENCENTCLOUD_SECRET_KEY and TENCENTCLOUD_SECURITY_TOKEN, which may call tcr:DescribeInstances
and tcr:CreateInstanceToken. The password is shown nowhere. TCR_URL replaces https://tcr.tencentcloudapi.com/.
`;

const API = { service: 'tcr', version: '2019-09-24', url: process.env.TCR_URL };
const SUFFIX = '.tencentcloudcr.com';

await run('tencent-registry-login.mjs', 'Login to the registry', async () => {
  const { values: { registry, region, help } } = parseArgs({
    options: { registry: { type: 'string' }, region: { type: 'string' }, help: { type: 'boolean', short: 'h', default: false } },
  });
  if (help) {
    process.stdout.write(HELP);
    return;
  }
  if (!registry?.endsWith(SUFFIX) || !region) throw new Refusal(`give --registry <instance>${SUFFIX} and --region`);
  const name = registry.slice(0, -SUFFIX.length);
  const { Registries: registries = [] } = await call(API, 'DescribeInstances', region, { Filters: [{ Name: 'RegistryName', Values: [name] }] });
  const found = registries.find(({ RegistryName: other }) => other === name);
  if (found === undefined) throw new Refusal(`there is no registry "${name}" in ${region}`);
  const { Username: user, Token: password } = await call(API, 'CreateInstanceToken', region, { RegistryId: found.RegistryId, TokenType: 'temp' });
  if (!user || !password) throw new Refusal('the reply of Tencent holds no password');
  dockerLogin(registry, user, password);
});
