import type { Construct } from 'constructs';
import { Job } from '../../../src/kubernetes/job';
import { TrafficTarget } from '../../../src/kubernetes/options/traffic-target';

/** Jobs with every option that makes a field of its own: one that a service waits for, by way of another one, and one that nobody waits for. */
export function addJobs(scope: Construct, prod: string): void {
  new Job(scope, 'prepare', { before: ['migrate'] });
  new Job(scope, 'migrate', {
    before: ['api', 'mailer'],
    activeDeadlineSeconds: 1200,
    backoffLimit: 1,
    command: ['/bin/migrate'],
    args: ['up'],
    env: { LEVEL: 'info' },
    secretEnv: { DSN: { secret: 'database', key: 'dsn' } },
    connectsTo: [TrafficTarget.cidr('10.0.0.0/16', [5432])],
  }).override(prod, { env: { LEVEL: 'warn' }, imageTag: '2.0.0', activeDeadlineSeconds: 3600, resources: { limits: { memory: '1Gi' } } });
  new Job(scope, 'warm-up', { connectsTo: [TrafficTarget.service('api')] });
}
