import { serviceConnection } from './service-connection';
import type { CiIdentity, CiTrust } from '../../clouds/ci-identity';

/**
 * What Azure DevOps shows of the service connections when they are made with workload identity federation, in their manual
 * mode: who signs their tokens, and what each is called in them.
 */
export interface ServiceConnectionTrust {
  /** The issuer, which all connections of an organization have in common: `https://login.microsoftonline.com/<tenant>/v2.0`. */
  readonly issuer: string;

  /**
   * The subject identifier of each connection, by its name: `<project>-<environment>-plan` and `<project>-<environment>-apply`.
   */
  readonly subjects: { readonly [connection: string]: string };
}

/** Trusts the service connections of which Azure DevOps has told who they are. */
export class AzureDevOpsTrust implements CiTrust {
  public readonly issuer: string;
  private readonly subjectOf: { readonly [connection: string]: string };

  constructor(private readonly projectName: string, trust?: ServiceConnectionTrust) {
    this.issuer = trust?.issuer ?? '';
    this.subjectOf = trust?.subjects ?? {};
  }

  public subjects(identity: CiIdentity, environment: string): string[] {
    const connection = serviceConnection(this.projectName, identity, environment);
    return Object.hasOwn(this.subjectOf, connection) ? [this.subjectOf[connection]] : [];
  }
}
