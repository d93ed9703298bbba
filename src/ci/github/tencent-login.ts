import type { CloudLogin, LoginStepOptions, LoginVariable } from './cloud-login';
import { failFunction } from './fail-function';
import { LoginEnvironment, LoginSettings, settingsByRole } from './settings-by-role';
import { literal, script, ScriptStep } from './workflow';
import { CiIdentity, ciProviderName, ciRoleName } from '../../clouds/ci-identity';

const ACCOUNT_VARIABLE: LoginVariable = {
  name: 'TENCENTCLOUD_ACCOUNT_UIN',
  description: 'UIN of the account that owns the roles, output account_uin of the bootstrap',
  outputArguments: '-raw account_uin',
};

/** What a job has to know of the account to log in. */
export interface TencentLoginOptions {
  readonly projectName: string;
  readonly region: string;
  /** UIN of the account; undefined: the repository has it in a variable. */
  readonly accountUin?: string;
  /**
   * The environments that have an account or a region of their own, as they are when a step is rendered.
   * @default - none
   */
  readonly environments?: () => readonly LoginEnvironment[];
}

/**
 * Logs in to Tencent Cloud with the job's own GitHub identity.
 *
 * The provider could do this by itself, but the `cos` backend cannot: so the token is exchanged once, for keys in the
 * variables that both read. `TENCENTCLOUD_ASSUME_ROLE_*` must not be exported beside them: they make the backend
 * call plain AssumeRole.
 *
 * Source: https://www.tencentcloud.com/document/product/1150/49454 (AssumeRoleWithWebIdentity, an unsigned call)
 */
export class TencentLogin implements CloudLogin {
  public readonly variables: readonly LoginVariable[];
  public readonly permissions = { 'id-token': 'write' } as const;
  public readonly kubeconfigLogin = ['node "${SCRIPTS}/tencent-kubeconfig.mjs" --kubeconfig "${KUBECONFIG}"'];
  public readonly dashboardsScript = 'tencent-dashboards.mjs';

  constructor(private readonly options: TencentLoginOptions) {
    this.variables = options.accountUin === undefined ? [ACCOUNT_VARIABLE] : [];
  }

  public roleName(identity: CiIdentity, environment: string): string {
    return ciRoleName(literal(this.options.projectName), identity, environment);
  }

  public step(role: string, options: LoginStepOptions): ScriptStep {
    const { projectName, region, accountUin, environments = () => [] } = this.options;
    return {
      name: 'Log in to Tencent Cloud',
      ...(options.if === undefined ? {} : { if: options.if }),
      env: {
        STS_URL: 'https://sts.tencentcloudapi.com/',
        OIDC_AUDIENCE: 'sts.tencentcloudapi.com',
        OIDC_PROVIDER_ID: literal(ciProviderName(projectName)),
        ACCOUNT_UIN: accountUin === undefined ? `\${{ vars.${ACCOUNT_VARIABLE.name} }}` : literal(accountUin),
        ROLE: role,
        REGION: literal(region),
        DURATION_SECONDS: String(options.durationSeconds),
      },
      run: script(
        ...failFunction('Login to Tencent Cloud'),
        ...settingsByRole(projectName, tencentSettings({ region, accountUin }), environments()),
        '[[ -n "${ACCOUNT_UIN}" ]] ||',
        `  fail "Set the variable ${ACCOUNT_VARIABLE.name} of the repository (Settings, Secrets and variables, Actions, Variables): ${ACCOUNT_VARIABLE.description}."`,
        '[[ -n "${ACTIONS_ID_TOKEN_REQUEST_TOKEN:-}" && -n "${ACTIONS_ID_TOKEN_REQUEST_URL:-}" ]] ||',
        '  fail "The job has no identity: it needs the permission id-token: write, which GitHub does not give to pull requests from forks."',
        '',
        '# Secrets travel through pipes, never as arguments, which every process of the machine can read.',
        'request() {',
        '  curl --silent --show-error --fail-with-body --max-time 30 --retry 3 "$@"',
        '}',
        'token="$(printf \'Authorization: Bearer %s\' "${ACTIONS_ID_TOKEN_REQUEST_TOKEN}" |',
        '  request --header @- "${ACTIONS_ID_TOKEN_REQUEST_URL}&audience=${OIDC_AUDIENCE}" |',
        '  jq --raw-output \'.value // empty\')" || fail "GitHub gave no identity token."',
        '[[ -n "${token}" ]] || fail "GitHub gave no identity token."',
        'echo "::add-mask::${token}"',
        '',
        'reply="$(TOKEN="${token}" SESSION="github-${GITHUB_RUN_ID}-${GITHUB_RUN_ATTEMPT}" jq --null-input \'{',
        '  ProviderId: env.OIDC_PROVIDER_ID,',
        '  WebIdentityToken: env.TOKEN,',
        '  RoleArn: "qcs::cam::uin/\\(env.ACCOUNT_UIN):roleName/\\(env.ROLE)",',
        '  RoleSessionName: env.SESSION,',
        '  DurationSeconds: (env.DURATION_SECONDS | tonumber)',
        '}\' | request --data-binary @- \\',
        '  --header \'Content-Type: application/json\' \\',
        '  --header \'Authorization: SKIP\' \\',
        '  --header \'X-TC-Action: AssumeRoleWithWebIdentity\' \\',
        '  --header \'X-TC-Version: 2018-08-13\' \\',
        '  --header "X-TC-Region: ${REGION}" \\',
        '  --header "X-TC-Timestamp: $(date +%s)" \\',
        '  "${STS_URL}")" || fail "Tencent STS did not answer."',
        '',
        'error="$(jq --raw-output \'.Response.Error // empty | "\\(.Code): \\(.Message)"\' <<< "${reply}")"',
        '[[ -z "${error}" ]] || fail "Tencent STS refused the role ${ROLE}: ${error}"',
        'field() {',
        '  jq --raw-output --arg name "$1" \'.Response.Credentials[$name] // empty\' <<< "${reply}"',
        '}',
        'secret_id="$(field TmpSecretId)"',
        'secret_key="$(field TmpSecretKey)"',
        'security_token="$(field Token)"',
        'for secret in "${secret_id}" "${secret_key}" "${security_token}"; do',
        '  [[ "${secret}" =~ ^[[:graph:]]+$ ]] || fail "The reply of Tencent STS holds no keys."',
        '  echo "::add-mask::${secret}"',
        'done',
        '{',
        '  echo "TENCENTCLOUD_SECRET_ID=${secret_id}"',
        '  echo "TENCENTCLOUD_SECRET_KEY=${secret_key}"',
        '  echo "TENCENTCLOUD_SECURITY_TOKEN=${security_token}"',
        '  echo "TENCENTCLOUD_REGION=${REGION}"',
        '} >> "${GITHUB_ENV}"',
      ),
    };
  }
}

/** What a job has to know of the place where it logs in, by the variable that holds it. */
export function tencentSettings({ region, accountUin }: { readonly region: string; readonly accountUin?: string }): LoginSettings {
  return { REGION: region, ...(accountUin === undefined ? {} : { ACCOUNT_UIN: accountUin }) };
}
