import { ciRoleName } from '../../clouds/ci-identity';
import type { CiIdentity } from '../../clouds/ci-identity';

/**
 * Name of the service connection that gives a job its identity at the cloud, by workload identity federation. Its name
 * has to be known before the run starts, so that Azure DevOps can check who may use it.
 */
export function serviceConnection(projectName: string, identity: CiIdentity, environment: string): string {
  return ciRoleName(projectName, identity, environment);
}

/**
 * What a step needs for Terraform to ask for tokens of its own, after the step that logs in. The token of the job goes
 * to these steps alone.
 */
export const CLOUD_ENVIRONMENT = {
  ARM_USE_AZUREAD: 'true',
  ARM_USE_OIDC: 'true',
  SYSTEM_ACCESSTOKEN: '$(System.AccessToken)',
  SYSTEM_OIDCREQUESTURI: '$(System.OidcRequestUri)',
} as const;
