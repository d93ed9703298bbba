import { ACCOUNT_UIN } from './account';
import type { PolicyDocument } from './cam';
import { GITHUB_ISSUER } from './identity-token';
import type { Bucket } from './object-storage';
import type { TencentOptions } from './tencent';
import { GitHubTrust } from '../../../src/ci/github/github-trust';
import { CI_IDENTITIES, ciRoleName, TrustingEnvironment } from '../../../src/clouds/ci-identity';
import { CLOUDBASE_RUN_ACTIONS } from '../../../src/clouds/tencent/tencent-permissions';

export interface EstateRolesOptions {
  readonly projectName: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly environments: readonly TrustingEnvironment[];
  /** The bucket of the states. */
  readonly bucket: Bucket;
  /**
   * Names of root modules whose states hold credentials.
   * @default - none do
   */
  readonly withCredentials?: readonly string[];
}

const AUDIENCE = 'sts.tencentcloudapi.com';

/**
 * What an estate needs in CAM before its workflows can run, given to `startTencent`: the identity provider of GitHub, and for
 * each environment a role that plans, one that looks for drift, and one that applies. Who may assume them is as the bootstrap has it.
 */
export function estateRoles(
  { projectName, repository, environments, bucket, withCredentials = [] }: EstateRolesOptions,
): Pick<TencentOptions, 'identityProviders' | 'roles'> {
  const provider = { name: `${projectName}-github`, issuer: GITHUB_ISSUER, clientIds: [AUDIENCE] };
  const trust = (subjects: readonly string[]): PolicyDocument => ({
    version: '2.0',
    statement: [{
      effect: 'allow',
      action: ['name/sts:AssumeRoleWithWebIdentity'],
      principal: { federated: [`qcs::cam::uin/${ACCOUNT_UIN}:oidc-provider/${provider.name}`] },
      condition: { string_equal: { 'oidc:iss': [GITHUB_ISSUER], 'oidc:aud': [AUDIENCE], 'oidc:sub': subjects } },
    }],
  });
  const subjects = new GitHubTrust({ fullName: repository, defaultBranch: 'main' });
  return {
    identityProviders: [provider],
    roles: environments.flatMap((environment) => CI_IDENTITIES.map((identity) => ({
      name: ciRoleName(projectName, identity, environment.name),
      trust: trust(subjects.subjects(identity, environment)),
      permissions: [
        statePolicy(bucket, environment.name, identity === 'apply'),
        ...(CLOUDBASE_RUN_ACTIONS[identity].length > 0 ? [{ version: '2.0', statement: [{ effect: 'allow', action: CLOUDBASE_RUN_ACTIONS[identity], resource: ['*'] }] }] : []),
        ...(identity === 'plan' && withCredentials.length > 0 ? [credentialPolicy(bucket, environment.name, withCredentials)] : []),
      ],
    }))),
  };
}

/** Closes the states with credentials, as `policies.tf` of the bootstrap does. */
function credentialPolicy(bucket: Bucket, environment: string, rootModules: readonly string[]): PolicyDocument {
  const resource = rootModules.map((name) => `${resourceOf(bucket)}/${environment}/${name}/*`);
  return { version: '2.0', statement: [{ effect: 'deny', action: ['name/cos:*'], resource }] };
}

function resourceOf({ name, region }: Bucket): string {
  return `qcs::cos:${region}:uid/${name.slice(name.lastIndexOf('-') + 1)}:${name}`;
}

/** The states of an environment, to read or to change, and what plans read beside them. */
function statePolicy(of: Bucket, environment: string, isWriter: boolean): PolicyDocument {
  const bucket = resourceOf(of);
  const object = (...verbs: string[]) => ({ effect: 'allow', action: verbs.map((verb) => `name/cos:${verb}Object`), resource: [`${bucket}/${environment}/*`] });
  return {
    version: '2.0',
    statement: [
      { effect: 'allow', action: ['name/cos:GetBucket'], resource: [`${bucket}/*`] },
      object('Get'),
      { effect: 'allow', action: ['vpc:Describe*'], resource: ['*'] },
      ...(isWriter ? [object('Put', 'Delete'), { effect: 'allow', action: ['tag:CreateTag', 'tag:DeleteTag', 'tag:DescribeTags'], resource: ['*'] }] : []),
    ],
  };
}
