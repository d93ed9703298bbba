import { BackendDefinition } from './backend-configuration';
import { S3BackendAssumeRole, S3BackendWebIdentity } from './s3-backend-role';
import { ValueCheck } from './value-check';

/** URLs of AWS APIs, or of a store with the API of S3. */
export interface S3BackendEndpoints {
  /**
   * URL of the S3 API. Environment variable: `AWS_ENDPOINT_URL_S3`.
   * @default - that of the region
   */
  readonly s3?: string;
  /**
   * URL of the DynamoDB API. Environment variable: `AWS_ENDPOINT_URL_DYNAMODB`.
   * @default - that of the region
   */
  readonly dynamodb?: string;
  /**
   * URL of the IAM API. Environment variable: `AWS_ENDPOINT_URL_IAM`.
   * @default - that of the region
   */
  readonly iam?: string;
  /**
   * URL of the IAM Identity Center API. Environment variable: `AWS_ENDPOINT_URL_SSO`.
   * @default - that of the region
   */
  readonly sso?: string;
  /**
   * URL of the STS API. Environment variable: `AWS_ENDPOINT_URL_STS`.
   * @default - that of the region
   */
  readonly sts?: string;
}

/**
 * Arguments of the `s3` backend. `key` is derived: `<statePathPrefix>/<environment>/<root module>/terraform.tfstate`.
 *
 * Credentials are left to the environment: `AWS_ACCESS_KEY_ID` (`access_key`), `AWS_SECRET_ACCESS_KEY` (`secret_key`),
 * `AWS_SESSION_TOKEN` (`token`) and, for an encryption key of one's own, `AWS_SSE_CUSTOMER_KEY` (`sse_customer_key`).
 * Arguments that Terraform keeps only as old names of others are left out.
 * Source: `internal/backend/remote-state/s3/backend.go` of Terraform 1.11.4.
 */
export interface S3BackendOptions {
  /** Name of the bucket that holds the states. It must exist. */
  readonly bucket: string;

  /** Region of the bucket, such as `ap-east-1`. */
  readonly region: string;

  /**
   * Folders in front of every state's path, for several repositories in one bucket.
   * @default - none
   */
  readonly statePathPrefix?: string;

  /**
   * Whether S3 encrypts the states at rest.
   * @default true
   */
  readonly encrypt?: boolean;

  /**
   * Whether states are locked by a `.tflock` object beside them (Terraform 1.10 and newer).
   * @default true
   */
  readonly useLockfile?: boolean;

  /**
   * DynamoDB table that locks the states as well, for repositories that still run an older Terraform.
   * @default - none
   */
  readonly dynamodbTable?: string;

  /**
   * KMS key that encrypts the states: its ARN, ID or `alias/<name>`.
   * @default - the bucket's own encryption
   */
  readonly kmsKeyId?: string;

  /**
   * Canned access control list of the state objects. States hold secrets: no public one.
   * @default - `private`, by S3
   */
  readonly acl?: string;

  /**
   * Folders in front of the states of workspaces other than `default`.
   * @default - `env:`, by Terraform
   */
  readonly workspaceKeyPrefix?: string;

  /**
   * IDs of the only AWS accounts that may be used.
   * @default - any
   */
  readonly allowedAccountIds?: string[];

  /**
   * IDs of AWS accounts that must not be used.
   * @default - none
   */
  readonly forbiddenAccountIds?: string[];

  /**
   * Role to assume with the credentials.
   * @default - the credentials are used as they are
   */
  readonly assumeRole?: S3BackendAssumeRole;

  /**
   * Role to assume with an OpenID Connect token.
   * @default - that of `AWS_ROLE_ARN` and `AWS_WEB_IDENTITY_TOKEN_FILE`
   */
  readonly assumeRoleWithWebIdentity?: S3BackendWebIdentity;

  /**
   * Name of the profile in the shared configuration files. Environment variable: `AWS_PROFILE`.
   * @default - `default`, by Terraform
   */
  readonly profile?: string;

  /**
   * Shared configuration files. Environment variable: `AWS_SHARED_CONFIG_FILE`.
   * @default - `~/.aws/config`, by Terraform
   */
  readonly sharedConfigFiles?: string[];

