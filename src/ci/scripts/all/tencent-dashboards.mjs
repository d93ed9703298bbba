#!/usr/bin/env node
// Brings dashboards to a managed Grafana of Tencent Cloud, as its administrator, whose password Terraform has made.
import { runDelivery } from './ci/grafana.mjs';
import { Failure } from './ci/kubectl.mjs';
import { mask } from './ci/system.mjs';

await runDelivery(
  'tencent-dashboards.mjs',
  'Is the administrator of Grafana, whose password is an output of the root module that makes it: whoever may read that state.',
  async (valueOf, { password: output, dir }) => {
    const password = valueOf(output);
    if (!password) throw new Failure(`${dir} has no output ${output}: without the password of its administrator nobody brings dashboards to Grafana.`);
    const credentials = Buffer.from(`admin:${password}`).toString('base64');
    return { authorization: `Basic ${mask(credentials)}`, secrets: [mask(password), credentials] };
  },
);
