#!/usr/bin/env node
// Fetches the kubeconfig of a TKE cluster, so that no state has to hand it on.
import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { mask } from './ci/system.mjs';
import { call, Refusal, run } from './ci/tencent-api.mjs';

const HELP = `Puts the kubeconfig of a cluster into a file, in the place of its address.

Usage: node tencent-kubeconfig.mjs --kubeconfig <file>

  --kubeconfig  a file that holds <region>/<id of the cluster>/private, or public for the public endpoint: the output of the
                module tke-cluster. Only its owner should be able to read it.

Reads TENCENTCLOUD_SECRET_ID, TENCENTCLOUD_SECRET_KEY and TENCENTCLOUD_SECURITY_TOKEN, which may call
tke:DescribeClusterKubeconfig. The kubeconfig is shown nowhere; it does not expire: delete the file after use.
TKE_URL replaces https://tke.tencentcloudapi.com/.
`;

const API = { service: 'tke', version: '2018-05-25', url: process.env.TKE_URL };
const ADDRESS = /^([a-z0-9-]+)\/([a-z0-9-]+)\/(private|public)\s*$/;
const SECRETS = /^\s*(?:client-key-data|password|token):\s*(\S+)\s*$/gm;

await run('tencent-kubeconfig.mjs', 'Connection to the cluster', async () => {
  const { values: { kubeconfig: file, help } } = parseArgs({
    options: { kubeconfig: { type: 'string' }, help: { type: 'boolean', short: 'h', default: false } },
  });
  if (help) {
    process.stdout.write(HELP);
    return;
  }
  if (!file) throw new Refusal('give --kubeconfig <file>');
  const [, region, cluster, endpoint] = ADDRESS.exec(readFileSync(file, 'utf8')) ?? [];
  if (cluster === undefined) throw new Refusal(`${file} holds no address of a kubeconfig: apply the root module of the cluster with the current module tke-cluster first`);
  const { Kubeconfig: kubeconfig } = await call(API, 'DescribeClusterKubeconfig', region, { ClusterId: cluster, IsExtranet: endpoint === 'public' });
  if (!kubeconfig) throw new Refusal(`the reply of Tencent holds no kubeconfig of ${cluster}`);
  for (const [, secret] of kubeconfig.matchAll(SECRETS)) mask(secret);
  writeFileSync(file, kubeconfig, { mode: 0o600 });
});
