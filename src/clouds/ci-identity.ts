/** Who a job of CI is to the cloud: `plan` may only read, `apply` may change what an environment holds. */
export type CiIdentity = 'plan' | 'apply';

/** Name of the role that a job assumes. `environment` may be an expression of the CI system that gives the name. */
export function ciRoleName(projectName: string, identity: CiIdentity, environment: string): string {
  return `${projectName}-${environment}-${identity}`;
}

/** Name under which a cloud knows the identity provider of GitHub's jobs. */
export function ciProviderName(projectName: string): string {
  return `${projectName}-github`;
}
