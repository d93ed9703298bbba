import type { CloudLogin, LoginStepOptions, LoginVariable } from './cloud-login';
import { failFunction } from './fail-function';
import { LoginEnvironment, LoginSettings, settingsByRole } from './settings-by-role';
import { literal, script, ScriptStep } from './workflow';
import type { AzureCloud } from '../../clouds/azure/azure-cloud';
import { CiIdentity, ciRoleName } from '../../clouds/ci-identity';

const CLIENT_IDS: LoginVariable = {
  name: 'AZURE_CLIENT_IDS',
  description: 'client ids of the identities, by name: output client_ids of the bootstrap, as JSON',
  outputArguments: '-json client_ids',
};

export interface AzureLoginOptions {
  readonly projectName: string;
  readonly cloud: AzureCloud;
  /** The environments, as they are when a step is rendered. */
  readonly environments: () => readonly LoginEnvironment[];
}

/**
 * Logs in to Azure with the job's own GitHub identity.
 *
 * The provider and the backend exchange it by themselves, as often as they need to: so nothing is exchanged here, and there
 * is no secret to keep. They only have to be told as whom. The audience goes with the URL that they ask GitHub at, because
 * they know no other than that of public Azure.
 *
 * Source: https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/guides/service_principal_oidc, and
 * hashicorp/go-azure-sdk, `sdk/auth/github_oidc_authorizer.go`
 */
export class AzureLogin implements CloudLogin {
  public readonly variables = [CLIENT_IDS];
  public readonly permissions = { 'id-token': 'write' } as const;
  public readonly kubeconfigLogin = ['node "${SCRIPTS}/azure-cluster-login.mjs" --kubeconfig "${KUBECONFIG}"'];
  public readonly dashboardsScript = 'azure-dashboards.mjs';

  constructor(private readonly options: AzureLoginOptions) {}

  public roleName(identity: CiIdentity, environment: string): string {
    return ciRoleName(literal(this.options.projectName), identity, environment);
  }

  public step(role: string, options: LoginStepOptions): ScriptStep {
    const { projectName, cloud, environments } = this.options;
    return {
      name: 'Log in to Azure',
      ...(options.if === undefined ? {} : { if: options.if }),
      env: {
        CLIENT_IDS: `\${{ vars.${CLIENT_IDS.name} }}`,
        ROLE: role,
        ...Object.fromEntries(Object.entries(azureSettings(cloud)).map(([name, value]) => [name, literal(value)])),
      },
      run: script(
        ...failFunction('Login to Azure'),
        '[[ -n "${CLIENT_IDS}" ]] ||',
        `  fail "Set the variable ${CLIENT_IDS.name} of the repository (Settings, Secrets and variables, Actions, Variables): ${CLIENT_IDS.description}."`,
        '[[ -n "${ACTIONS_ID_TOKEN_REQUEST_TOKEN:-}" && -n "${ACTIONS_ID_TOKEN_REQUEST_URL:-}" ]] ||',
        '  fail "The job has no identity: it needs the permission id-token: write, which GitHub does not give to pull requests from forks."',
        'client_id="$(jq --raw-output \'.[env.ROLE] // empty\' <<< "${CLIENT_IDS}")" ||',
        `  fail "The variable ${CLIENT_IDS.name} is not the JSON that the bootstrap puts out."`,
        '[[ "${client_id}" =~ ^[0-9a-fA-F-]{36}$ ]] ||',
        `  fail "The variable ${CLIENT_IDS.name} has no client id for \${ROLE}: apply the bootstrap, and set the variable again."`,
        ...settingsByRole(projectName, azureSettings(cloud), environments()),
        '',
        '{',
        '  echo "ARM_CLIENT_ID=${client_id}"',
        '  echo "ARM_ENVIRONMENT=${ARM_ENVIRONMENT}"',
        '  echo "ARM_OIDC_REQUEST_URL=${ACTIONS_ID_TOKEN_REQUEST_URL}&audience=${OIDC_AUDIENCE}"',
        '  echo "ARM_SUBSCRIPTION_ID=${ARM_SUBSCRIPTION_ID}"',
        '  echo "ARM_TENANT_ID=${ARM_TENANT_ID}"',
        '  echo "ARM_USE_AZUREAD=true"',
        '  echo "ARM_USE_CLI=false"',
        '  echo "ARM_USE_OIDC=true"',
        '  echo "AZURE_AUTHORITY_HOST=${AZURE_AUTHORITY_HOST}"',
        '} >> "${GITHUB_ENV}"',
      ),
    };
  }
}

/** What a job has to know of the place where it logs in, by the variable that holds it. */
export function azureSettings({ account, tenantId, sovereignCloud }: AzureCloud): LoginSettings {
  return {
    ARM_ENVIRONMENT: sovereignCloud.environment,
    ARM_SUBSCRIPTION_ID: account,
    ARM_TENANT_ID: tenantId,
    AZURE_AUTHORITY_HOST: sovereignCloud.loginUrl,
    OIDC_AUDIENCE: encodeURIComponent(sovereignCloud.federatedAudience),
  };
}