  /**
   * Shared credentials files. Environment variable: `AWS_SHARED_CREDENTIALS_FILE`.
   * @default - `~/.aws/credentials`, by Terraform
   */
  readonly sharedCredentialsFiles?: string[];

  /**
   * URLs of the APIs, for a store with the API of S3 or for private endpoints.
   * @default - those of the region
   */
  readonly endpoints?: S3BackendEndpoints;

  /**
   * Region of the STS API.
   * @default - `region`
   */
  readonly stsRegion?: string;

  /**
   * URL of the EC2 metadata service. Environment variable: `AWS_EC2_METADATA_SERVICE_ENDPOINT`.
   * @default - that of the machine
   */
  readonly ec2MetadataServiceEndpoint?: string;

  /**
   * Protocol of the EC2 metadata service: `IPv4` or `IPv6`. Environment variable: `AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE`.
   * @default - `IPv4`, by Terraform
   */
  readonly ec2MetadataServiceEndpointMode?: string;

  /**
   * How often a request that may be tried again is tried.
   * @default - 5, by Terraform
   */
  readonly maxRetries?: number;

  /**
   * How requests are tried again: `standard` or `adaptive`. Environment variable: `AWS_RETRY_MODE`.
   * @default - `standard`, by Terraform
   */
  readonly retryMode?: string;

  /**
   * File of certificates of one's own authorities (PEM). Environment variable: `AWS_CA_BUNDLE`.
   * @default - those of the system
   */
  readonly customCaBundle?: string;

  /**
   * URL of the proxy for HTTP, without credentials. Environment variable: `HTTP_PROXY`.
   * @default - that of the environment
   */
  readonly httpProxy?: string;

  /**
   * URL of the proxy for HTTPS, without credentials. Environment variable: `HTTPS_PROXY`.
   * @default - that of the environment
   */
  readonly httpsProxy?: string;

  /**
   * Hosts that are reached without a proxy, separated by commas. Environment variable: `NO_PROXY`.
   * @default - that of the environment
   */
  readonly noProxy?: string;

  /**
   * Whether certificates that cannot be verified are accepted.
   * @default - `false`, by Terraform
   */
  readonly insecure?: boolean;

  /**
   * Whether endpoints with FIPS 140 cryptography are used. Environment variable: `AWS_USE_FIPS_ENDPOINT`.
   * @default - `false`, by Terraform
   */
  readonly useFipsEndpoint?: boolean;

  /**
   * Whether endpoints with IPv4 and IPv6 are used. Environment variable: `AWS_USE_DUALSTACK_ENDPOINT`.
   * @default - `false`, by Terraform
   */
  readonly useDualstackEndpoint?: boolean;

  /**
   * Whether the bucket is part of the URL's path and not of its host name.
   * @default - `false`, by Terraform
   */
  readonly usePathStyle?: boolean;

  /**
   * Whether to skip checking the credentials with STS, which other stores lack.
   * @default - `false`, by Terraform
   */
  readonly skipCredentialsValidation?: boolean;

  /**
   * Whether to skip asking for the account ID, which other stores lack.
   * @default - `false`, by Terraform
   */
  readonly skipRequestingAccountId?: boolean;

  /**
   * Whether to skip the EC2 metadata service.
   * @default - `false`, by Terraform
   */
  readonly skipMetadataApiCheck?: boolean;

  /**
   * Whether to skip checking the region's name, which other stores choose freely.
   * @default - `false`, by Terraform
   */
  readonly skipRegionValidation?: boolean;

  /**
   * Whether to leave out the checksum of uploads, which some other stores refuse.
   * @default - `false`, by Terraform
   */
  readonly skipS3Checksum?: boolean;
}

