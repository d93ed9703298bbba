import type { Construct, IConstruct } from 'constructs';
import type { CloudIdentities } from './cloud-identities';
import type { GrantedWorkload } from './granted-workload';
import { grantsThere, WorkloadIdentitiesCall } from './workload-identities-call';
import { outputMark } from '../kubernetes/outputs/output-text';
import type { WorkloadIdentity } from '../kubernetes/workloads/declared-grant';
import { RootModule } from '../terraform/declare/root-module';
import { callOutputNames } from '../terraform/declare/root-module-outputs';

/** Name of the root module that makes the identities. */
const ROOT_MODULE = 'workload-identities';

/**
 * Identities of workloads on Azure: a user-assigned identity for each in every environment, made by a root module of its own, which is
 * there from the first grant on and in the environments in which something is granted. The webhook of AKS gives their pods the token.
 *
 * Source: https://azure.github.io/azure-workload-identity/docs/topics/service-account-labels-and-annotations.html
 */
export class AzureIdentities implements CloudIdentities {
  /** Those of login.microsoftonline.com, and of its sovereign counterparts. */
  public readonly tokenPorts = [{ port: 443 }];
  private readonly workloads: GrantedWorkload[] = [];
  private call?: WorkloadIdentitiesCall;

  constructor(private readonly scope: IConstruct) {}

  public add(workload: GrantedWorkload): void {
    this.workloads.push(workload);
    this.call ??= new WorkloadIdentitiesCall(this.addRootModule(), this.workloads);
  }

  /** The ID of the identity is known once Terraform has made it, and is filled in by the deployment. */
  public identityIn({ name }: GrantedWorkload): WorkloadIdentity {
    const { rootModule, callId } = this.call!;
    const output = callOutputNames(rootModule).get(`${callId}.client_ids`)!;
    return {
      serviceAccountAnnotations: { 'azure.workload.identity/client-id': outputMark({ rootModule: rootModule.name, output, keys: [name] }) },
      podLabels: { 'azure.workload.identity/use': 'true' },
    };
  }

  public problem(): undefined {
    return undefined;
  }

  private addRootModule(): RootModule {
    return new RootModule(this.scope.node.root as Construct, ROOT_MODULE, {
      _isIn: (environment) => this.workloads.some((workload) => grantsThere(workload, environment).length > 0),
    });
  }
}
