import type { IConstruct } from 'constructs';
import type { CloudIdentities } from './cloud-identities';
import type { GrantedWorkload } from './granted-workload';
import { moduleNamed } from '../clouds/module-facts';
import { TENCENT_MODULES } from '../clouds/tencent/tencent-modules';
import { LONGEST_ROLE_NAME, POD_TOKEN_AUDIENCE, workloadRoleName } from '../clouds/tencent/tencent-workload-roles';
import type { Environment } from '../estate/environment';
import { Estate } from '../estate/estate';
import { cloudOf } from '../estate/estate-facts';
import type { WorkloadIdentity } from '../kubernetes/workloads/declared-grant';
import { clusterCall } from '../terraform/declare/cluster-call';
import type { Grant } from '../terraform/declare/grant';
import { ROOT_MODULES } from '../terraform/declare/root-module';

/** The input of a cluster that gives pods tokens. */
const POD_IDENTITY_INPUT = 'pod_identity_enabled';

/** Seconds for which a token of a pod is good. */
const TOKEN_SECONDS = 86400;

/**
 * Identities of workloads on Tencent Cloud: a role of CAM for each in every environment, which the bootstrap makes, since no job of CI
 * may make roles. The webhook of TKE gives their pods the token.
 *
 * Source: Tencent Cloud document 457/57285.
 */
export class TencentIdentities implements CloudIdentities {
  /** Those of sts.tencentcloudapi.com. */
  public readonly tokenPorts = [{ port: 443 }];
  private readonly estate: Estate;

  constructor(private readonly scope: IConstruct) {
    this.estate = Estate.of(scope);
  }

  /** The bootstrap makes the role. */
  public add(): void {}

  public identityIn(workload: GrantedWorkload, environment: Environment): WorkloadIdentity {
    const { account } = cloudOf(this.estate.facts, environment)._supplier;
    return {
      serviceAccountAnnotations: {
        'tke.cloud.tencent.com/audience': POD_TOKEN_AUDIENCE,
        'tke.cloud.tencent.com/role-arn': `qcs::cam::uin/${account}:roleName/${this.roleOf(workload, environment)}`,
        'tke.cloud.tencent.com/token-expiration': String(TOKEN_SECONDS),
      },
      podLabels: {},
    };
  }

  public problem(workload: GrantedWorkload, environment: Environment): string | undefined {
    const { _supplier: supplier } = cloudOf(this.estate.facts, environment);
    const role = this.roleOf(workload, environment);
    const { name, backend } = this.estate.bootstrapOf(environment);
    if (supplier.account === undefined) return 'needs the number of the account, which is part of the name of its role: give Cloud.tencent the accountUin';
    if (!this.givesTokens(environment)) {
      return `holds in environment "${environment.name}", whose cluster gives its pods no token: say podIdentityEnabled: true of it`;
    }
    if (environment._backend !== undefined || supplier.bootstrap(backend, name) === undefined) {
      return `holds in environment "${environment.name}", which has no bootstrap, and that alone makes the role of a workload: keep its states in the backend of the cloud`;
    }
    const twin = this.estate.environments.find((other) => other !== environment && other.overlay === environment.overlay && other._hasOverlay);
    if (twin !== undefined) {
      return `holds in environments "${twin.name}" and "${environment.name}", which have the same overlay and not the same role: give one of them another overlay, such as overlay: '${environment.name}'`;
    }
    const unnamed = workload.grantsIn(environment).find((grant) => !this.isNamed(grant, environment));
    if (unnamed !== undefined) {
      return `needs the name of what module "${unnamed.call.callId}" makes before it is made, for the policy of the role: give it a name that no output is part of`;
    }
    if (role.length > LONGEST_ROLE_NAME) return `needs the role "${role}", whose name has more than ${LONGEST_ROLE_NAME} characters: give the environment or the workload a shorter name`;
    return undefined;
  }

  /** Whether the webhook of its cluster gives pods tokens; what only Terraform can compute is left to it. */
  private givesTokens(environment: Environment): boolean {
    const call = clusterCall(environment, ROOT_MODULES.in(this.scope).all);
    const given = call?._inputsOf(environment)[POD_IDENTITY_INPUT];
    return (given ?? call?._interface?.inputs.get(POD_IDENTITY_INPUT)?.defaultValue) !== false;
  }

  /** Whether it is known before anything is applied what a grant is for. */
  private isNamed({ call, module }: Grant, environment: Environment): boolean {
    const { facts: { projectName } } = this.estate;
    const site = { projectName, environment: environment._stateKey, rootModule: call.rootModule.name, id: call.callId, module };
    const inputs = { ...cloudOf(this.estate.facts, environment)._supplier.sharedInputs(site), ...call._inputsOf(environment) };
    return (moduleNamed(TENCENT_MODULES, module)?.grants?.resources(inputs) ?? []).length > 0;
  }

  private roleOf({ name }: GrantedWorkload, environment: Environment): string {
    return workloadRoleName(this.estate.facts.projectName, environment.name, name);
  }
}
