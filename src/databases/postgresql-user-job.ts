import type { Construct } from 'constructs';
import type { IWorkload } from '../estate/i-workload';
import { identityMark } from '../identity/azure-identities';
import { Job } from '../kubernetes/job';
import { Volume } from '../kubernetes/options/volume';
import { WorkloadRegistry } from '../kubernetes/workloads/workload-registry';
import { variableName } from '../synth/files/explanation';
import { Grants } from '../terraform/declare/grant';
import type { OwnedCall } from '../terraform/declare/owned-call';
import { userOfWorkload } from '../terraform/declare/owner-options';
import type { HclExpression } from '../terraform/hcl/expression';
import { Hcl } from '../terraform/hcl/hcl';
import { shippedText } from '../text/shipped-text';

/** The official image of PostgreSQL, whose digest several public repositories name that have nothing to do with each other. */
const CLIENT_IMAGE = 'postgres:17-alpine@sha256:742f40ea20b9ff2ff31db5458d127452988a2164df9e17441e191f3b72252193';

/** Where the programs of the job are. */
const DIR = '/opt/database';

/**
 * Adds the job that makes the users of a database on Azure before its owner and the others start, where the module says that there have to be
 * some. It logs in as an administrator of the server, by an identity of its own and with no password, and all users get an identity as well.
 *
 * Source: https://learn.microsoft.com/azure/postgresql/flexible-server/security-manage-entra-users
 */
export function addUserJob({ call, server, clientImage, source }: OwnedCall, owner: IWorkload, others: readonly IWorkload[]): void {
  if (call._moduleSource._library?.entraUser !== true) return;
  const registry = WorkloadRegistry.of(owner);
  const { environments } = registry.find(owner.name)!;
  const both = call._onlyIn === undefined ? environments : call._onlyIn.filter((environment) => environments?.includes(environment) ?? true);
  const waiting = [owner, ...others].filter((user) => {
    const { kind } = registry.find(user.name)!;
    return kind.rollsOut || kind.waitingFor;
  });
  const name = call.callId.replaceAll('_', '-');
  const job = new Job(call.node.root as Construct, name, {
    environments: both && [...both],
    before: waiting.map((user) => user.name),
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
      GRANTED_USERS: usersText([
        [call.output('user'), owner], ...others.map((other): [string, IWorkload] => [userOfWorkload(other.name), other]),
      ]),
    },
  });
  const declared = { source, change: `${variableName(server.callId)}.addDatabase(…, { owner: '${owner.name}' })` };
  Grants.of(owner).give(server, job, ['administrator'], declared);
  for (const user of [owner, ...others]) Grants.of(owner).give(call, user, [], declared);
}

/** Users with the object IDs of their identities: `<user>=<ID>`, with commas between them. */
function usersText(users: ReadonlyArray<readonly [user: string | HclExpression, workload: IWorkload]>): HclExpression {
  return Hcl.template(users.map(() => '%s=%s').join(','), ...users.flatMap(([user, { name }]) => [user, identityMark('principal_ids', name)]));
}
