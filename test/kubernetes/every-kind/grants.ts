import type { Construct } from 'constructs';
import type { Environment } from '../../../src/estate/environment';
import { PortProtocol } from '../../../src/kubernetes/options/workload-port';
import { Worker } from '../../../src/kubernetes/worker';

/** Workloads that are granted something: one everywhere the same and one as two, where its role is another in each environment. */
export function addGrants(scope: Construct): void {
  const grant = (worker: Worker, thing: string, port: number, role: (environment: Environment) => string) => worker._workload.grant({
    what: `grant of module "${thing}"`,
    source: worker._source,
    change: `${thing}.grant(…)`,
    reachIn: () => ({ ports: [{ port }], egress: [{ peer: { kind: 'cidr', range: `10.0.0.${port % 250}/32` }, ports: [{ protocol: PortProtocol.TCP, port }] }] }),
    isIn: () => true,
    identityIn: (environment) => ({ serviceAccountAnnotations: { 'example.com/role': role(environment) }, podLabels: { 'example.com/identity': 'true' } }),
  });
  grant(new Worker(scope, 'reader'), 'uploads', 443, () => 'reader');
  const sender = new Worker(scope, 'sender');
  grant(sender, 'queue', 5671, ({ name }) => `sender-${name}`);
  grant(sender, 'vault', 443, ({ name }) => `sender-${name}`);
}
