import type { CloudLogin, Identity, LoginStepOptions, LoginVariable } from './cloud-login';
import { literal, script, ScriptStep } from './workflow';

const ROLE_VARIABLES: Readonly<Record<Identity, LoginVariable>> = {
  plan: {
    name: 'TENCENTCLOUD_PLAN_ROLE_ARN',
    level: 'repository',
    description: 'CAM role that pull requests assume to plan: it changes nothing, but it reads the states, and with them the secrets in them',
  },
  deploy: {
    name: 'TENCENTCLOUD_DEPLOY_ROLE_ARN',
    level: 'environment',
    description: 'CAM role that the deployment of this environment assumes',
  },
};

const PROVIDER_VARIABLE: LoginVariable = {
  name: 'TENCENTCLOUD_OIDC_PROVIDER_ID',
  level: 'repository',
  description: 'name of the CAM role OIDC provider that trusts https://token.actions.githubusercontent.com',
};

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
  public readonly variables = [PROVIDER_VARIABLE, ROLE_VARIABLES.plan, ROLE_VARIABLES.deploy];
  public readonly permissions = { 'id-token': 'write' } as const;

  constructor(private readonly region: string) {}

  public step(identity: Identity, options: LoginStepOptions): ScriptStep {
    const role = ROLE_VARIABLES[identity];
    return {
      name: 'Log in to Tencent Cloud',
      ...(options.if === undefined ? {} : { if: options.if }),
      env: {
        STS_URL: 'https://sts.tencentcloudapi.com/',
        OIDC_AUDIENCE: 'sts.tencentcloudapi.com',
        OIDC_PROVIDER_ID: `\${{ vars.${PROVIDER_VARIABLE.name} }}`,
        ROLE_ARN: `\${{ vars.${role.name} }}`,
        REGION: literal(this.region),
        DURATION_SECONDS: String(options.durationSeconds),
      },
      run: script(
        'fail() {',
        '  echo "::error title=Login to Tencent Cloud::$1"',
        '  exit 1',
        '}',
        ...demand('OIDC_PROVIDER_ID', PROVIDER_VARIABLE),
        ...demand('ROLE_ARN', role),
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
        '  RoleArn: env.ROLE_ARN,',
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
        '[[ -z "${error}" ]] || fail "Tencent STS refused the role: ${error}"',
        'field() {',
        '  jq --raw-output --arg name "$1" \'.Response.Credentials[$name] // empty\' <<< "${reply}"',
        '}',
        'secret_id="$(field TmpSecretId)"',
        'secret_key="$(field TmpSecretKey)"',
        'security_token="$(field Token)"',
        'for secret in "${secret_id}" "${secret_key}" "${security_token}"; do',
        '  [[ -n "${secret}" ]] || fail "The reply of Tencent STS holds no keys."',
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

/** Lines that end the step when a variable is not set, saying where to set it. */
function demand(shellVariable: string, { name, level, description }: LoginVariable): string[] {
  const where = level === 'repository'
    ? 'the repository (Settings, Secrets and variables, Actions, Variables)'
    : 'the environment of this job (Settings, Environments, Environment variables)';
  return [
    `[[ -n "\${${shellVariable}}" ]] ||`,
    `  fail "Set the variable ${name} of ${where}: ${description}."`,
  ];
}
