import type { Construct } from 'constructs';
import type { IWorkload } from '../estate/i-workload';
import { identityMark } from '../identity/azure-identities';
import { Job } from '../kubernetes/job';
import { Volume } from '../kubernetes/options/volume';
import { WorkloadRegistry } from '../kubernetes/workloads/workload-registry';
import { variableName } from '../synth/files/explanation';
import { Grants } from '../terraform/declare/grant';
import type { OwnedCall } from '../terraform/declare/owned-call';
import { shippedText } from '../text/shipped-text';

/** The official image of PostgreSQL, whose digest several public repositories name that have nothing to do with each other. */
const CLIENT_IMAGE = 'postgres:17-alpine@sha256:742f40ea20b9ff2ff31db5458d127452988a2164df9e17441e191f3b72252193';

/** Where the programs of the job are. */
const DIR = '/opt/database';

/**
 * Adds the job that makes the user of a database on Azure before its owner starts, where the module says that there has to be one. It
 * logs in as an administrator of the server, by an identity of its own and with no password, and the owner gets an identity as well.
 *
 * Source: https://learn.microsoft.com/azure/postgresql/flexible-server/security-manage-entra-users
 */
export function addUserJob({ call, server, clientImage, source }: OwnedCall, owner: IWorkload): void {
  if (call._moduleSource._library?.entraUser !== true) return;
  const { environments, kind } = WorkloadRegistry.of(owner).find(owner.name)!;
  const both = call._onlyIn === undefined ? environments : call._onlyIn.filter((environment) => environments?.includes(environment) ?? true);
  const name = call.callId.replaceAll('_', '-');
  const job = new Job(call.node.root as Construct, name, {
    environments: both && [...both],
    before: kind.rollsOut || kind.waitingFor ? [owner.name] : [],
    // An administrator is one some minutes after Terraform has made it.
    backoffLimit: 5,
    image: clientImage ?? CLIENT_IMAGE,
    command: ['/bin/sh', `${DIR}/grant-database.sh`],
    volumes: {
      [DIR]: Volume.configFiles(Object.fromEntries(['grant-database.sh', 'grant-database.sql'].map((file) => [file, shippedText(__dirname, `scripts/${file}`)]))),
    },
    env: {
      PGHOST: call.output('host'),
      PGPORT: call.output('port'),
      PGDATABASE: 'postgres',
      PGUSER: identityMark('names', name),
      PGSSLMODE: 'verify-full',
      PGSSLROOTCERT: 'system',
      GRANTED_DATABASE: call.output('name'),
      GRANTED_USER: call.output('user'),
      GRANTED_OBJECT_ID: identityMark('principal_ids', owner.name),
    },
  });
  const declared = { source, change: `${variableName(server.callId)}.addDatabase(…, { owner: '${owner.name}' })` };
  Grants.of(owner).give(server, job, ['administrator'], declared);
  Grants.of(owner).give(call, owner, [], declared);
}
