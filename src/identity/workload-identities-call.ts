import type { GrantedWorkload } from './granted-workload';
import type { AzureGrantKind } from '../clouds/azure/azure-module-facts';
import { AZURE_MODULES } from '../clouds/azure/azure-modules';
import { moduleNamed } from '../clouds/module-facts';
import type { Environment } from '../estate/environment';
import type { SourceLocation } from '../synth/declare/source-location';
import { variableName } from '../synth/files/explanation';
import { clusterCall } from '../terraform/declare/cluster-call';
import type { Grant } from '../terraform/declare/grant';
import { LateCall } from '../terraform/declare/late-call';
import { Reference } from '../terraform/declare/reference';
import { RootModule, ROOT_MODULES } from '../terraform/declare/root-module';
import type { ModuleCall } from '../terraform/declare/root-module-call';

/** Id of the call. */
export const IDENTITIES_CALL = 'workloads';

/** Inputs of the call, by variable name. */
type Inputs = Readonly<Record<string, unknown>>;

/**
 * The call of the module that makes the identities of all workloads. Nobody gives it inputs: in each environment they follow from
 * what is granted there, and from the cluster.
 */
export class WorkloadIdentitiesCall extends LateCall {
  /** @param workloads those that are granted something, as they are at synthesis */
  constructor(rootModule: RootModule, private readonly workloads: readonly GrantedWorkload[]) {
    super(rootModule, IDENTITIES_CALL, 'azure/workload-identities');
  }

  /** @internal */
  public get _change(): string {
    const [first] = this.workloads.flatMap(({ grants }) => grants);
    return first === undefined ? 'grant(…)' : `${variableName(first.call.callId)}.grant(…)`;
  }

  protected sourceIn(environment: Environment): SourceLocation {
    return this.grantsIn(environment)[0]?.source ?? this._source;
  }

  protected settle(environment: Environment): Inputs {
    const cluster = clusterCall(environment, ROOT_MODULES.in(this).all);
    const granted = this.workloads.filter((workload) => grantsThere(workload, environment).length > 0);
    return {
      ...(cluster === undefined ? NO_CLUSTER : {
        resource_group_name: outputOf(cluster, 'resource_group_name', this._source),
        oidc_issuer_url: outputOf(cluster, 'oidc_issuer_url', this._source),
      }),
      workloads: Object.fromEntries(granted.map((workload) => [workload.name, {
        namespace: environment.namespace,
        service_account: workload.serviceAccountName,
        ...Object.assign({}, ...KINDS.map((kind) => rightsOf(grantsThere(workload, environment), kind))),
      }])),
    };
  }

  /** What is granted in an environment where the other side is, too: anything else is a problem already. */
  private grantsIn(environment: Environment): Grant[] {
    return this.workloads.flatMap((workload) => grantsThere(workload, environment));
  }
}

/** That there is none is a problem of the grant, and nothing is written: what lacks here would be told as two more. */
const NO_CLUSTER = { resource_group_name: 'none', oidc_issuer_url: 'https://none.invalid/' };

/** The grants of a workload in an environment that has what is granted. */
export function grantsThere(workload: GrantedWorkload, environment: Environment): Grant[] {
  return workload.grantsIn(environment).filter(({ call }) => call._isIn(environment));
}

const KINDS: readonly AzureGrantKind[] = ['roles', 'cosmos-roles', 'redis-policies', 'postgresql-administrators'];

/** The variable of the module for each way of giving rights, and what it takes. */
const RIGHTS: Readonly<Record<AzureGrantKind, (grants: readonly Grant[]) => Inputs>> = {
  'roles': (grants) => ({ roles: byName(grants, (id, role) => ({ scope: id, role })) }),
  'cosmos-roles': (grants) => ({ cosmos_roles: byName(grants, (id, role) => ({ account_id: id, role })) }),
  'redis-policies': (grants) => ({ redis_ids: byName(grants, (id) => id) }),
  'postgresql-administrators': (grants) => ({ postgresql_server_ids: byName(grants, (id) => id) }),
};

function rightsOf(grants: readonly Grant[], kind: AzureGrantKind): Inputs {
  const own = grants.filter(({ module }) => moduleNamed(AZURE_MODULES, module)?.grants?.kind === kind);
  return own.length === 0 ? {} : RIGHTS[kind](own);
}

/** One for each role of each grant, under a name that stays as long as both do. */
function byName(grants: readonly Grant[], render: (id: Reference, role: string) => unknown): Inputs {
  return Object.fromEntries(grants.flatMap(({ call, names, source }) => names.map((role) => [
    `${call.rootModule.name}/${call.callId}/${role.toLowerCase().replaceAll(' ', '-')}`, render(outputOf(call, 'id', source), role),
  ])));
}

function outputOf({ rootModule, callId }: ModuleCall, output: string, source: SourceLocation): Reference {
  return Reference._to({ rootModule: rootModule.name, callId, output }, source);
}