/** Names of general purpose buckets, without those that S3 reserves by prefix or suffix. */
const BUCKET = /^(?=.{3,63}$)(?!\d+\.\d+\.\d+\.\d+$)[a-z0-9](?:[a-z0-9-]|\.(?!\.))*[a-z0-9]$/;
const REGION = /^[a-z]{2,}(-[a-z]+)+-\d+$/;
const KEY_ID = '(?:[a-f0-9]{8}-[a-f0-9]{4}-[1-5][a-f0-9]{3}-[ab89][a-f0-9]{3}-[a-f0-9]{12}|mrk-[a-f0-9]{32})';
const KEY_ALIAS = 'alias/[a-zA-Z0-9/_-]+';
const KMS_KEY = new RegExp(`^(?:${KEY_ID}|${KEY_ALIAS}|arn:[^:]+:kms:[^:]+:[^:]+:(?:key/${KEY_ID}|${KEY_ALIAS}))$`);
const CANNED_ACLS = ['private', 'public-read', 'public-read-write', 'aws-exec-read', 'authenticated-read', 'bucket-owner-read', 'bucket-owner-full-control',
  'log-delivery-write'];
const ROLE_ARN = /^arn:[^:]+:iam::\d{12}:role\/.+$/;
const ROLE_ARN_FORM = 'the ARN of an IAM role, such as "arn:aws:iam::123456789012:role/terraform".';
const DURATION = /^(\d+(\.\d+)?(h|ms|m|s|us|µs|ns))+$/;
const DURATION_FORM = 'a duration with units, from 15 minutes to 12 hours, such as "1h30m".';

/** The `s3` backend as data. */
export function s3Backend(options: S3BackendOptions): BackendDefinition {
  const { statePathPrefix, encrypt, useLockfile, ...others } = options;
  const { assumeRole, assumeRoleWithWebIdentity } = options;
  return {
    type: 's3',
    store: options.endpoints?.s3 === undefined ? options.bucket : `${options.endpoints.s3.replace(/^https?:\/\//, '')}/${options.bucket}`,
    statePathPrefix,
    leading: ['bucket', 'region', 'key', 'encrypt', 'useLockfile'],
    settings: { ...others, encrypt: encrypt ?? true, useLockfile: useLockfile ?? true },
    addressing: (state) => ({ key: `${state.path}/terraform.tfstate` }),
    objects: ['assumeRole', 'assumeRoleWithWebIdentity', 'endpoints'],
    problems: () => new ValueCheck('backend "s3"')
      .matches('bucket', options.bucket, BUCKET,
        '3 to 63 lower-case letters, digits, "-" and ".", with a letter or digit at both ends, no ".." and no IP address.')
      .matches('region', options.region, options.skipRegionValidation ? /./ : REGION,
        'a region of AWS, such as "ap-east-1" (a store with names of its own needs skipRegionValidation).')
      .matches('kmsKeyId', options.kmsKeyId, KMS_KEY, 'the ARN, the ID or "alias/<name>" of a KMS key.')
      .oneOf('acl', options.acl, CANNED_ACLS)
      .oneOf('retryMode', options.retryMode, ['standard', 'adaptive'])
      .oneOf('ec2MetadataServiceEndpointMode', options.ec2MetadataServiceEndpointMode, ['IPv4', 'IPv6'])
      .wholeNumber('maxRetries', options.maxRetries, 0, 1000, 'retries')
      .matches('workspaceKeyPrefix', options.workspaceKeyPrefix, /^(?!\/)[^\0]*[^/]$/, 'folders parted by "/", with no "/" at either end.')
      .exclusive({ allowedAccountIds: options.allowedAccountIds, forbiddenAccountIds: options.forbiddenAccountIds })
      .matches('assumeRole.roleArn', assumeRole?.roleArn, ROLE_ARN, ROLE_ARN_FORM)
      .matches('assumeRole.duration', assumeRole?.duration, DURATION, DURATION_FORM)
      .matches('assumeRole.externalId', assumeRole?.externalId, /^[\w+=,.@:/-]{2,1224}$/, '2 to 1224 letters, digits and "_+=,.@:/-".')
      .matches('assumeRoleWithWebIdentity.roleArn', assumeRoleWithWebIdentity?.roleArn, ROLE_ARN, ROLE_ARN_FORM)
      .matches('assumeRoleWithWebIdentity.duration', assumeRoleWithWebIdentity?.duration, DURATION, DURATION_FORM)
      .problems,
  };
}
