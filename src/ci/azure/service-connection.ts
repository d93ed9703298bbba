import { ciRoleName } from '../../clouds/ci-identity';
import type { CiIdentity } from '../../clouds/ci-identity';

/**
 * Name of the service connection that gives a job its identity at the cloud, by workload identity federation. Its name
 * has to be known before the run starts, so that Azure DevOps can check who may use it.
 */
export function serviceConnection(projectName: string, identity: CiIdentity, environment: string): string {
  return ciRoleName(projectName, identity, environment);
}

/** The token of the job, for the steps that ask Azure DevOps something. */
export const ACCESS_TOKEN = { SYSTEM_ACCESSTOKEN: '$(System.AccessToken)' } as const;

/**
 * What a step needs for Terraform to ask for tokens of its own, after the step that logs in. The token of the job goes
 * to these steps alone.
 */
export const CLOUD_ENVIRONMENT = {
  ARM_USE_AZUREAD: 'true',
  ARM_USE_OIDC: 'true',
  ...ACCESS_TOKEN,
  SYSTEM_OIDCREQUESTURI: '$(System.OidcRequestUri)',
} as const;
