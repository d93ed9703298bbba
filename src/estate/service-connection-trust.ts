/**
 * What Azure DevOps shows of the service connections when they are made with workload identity federation, in their manual
 * mode: who signs their tokens, and what each is called in them.
 */
export interface ServiceConnectionTrust {
  /** The issuer, which all connections of an organization have in common: `https://login.microsoftonline.com/<tenant>/v2.0`. */
  readonly issuer: string;

  /**
   * The subject identifier of each connection, by its name: `<project>-<environment>-plan`, `…-drift` and `…-apply`.
   */
  readonly subjects: { readonly [connection: string]: string };
}
