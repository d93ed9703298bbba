import { serviceConnection } from './service-connection';
import type { CiIdentity, CiTrust, TrustingEnvironment } from '../../clouds/ci-identity';
import type { ServiceConnectionTrust } from '../../estate/service-connection-trust';

/**
 * Trusts the service connections of which Azure DevOps has told who they are. Which pipelines may use one, on which branches and after
 * whose approval, is decided by the checks of the connection.
 */
export class AzureDevOpsTrust implements CiTrust {
  public readonly issuer: string;
  private readonly subjectOf: { readonly [connection: string]: string };

  constructor(private readonly projectName: string, trust?: ServiceConnectionTrust) {
    this.issuer = trust?.issuer ?? '';
    this.subjectOf = trust?.subjects ?? {};
  }

  public subjects(identity: CiIdentity, { name }: TrustingEnvironment): string[] {
    const connection = serviceConnection(this.projectName, identity, name);
    return Object.hasOwn(this.subjectOf, connection) ? [this.subjectOf[connection]] : [];
  }
}
