/**
 * Who a job of CI is to the cloud. `plan` reads for pull requests, whose code nobody has reviewed yet; `drift` reads for the default
 * branch, so it may read more; `apply` changes what an environment holds.
 */
export type CiIdentity = 'plan' | 'drift' | 'apply';

/** All of them. */
export const CI_IDENTITIES: readonly CiIdentity[] = ['plan', 'drift', 'apply'];

/** Whether an identity is that of reviewed code alone, so that it may read what opens something else. */
export function readsCredentials(identity: CiIdentity): boolean {
  return identity !== 'plan';
}

/** An environment, as far as it decides who is let in. */
export interface TrustingEnvironment {
  readonly name: string;
  /** Whether a deployment to it waits for a predecessor or an approval: then a pull request that plans in it does, too. */
  readonly isProtected: boolean;
}

/** Name of the role that a job assumes. `environment` may be an expression of the CI system that gives the name. */
export function ciRoleName(projectName: string, identity: CiIdentity, environment: string): string {
  return `${projectName}-${environment}-${identity}`;
}

/** Name under which a cloud knows the identity provider of GitHub's jobs. */
export function ciProviderName(projectName: string): string {
  return `${projectName}-github`;
}

/** Which jobs of a CI system are let in. */
export interface CiTrust {
  /** URL of the CI system that signs the tokens of jobs. */
  readonly issuer: string;
  /** The subjects that the role of an environment trusts, each as the CI system writes it into the token of a job. */
  subjects(identity: CiIdentity, environment: TrustingEnvironment): readonly string[];
}
