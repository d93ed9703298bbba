import type { AzurermBackendOptions } from '../../src/clouds/backends/azurerm-backend';
import type { CosBackendOptions } from '../../src/clouds/backends/cos-backend';
import type { GcsBackendOptions } from '../../src/clouds/backends/gcs-backend';
import type { LocalBackendOptions } from '../../src/clouds/backends/local-backend';
import type { S3BackendOptions } from '../../src/clouds/backends/s3-backend';

/** The schema of one backend, or of one object nested in it, in Terraform 1.11.4 (`internal/backend/…/backend.go`). */
export interface BackendSchema {
  readonly arguments: readonly string[];
  /** Never an option: the environment supplies them. */
  readonly credentials?: readonly string[];
  /** Old names, and the arguments that Terraform wants instead. */
  readonly superseded?: Readonly<Record<string, string>>;
}

export const SCHEMAS: Readonly<Record<string, BackendSchema>> = {
  'cos': {
    arguments: [
      'secret_id', 'secret_key', 'security_token', 'region', 'bucket', 'endpoint', 'domain', 'prefix', 'key', 'encrypt', 'acl', 'accelerate', 'assume_role',
      'shared_credentials_dir', 'profile', 'cam_role_name',
    ],
    credentials: ['secret_id', 'secret_key', 'security_token'],
  },
  'cos.assume_role': { arguments: ['role_arn', 'session_name', 'session_duration', 'policy', 'external_id'] },
  'azurerm': {
    arguments: [
      'subscription_id', 'resource_group_name', 'storage_account_name', 'container_name', 'key', 'lookup_blob_endpoint', 'snapshot', 'environment',
      'metadata_host', 'access_key', 'sas_token', 'tenant_id', 'client_id', 'client_id_file_path', 'endpoint', 'client_certificate',
      'client_certificate_path', 'client_certificate_password', 'client_secret', 'client_secret_file_path', 'use_oidc', 'ado_pipeline_service_connection_id',
      'oidc_request_token', 'oidc_request_url', 'oidc_token', 'oidc_token_file_path', 'use_msi', 'msi_endpoint', 'use_cli', 'use_aks_workload_identity',
      'use_azuread_auth',
    ],
    credentials: [
      'access_key', 'sas_token', 'client_certificate', 'client_certificate_password', 'client_secret', 'oidc_request_token', 'oidc_token',
    ],
    superseded: { endpoint: 'msi_endpoint' },
  },
  's3': {
    arguments: [
      'bucket', 'key', 'region', 'allowed_account_ids', 'dynamodb_endpoint', 'ec2_metadata_service_endpoint', 'ec2_metadata_service_endpoint_mode',
      'endpoint', 'endpoints', 'forbidden_account_ids', 'iam_endpoint', 'sts_endpoint', 'sts_region', 'encrypt', 'acl', 'access_key', 'secret_key',
      'kms_key_id', 'dynamodb_table', 'use_lockfile', 'profile', 'retry_mode', 'shared_config_files', 'shared_credentials_file',
      'shared_credentials_files', 'token', 'skip_credentials_validation', 'skip_requesting_account_id', 'skip_metadata_api_check',
      'skip_region_validation', 'skip_s3_checksum', 'sse_customer_key', 'workspace_key_prefix', 'force_path_style', 'use_path_style', 'max_retries',
      'assume_role', 'assume_role_with_web_identity', 'custom_ca_bundle', 'http_proxy', 'https_proxy', 'no_proxy', 'insecure', 'use_fips_endpoint',
      'use_dualstack_endpoint',
    ],
    credentials: ['access_key', 'secret_key', 'token', 'sse_customer_key'],
    superseded: {
      dynamodb_endpoint: 'endpoints',
      endpoint: 'endpoints',
      iam_endpoint: 'endpoints',
      sts_endpoint: 'endpoints',
      shared_credentials_file: 'shared_credentials_files',
      force_path_style: 'use_path_style',
    },
  },
  's3.assume_role': {
    arguments: [
      'role_arn', 'duration', 'external_id', 'policy', 'policy_arns', 'session_name', 'source_identity', 'tags', 'transitive_tag_keys',
    ],
  },
  's3.assume_role_with_web_identity': {
    arguments: ['role_arn', 'duration', 'policy', 'policy_arns', 'session_name', 'web_identity_token', 'web_identity_token_file'],
    credentials: ['web_identity_token'],
  },
  's3.endpoints': { arguments: ['dynamodb', 'iam', 's3', 'sso', 'sts'] },
  'gcs': {
    arguments: [
      'bucket', 'prefix', 'credentials', 'access_token', 'impersonate_service_account', 'impersonate_service_account_delegates', 'encryption_key',
      'kms_encryption_key', 'storage_custom_endpoint',
    ],
    credentials: ['credentials', 'access_token', 'encryption_key'],
  },
  'local': { arguments: ['path', 'workspace_dir'] },
};

