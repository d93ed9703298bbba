import { BackendDefinition } from './backend-configuration';
import { ValueCheck } from './value-check';

/** Role that the `cos` backend assumes with its credentials before it reads or writes a state. */
export interface CosBackendAssumeRole {
  /** Name of the role in full: `qcs::cam::uin/<account>:roleName/<role>`. Environment variable: `TENCENTCLOUD_ASSUME_ROLE_ARN`. */
  readonly roleArn: string;

  /** Name of the session, as audit logs show it. Environment variable: `TENCENTCLOUD_ASSUME_ROLE_SESSION_NAME`. */
  readonly sessionName: string;

  /**
   * How long the session lasts, in seconds: 0 to 43200. Environment variable: `TENCENTCLOUD_ASSUME_ROLE_SESSION_DURATION`.
   * @default 7200
   */
  readonly sessionDuration?: number;

  /**
   * CAM policy (JSON) that narrows the role's permissions for the session. It must not have a `principal`.
   * @default - all permissions of the role
   */
  readonly policy?: string;

  /**
   * External ID of the role: 2 to 128 letters, digits and `=,.@:/-`. Environment variable: `TENCENTCLOUD_ASSUME_ROLE_EXTERNAL_ID`.
   * @default - none
   */
  readonly externalId?: string;
}

/**
 * Arguments of the `cos` backend. The state's address is derived: `prefix` is `<statePathPrefix>/<environment>/<root module>`,
 * `key` is `terraform.tfstate`.
 *
 * Credentials are left to the environment: `TENCENTCLOUD_SECRET_ID` (`secret_id`), `TENCENTCLOUD_SECRET_KEY`
 * (`secret_key`) and, for temporary ones, `TENCENTCLOUD_SECURITY_TOKEN` (`security_token`).
 * Source: `internal/backend/remote-state/cos/backend.go` of Terraform 1.11.4.
 */
export interface CosBackendOptions {
  /** Name of the bucket that holds the states, with the APPID: `<name>-<10 digits>`, at most 60 characters. It must exist. */
  readonly bucket: string;

  /** Region of the bucket, such as `ap-guangzhou`. */
  readonly region: string;

  /**
   * Folders in front of every state's path, for several repositories in one bucket.
   * @default - none
   */
  readonly statePathPrefix?: string;

  /**
   * Whether COS encrypts the states at rest (AES-256).
   * @default true
   */
  readonly encrypt?: boolean;

  /**
   * Access control of the state objects: `private` or `public-read`. States hold secrets: keep them private.
   * @default - `private`, by Terraform
   */
  readonly acl?: string;

  /**
   * Whether to reach the bucket through COS global acceleration, which must be enabled on the bucket.
   * @default false
   */
  readonly accelerate?: boolean;

  /**
   * Endpoint within Tencent Cloud's network: `https://cos-internal.<region>.tencentcos.cn`, or with `http`. Any other is
   * refused. Environment variable: `TENCENTCLOUD_ENDPOINT`.
   * @default - the public endpoint of the region
   */
  readonly endpoint?: string;

  /**
   * Root domain of the Tag and STS APIs, used for locks and roles. Environment variable: `TENCENTCLOUD_DOMAIN`.
   * @default - `tencentcloudapi.com`, by Terraform
   */
  readonly domain?: string;

  /**
   * Role to assume with the credentials.
   * @default - the credentials are used as they are
   */
  readonly assumeRole?: CosBackendAssumeRole;

  /**
   * Folder of the credentials that `tccli configure` stores. Environment variable: `TENCENTCLOUD_SHARED_CREDENTIALS_DIR`.
   * @default - `~/.tccli`, by Terraform
   */
  readonly sharedCredentialsDir?: string;

  /**
   * Name of the profile in the stored credentials. Environment variable: `TENCENTCLOUD_PROFILE`.
   * @default - `default`, by Terraform
   */
  readonly profile?: string;

  /**
   * Name of the CAM role of the CVM instance on which Terraform runs, to take its credentials. Environment variable:
   * `TENCENTCLOUD_CAM_ROLE_NAME`.
   * @default - none
   */
  readonly camRoleName?: string;
}

/** The rule of the tencentcloud provider for buckets; the backend itself does not check. */
const BUCKET = /^(?=.{1,60}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?-[0-9]{10}$/;
const REGION = /^[a-z]{2}-[a-z]+(-[a-z0-9]+)*$/;
const ENDPOINT = /^https?:\/\/cos-internal\.[^.]+\.tencentcos\.cn$/;

/**
 * While it takes a lock, the backend holds a tag. A run that is killed meanwhile leaves it behind: from then on no lock can
 * be taken, and none is there to be ended. Terraform's error names the tag's value, which it computes in one way up to 1.11
 * and in another later.
 * Source: `internal/backend/remote-state/cos/client.go` of Terraform.
 */
const LOCK_WITHOUT_HOLDER = [
  'tag="$(sed -n \'s/.*failed to create tag: tencentcloud-terraform-lock -> \\([0-9a-f]*\\):.*/\\1/p\' <<< "${answer}")"',
  'if [[ -n "${tag}" ]]; then',
  '  echo "If nobody takes this lock right now, a killed run left its tag behind. Delete the tag in the console, or with:" >&2',
  '  echo "  tccli tag DeleteTag --TagKey tencentcloud-terraform-lock --TagValue ${tag}" >&2',
  'fi',
];

/** The `cos` backend as data. */
export function cosBackend(options: CosBackendOptions): BackendDefinition {
  const { statePathPrefix, encrypt, assumeRole, ...others } = options;
  return {
    type: 'cos',
    // A bucket cannot change its region: the same name in another one is another bucket.
    store: `${options.region}/${options.bucket}`,
    statePathPrefix,
    leading: ['bucket', 'region', 'prefix', 'key', 'encrypt'],
    settings: {
      ...others,
      encrypt: encrypt ?? true,
      assumeRole: assumeRole && { ...assumeRole, sessionDuration: assumeRole.sessionDuration ?? 7200 },
    },
    addressing: (state) => ({ prefix: state.path, key: 'terraform.tfstate' }),
    blocks: { assumeRole: ['roleArn', 'sessionName', 'sessionDuration', 'policy', 'externalId'] },
    lockWithoutHolder: LOCK_WITHOUT_HOLDER,
    problems: () => new ValueCheck('backend "cos"')
      .matches('bucket', options.bucket, BUCKET,
        'lower-case letters, digits and "-", then "-" and the 10-digit APPID, at most 60 characters, such as "tfstate-1250000000".')
      .matches('region', options.region, REGION, 'a region of Tencent Cloud, such as "ap-guangzhou".')
      .oneOf('acl', options.acl, ['private', 'public-read'])
      .matches('endpoint', options.endpoint, ENDPOINT, '"https://cos-internal.<region>.tencentcos.cn", or the same with "http".')
      .matches('domain', options.domain, /^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'a host name without scheme and path, such as "internal.tencentcloudapi.com".')
      .exclusive({ accelerate: options.accelerate || undefined, endpoint: options.endpoint })
      .wholeNumber('assumeRole.sessionDuration', assumeRole?.sessionDuration, 0, 43200, 'seconds')
      .matches('assumeRole.externalId', assumeRole?.externalId, /^[\w+=,.@:/-]{2,128}$/, '2 to 128 letters, digits and "_+=,.@:/-".')
      .problems,
  };
}
