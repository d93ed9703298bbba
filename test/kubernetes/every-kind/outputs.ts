import type { Environment } from '../../../src/estate/environment';
import { Volume } from '../../../src/kubernetes/options/volume';
import { Worker } from '../../../src/kubernetes/worker';
import { Hcl } from '../../../src/terraform/hcl/hcl';
import type { SmallEstate } from '../small-estate';

/** What the root module `database` makes of which the worker has something. */
export const DATABASE = { host: 'db-1.internal', port: 5432, password: 'x"y' };

const output = (name: keyof typeof DATABASE) => `\${terraform.database.${name}}`;

/** A worker that has outputs of Terraform wherever they may stand, in one environment. */
export function addOutputs({ project }: SmallEstate, dev: Environment): void {
  new Worker(project, 'billing', {
    environments: [dev],
    env: { PGHOST: output('host') },
    secretEnv: { PGPASSWORD: Hcl.template('%s', output('password')), DSN: Hcl.template('postgres://%s@%s:%s', output('password'), output('host'), output('port')) },
    args: ['--host', output('host')],
    podAnnotations: { 'example.com/host': output('host') },
    volumes: {
      '/etc/pg': Volume.secretFiles({ 'service.conf': Hcl.template('password=%s\n', output('password')) }),
      '/etc/app.conf': Volume.configFile(Hcl.template('host = %s\n', output('host'))),
    },
    sidecars: { proxy: { image: 'registry.example/proxy:1.0.0', secretEnv: { PASSWORD: Hcl.template('%s', output('password')) } } },
  });
}