/** Every option of every backend, with a value that Terraform accepts. */
export const EVERY_OPTION = {
  cos: {
    bucket: 'tfstate-1250000000',
    region: 'ap-guangzhou',
    statePathPrefix: 'platform/ops',
    encrypt: true,
    acl: 'private',
    accelerate: false,
    endpoint: 'https://cos-internal.ap-guangzhou.tencentcos.cn',
    domain: 'internal.tencentcloudapi.com',
    assumeRole: {
      roleArn: 'qcs::cam::uin/100000000001:roleName/terraform',
      sessionName: 'feiyue',
      sessionDuration: 3600,
      policy: '{"version":"2.0","statement":[]}',
      externalId: 'feiyue-ops',
    },
    sharedCredentialsDir: './credentials',
    profile: 'default',
    camRoleName: 'terraform',
  } satisfies Required<CosBackendOptions>,
  azurerm: {
    storageAccountName: 'stfeiyuetf',
    containerName: 'tfstate',
    statePathPrefix: 'platform/ops',
    resourceGroupName: 'rg-feiyue-tfstate',
    subscriptionId: '00000000-0000-0000-0000-000000000001',
    tenantId: '00000000-0000-0000-0000-000000000002',
    clientId: '00000000-0000-0000-0000-000000000003',
    clientIdFilePath: 'client-id',
    environment: 'china',
    metadataHost: 'metadata.example.com',
    useAzureadAuth: true,
    useOidc: true,
    oidcRequestUrl: 'https://token.example.com',
    oidcTokenFilePath: 'token',
    adoPipelineServiceConnectionId: '00000000-0000-0000-0000-000000000004',
    useCli: false,
    useMsi: false,
    msiEndpoint: 'http://127.0.0.1:9/msi',
    useAksWorkloadIdentity: false,
    clientCertificatePath: 'client.pfx',
    clientSecretFilePath: 'client-secret',
    lookupBlobEndpoint: true,
    snapshot: true,
  } satisfies Required<AzurermBackendOptions>,
  s3: {
    bucket: 'feiyue-tfstate',
    region: 'ap-east-1',
    statePathPrefix: 'platform/ops',
    encrypt: true,
    useLockfile: true,
    dynamodbTable: 'terraform-locks',
    kmsKeyId: 'arn:aws:kms:ap-east-1:123456789012:key/7c2d1f0e-5b1a-4c3d-9e8f-0123456789ab',
    acl: 'bucket-owner-full-control',
    workspaceKeyPrefix: 'workspaces',
    allowedAccountIds: ['123456789012'],
    forbiddenAccountIds: ['210987654321'],
    assumeRole: {
      roleArn: 'arn:aws:iam::123456789012:role/terraform',
      duration: '1h30m',
      externalId: 'feiyue-ops',
      policy: '{"Version":"2012-10-17","Statement":[]}',
      policyArns: ['arn:aws:iam::123456789012:policy/state'],
      sessionName: 'feiyue',
      sourceIdentity: 'ops',
      tags: { costCenter: 'platform', Team: 'ops' },
      transitiveTagKeys: ['costCenter'],
    },
    assumeRoleWithWebIdentity: {
      roleArn: 'arn:aws:iam::123456789012:role/pipeline',
      webIdentityTokenFile: 'token',
      duration: '15m',
      policy: '{"Version":"2012-10-17","Statement":[]}',
      policyArns: ['arn:aws:iam::123456789012:policy/state'],
      sessionName: 'feiyue',
    },
    profile: 'default',
    sharedConfigFiles: ['aws-config'],
    sharedCredentialsFiles: ['aws-credentials'],
    endpoints: {
      s3: 'https://127.0.0.1:9',
      dynamodb: 'https://127.0.0.1:9',
      iam: 'https://127.0.0.1:9',
      sso: 'https://127.0.0.1:9',
      sts: 'https://127.0.0.1:9',
    },
    stsRegion: 'ap-east-1',
    ec2MetadataServiceEndpoint: 'http://127.0.0.1:9',
    ec2MetadataServiceEndpointMode: 'IPv4',
    maxRetries: 0,
    retryMode: 'standard',
    customCaBundle: 'ca.pem',
    httpProxy: 'http://127.0.0.1:9',
    httpsProxy: 'http://127.0.0.1:9',
    noProxy: 'example.com',
    insecure: false,
    useFipsEndpoint: false,
    useDualstackEndpoint: false,
    usePathStyle: true,
    skipCredentialsValidation: false,
    skipRequestingAccountId: false,
    skipMetadataApiCheck: true,
    skipRegionValidation: false,
    skipS3Checksum: false,
  } satisfies Required<S3BackendOptions>,
  gcs: {
    bucket: 'feiyue-tfstate',
    statePathPrefix: 'platform/ops',
    impersonateServiceAccount: 'terraform@feiyue.iam.gserviceaccount.com',
    impersonateServiceAccountDelegates: ['pipeline@feiyue.iam.gserviceaccount.com'],
    kmsEncryptionKey: 'projects/feiyue/locations/asia-east2/keyRings/ops/cryptoKeys/tfstate',
    storageCustomEndpoint: 'https://127.0.0.1:9/storage/v1/',
  } satisfies Required<GcsBackendOptions>,
  local: { workspaceDir: 'workspaces' } satisfies Required<LocalBackendOptions>,
};
