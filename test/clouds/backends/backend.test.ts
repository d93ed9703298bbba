import { Backend } from '../../../src/clouds/backends/backend';
import { snakeCase } from '../../../src/clouds/backends/backend-configuration';
import type { CosBackendOptions } from '../../../src/clouds/backends/cos-backend';
import { EVERY_OPTION, SCHEMAS } from '../backend-arguments';

const COS = { bucket: 'tfstate-1250000000', region: 'ap-guangzhou' };
const AZURERM = { storageAccountName: 'stfeiyuetf', containerName: 'tfstate' };
const S3 = { bucket: 'feiyue-tfstate', region: 'ap-east-1' };
const GCS = { bucket: 'feiyue-tfstate' };

const COMPLETE: Record<string, Backend> = {
  cos: Backend.cos(EVERY_OPTION.cos),
  azurerm: Backend.azurerm(EVERY_OPTION.azurerm),
  s3: Backend.s3(EVERY_OPTION.s3),
  gcs: Backend.gcs(EVERY_OPTION.gcs),
  local: Backend.local(EVERY_OPTION.local),
};

describe('the configuration of a state', () => {
  test.each([
    ['cos', Backend.cos(COS), { bucket: 'tfstate-1250000000', region: 'ap-guangzhou', prefix: 'dev/database', key: 'terraform.tfstate', encrypt: true }],
    ['azurerm', Backend.azurerm({ ...AZURERM, resourceGroupName: 'rg' }), {
      resource_group_name: 'rg', storage_account_name: 'stfeiyuetf', container_name: 'tfstate', key: 'dev/database/terraform.tfstate', use_azuread_auth: true,
    }],
    ['s3', Backend.s3(S3), { bucket: 'feiyue-tfstate', region: 'ap-east-1', key: 'dev/database/terraform.tfstate', encrypt: true, use_lockfile: true }],
    ['gcs', Backend.gcs(GCS), { bucket: 'feiyue-tfstate', prefix: 'dev/database' }],
    ['local', Backend.local(), { path: 'terraform.tfstate' }],
  ])('%s: the store, the address and safe defaults, in this order', (type, backend, attributes) => {
    expect(backend.type).toBe(type);
    const configuration = backend._configuration('dev', 'database');
    expect(Object.entries(configuration.attributes)).toEqual(Object.entries(attributes));
    expect(configuration.blocks).toEqual({});
    expect(backend._problems()).toEqual([]);
  });

  test.each([
    ['cos', Backend.cos({ ...COS, statePathPrefix: 'platform/ops' }), 'prefix', 'platform/ops/dev/database'],
    ['azurerm', Backend.azurerm({ ...AZURERM, statePathPrefix: 'platform/ops' }), 'key', 'platform/ops/dev/database/terraform.tfstate'],
    ['s3', Backend.s3({ ...S3, statePathPrefix: 'platform/ops' }), 'key', 'platform/ops/dev/database/terraform.tfstate'],
    ['gcs', Backend.gcs({ ...GCS, statePathPrefix: 'platform/ops' }), 'prefix', 'platform/ops/dev/database'],
  ])('%s: a prefix goes in front of the address and nowhere else', (_type, backend, argument, address) => {
    const { attributes } = backend._configuration('dev', 'database');
    expect(attributes[argument]).toBe(address);
    expect(attributes).not.toHaveProperty('state_path_prefix');
  });

  test('the order of the declaration does not count', () => {
    const one: CosBackendOptions = { ...COS, profile: 'ops', acl: 'private', encrypt: false };
    const other: CosBackendOptions = { encrypt: false, acl: 'private', profile: 'ops', region: COS.region, bucket: COS.bucket };
    const names = ['bucket', 'region', 'prefix', 'key', 'encrypt', 'acl', 'profile'];
    expect(Object.keys(Backend.cos(one)._configuration('dev', 'network').attributes)).toEqual(names);
    expect(Object.keys(Backend.cos(other)._configuration('dev', 'network').attributes)).toEqual(names);
  });

  test('defaults can be switched off', () => {
    expect(Backend.cos({ ...COS, encrypt: false })._configuration('dev', 'a').attributes.encrypt).toBe(false);
    expect(Backend.s3({ ...S3, encrypt: false, useLockfile: false })._configuration('dev', 'a').attributes).toMatchObject({ encrypt: false, use_lockfile: false });
    expect(Backend.azurerm({ ...AZURERM, useAzureadAuth: false })._configuration('dev', 'a').attributes.use_azuread_auth).toBe(false);
  });

  test('an option that is given as undefined is left out', () => {
    expect(Backend.gcs({ ...GCS, kmsEncryptionKey: undefined })._configuration('dev', 'a').attributes).toEqual({ bucket: 'feiyue-tfstate', prefix: 'dev/a' });
  });

  test('the role of cos is a block with the default duration', () => {
    const backend = Backend.cos({ ...COS, assumeRole: { sessionName: 'ops', roleArn: 'arn' } });
    const { attributes, blocks } = backend._configuration('dev', 'a');
    expect(Object.entries(blocks.assume_role)).toEqual([['role_arn', 'arn'], ['session_name', 'ops'], ['session_duration', 7200]]);
    expect(attributes).not.toHaveProperty('assume_role');
  });

  test('the roles and endpoints of s3 are attributes, and the names of session tags stay as they are', () => {
    const { attributes, blocks } = COMPLETE.s3._configuration('dev', 'a');
    expect(blocks).toEqual({});
    expect(attributes.assume_role).toMatchObject({ role_arn: EVERY_OPTION.s3.assumeRole.roleArn, tags: { costCenter: 'platform', Team: 'ops' } });
    expect(attributes.assume_role_with_web_identity).toMatchObject({ web_identity_token_file: 'token' });
    expect(attributes.endpoints).toMatchObject({ s3: 'https://127.0.0.1:9' });
  });
});

describe('the options of a backend', () => {
  test.each(Object.keys(SCHEMAS))('%s: are all arguments of Terraform but credentials and old names', (name) => {
    const { arguments: all, credentials = [], superseded = {} } = SCHEMAS[name];
    const left = all.filter((argument) => !credentials.includes(argument) && !Object.hasOwn(superseded, argument));
    const [type, nested] = name.split('.');
    const { attributes, blocks } = COMPLETE[type]._configuration('dev', 'database');
    const rendered: Record<string, unknown> = { ...attributes, ...blocks };
    const names = Object.keys(nested === undefined ? rendered : rendered[nested] as object);
    expect(names.sort()).toEqual([...left].sort());
    expect(Object.values(superseded).filter((argument) => !names.includes(argument))).toEqual([]);
  });

  test.each([
    ['useAzureadAuth', 'use_azuread_auth'],
    ['ec2MetadataServiceEndpointMode', 'ec2_metadata_service_endpoint_mode'],
    ['skipS3Checksum', 'skip_s3_checksum'],
    ['sso', 'sso'],
  ])('%s is %s to Terraform', (option, argument) => expect(snakeCase(option)).toBe(argument));
});

describe('the remote state of another root module', () => {
  test.each(['azurerm', 's3', 'gcs'])('%s: takes the same arguments', (type) => {
    expect(COMPLETE[type]._remoteStateConfig('dev', 'network')).toEqual(COMPLETE[type]._configuration('dev', 'network').attributes);
  });

  test('cos: the role is a list of one object with all keys', () => {
    const backend = Backend.cos({ ...COS, assumeRole: { roleArn: 'arn', sessionName: 'ops' } });
    expect(backend._remoteStateConfig('dev', 'network')).toEqual({
      ...COS,
      prefix: 'dev/network',
      key: 'terraform.tfstate',
      encrypt: true,
      assume_role: [{ role_arn: 'arn', session_name: 'ops', session_duration: 7200, policy: null, external_id: null }],
    });
  });

  test('cos: without a role there is none', () => {
    expect(Backend.cos(COS)._remoteStateConfig('dev', 'network')).not.toHaveProperty('assume_role');
  });

  test('local: paths lead from one root module to the other', () => {
    expect(COMPLETE.local._remoteStateConfig('dev', 'network')).toEqual({
      path: '../../dev/network/terraform.tfstate', workspace_dir: '../../dev/network/workspaces',
    });
  });
});

test.each([
  [Backend.cos(COS), 'cos://ap-guangzhou/tfstate-1250000000/dev/database'],
  [Backend.cos({ ...COS, statePathPrefix: 'ops' }), 'cos://ap-guangzhou/tfstate-1250000000/ops/dev/database'],
  [Backend.azurerm(AZURERM), 'azurerm://stfeiyuetf/tfstate/dev/database'],
  [Backend.s3(S3), 's3://feiyue-tfstate/dev/database'],
  [Backend.s3({ ...S3, endpoints: { s3: 'https://minio.example:9000' } }), 's3://minio.example:9000/feiyue-tfstate/dev/database'],
  [Backend.gcs(GCS), 'gcs://feiyue-tfstate/dev/database'],
  [Backend.local(), 'local://dev/database'],
])('the address of a state names its backend, store and path (%#)', (backend, address) => {
  expect(backend._stateAddress('dev', 'database')).toBe(address);
});

describe('a key of its own', () => {
  test.each([
    [Backend.cos(COS), 'prefix', 'live/pg'],
    [Backend.azurerm(AZURERM), 'key', 'live/pg/terraform.tfstate'],
    [Backend.s3({ ...S3, statePathPrefix: 'ops' }), 'key', 'ops/live/pg/terraform.tfstate'],
    [Backend.gcs(GCS), 'prefix', 'live/pg'],
    [Backend.local(), 'path', '../../live/pg/terraform.tfstate'],
  ])('stands for environment and root module in address and arguments alike (%#)', (backend, argument, value) => {
    expect(backend._configuration('prod', 'database', 'live/pg').attributes[argument]).toBe(value);
    expect(backend._remoteStateConfig('prod', 'database', 'live/pg')[argument]).toBe(value);
    expect(backend._stateAddress('prod', 'database', 'live/pg')).toMatch(/\/live\/pg$/);
  });
});

test('the backend that states are moved from is checked as well', () => {
  expect(Backend.cos(COS).movedFrom(Backend.cos({ ...COS, bucket: 'x' }))._problems()).toEqual([expect.stringContaining('backend "cos" has bucket "x"')]);
});

describe('a wrong value', () => {
  test.each<[string, Backend, string]>([
    ['COS bucket without APPID', Backend.cos({ ...COS, bucket: 'tfstate' }),
      'backend "cos" has bucket "tfstate"; it must be lower-case letters, digits and "-", then "-" and the 10-digit APPID, at most 60 characters, such as "tfstate-1250000000".'],
    ['COS bucket with a short APPID', Backend.cos({ ...COS, bucket: 'tfstate-125000000' }), 'has bucket "tfstate-125000000"'],
    ['COS bucket in upper case', Backend.cos({ ...COS, bucket: 'TfState-1250000000' }), 'has bucket'],
    ['COS bucket too long', Backend.cos({ ...COS, bucket: `${'a'.repeat(50)}-1250000000` }), 'at most 60'],
    ['COS bucket with two hyphens at the start', Backend.cos({ ...COS, bucket: '-a-1250000000' }), 'has bucket'],
    ['COS region', Backend.cos({ ...COS, region: 'guangzhou' }), 'has region "guangzhou"; it must be a region of Tencent Cloud, such as "ap-guangzhou".'],
    ['COS acl', Backend.cos({ ...COS, acl: 'privat' }), 'has acl "privat"; it must be one of private, public-read. Did you mean "private"?'],
    ['COS endpoint', Backend.cos({ ...COS, endpoint: 'http://127.0.0.1:9000' }), 'it must be "https://cos-internal.<region>.tencentcos.cn"'],
    ['COS endpoint with a path', Backend.cos({ ...COS, endpoint: 'https://cos-internal.ap-guangzhou.tencentcos.cn/' }), 'has endpoint'],
    ['COS domain', Backend.cos({ ...COS, domain: 'https://tencentcloudapi.com' }), 'has domain'],
    ['COS acceleration within the network', Backend.cos({ ...COS, accelerate: true, endpoint: 'https://cos-internal.ap-guangzhou.tencentcos.cn' }),
      'has accelerate and endpoint; only one of them can be in force. Remove the other.'],
    ['COS session too long', Backend.cos({ ...COS, assumeRole: { roleArn: 'a', sessionName: 'b', sessionDuration: 43201 } }),
      'has assumeRole.sessionDuration 43201; it must be a whole number from 0 to 43200 seconds.'],
    ['COS session of half a second', Backend.cos({ ...COS, assumeRole: { roleArn: 'a', sessionName: 'b', sessionDuration: 0.5 } }), 'sessionDuration 0.5'],
    ['COS external ID', Backend.cos({ ...COS, assumeRole: { roleArn: 'a', sessionName: 'b', externalId: 'x' } }), 'has assumeRole.externalId "x"'],
    ['storage account with hyphen', Backend.azurerm({ ...AZURERM, storageAccountName: 'st-feiyue' }),
      'backend "azurerm" has storageAccountName "st-feiyue"; it must be 3 to 24 lower-case letters and digits.'],
    ['storage account too long', Backend.azurerm({ ...AZURERM, storageAccountName: 'a'.repeat(25) }), 'has storageAccountName'],
    ['container with two hyphens in a row', Backend.azurerm({ ...AZURERM, containerName: 'tf--state' }), 'has containerName "tf--state"'],
    ['container too short', Backend.azurerm({ ...AZURERM, containerName: 'tf' }), 'has containerName'],
    ['resource group ending in a dot', Backend.azurerm({ ...AZURERM, resourceGroupName: 'rg.' }), 'has resourceGroupName'],
    ['subscription', Backend.azurerm({ ...AZURERM, subscriptionId: 'production' }), 'has subscriptionId'],
    ['client', Backend.azurerm({ ...AZURERM, clientId: 'me' }), 'has clientId'],
    ['Azure cloud', Backend.azurerm({ ...AZURERM, environment: 'China' }), 'Did you mean "china"?'],
    ['Azure cloud named twice', Backend.azurerm({ ...AZURERM, environment: 'china', metadataHost: 'h' }), 'has environment and metadataHost'],
    ['metadata URL', Backend.azurerm({ ...AZURERM, metadataHost: 'https://h' }), 'has metadataHost'],
    ['S3 bucket in upper case', Backend.s3({ ...S3, bucket: 'Feiyue' }), 'backend "s3" has bucket "Feiyue"; it must be 3 to 63 lower-case letters'],
    ['S3 bucket like an IP address', Backend.s3({ ...S3, bucket: '192.168.0.1' }), 'no IP address'],
    ['S3 bucket with two dots', Backend.s3({ ...S3, bucket: 'a..b' }), 'has bucket'],
    ['AWS region', Backend.s3({ ...S3, region: 'ap-east' }), 'has region "ap-east"'],
    ['KMS key', Backend.s3({ ...S3, kmsKeyId: 'my-key' }), 'has kmsKeyId'],
    ['S3 acl', Backend.s3({ ...S3, acl: 'public' }), 'has acl'],
    ['retry mode', Backend.s3({ ...S3, retryMode: 'legacy' }), 'one of standard, adaptive'],
    ['metadata protocol', Backend.s3({ ...S3, ec2MetadataServiceEndpointMode: 'ipv4' }), 'Did you mean "IPv4"?'],
    ['retries', Backend.s3({ ...S3, maxRetries: -1 }), 'has maxRetries -1'],
    ['workspace prefix', Backend.s3({ ...S3, workspaceKeyPrefix: 'a/' }), 'has workspaceKeyPrefix'],
    ['accounts allowed and forbidden', Backend.s3({ ...S3, allowedAccountIds: ['1'], forbiddenAccountIds: ['2'] }), 'has allowedAccountIds and forbiddenAccountIds'],
    ['role', Backend.s3({ ...S3, assumeRole: { roleArn: 'terraform' } }), 'has assumeRole.roleArn "terraform"'],
    ['session without unit', Backend.s3({ ...S3, assumeRole: { roleArn: EVERY_OPTION.s3.assumeRole.roleArn, duration: '3600' } }), 'has assumeRole.duration'],
    ['role of a web identity', Backend.s3({ ...S3, assumeRoleWithWebIdentity: { roleArn: 'x', webIdentityTokenFile: 'token' } }), 'has assumeRoleWithWebIdentity.roleArn'],
    ['GCS bucket', Backend.gcs({ bucket: 'google-' }), 'backend "gcs" has bucket "google-"'],
    ['GCS key', Backend.gcs({ ...GCS, kmsEncryptionKey: 'tfstate' }), 'has kmsEncryptionKey'],
    ['GCS endpoint', Backend.gcs({ ...GCS, storageCustomEndpoint: 'storage.example.com' }), 'has storageCustomEndpoint'],
    ['absolute folder', Backend.local({ workspaceDir: '/tmp/states' }), 'backend "local" has workspaceDir "/tmp/states"'],
    ['password in a proxy URL', Backend.s3({ ...S3, httpsProxy: 'http://user:secret@proxy:3128' }), 'has httpsProxy with a user name or password in it'],
    ['password in a nested URL', Backend.s3({ ...S3, endpoints: { s3: 'https://user:secret@store' } }), 'has endpoints.s3 with a user name or password in it'],
  ])('is one problem that says what is allowed: %s', (_what, backend, message) => {
    expect(backend._problems()).toEqual([expect.stringContaining(message)]);
  });

  test.each(['/ops', 'ops/', 'a//b', './ops', '../ops', 'a/../b', 'a/.b', '', 'a b', '${a}', '中'])('the path prefix %j is refused by every backend', (statePathPrefix) => {
    for (const backend of [
      Backend.cos({ ...COS, statePathPrefix }), Backend.azurerm({ ...AZURERM, statePathPrefix }),
      Backend.s3({ ...S3, statePathPrefix }), Backend.gcs({ ...GCS, statePathPrefix }),
    ]) {
      expect(backend._problems()).toEqual([expect.stringContaining(`has statePathPrefix ${JSON.stringify(statePathPrefix)}; it must be folders`)]);
    }
  });

  test('a secret in a URL is not repeated in the message', () => {
    expect(Backend.s3({ ...S3, httpsProxy: 'http://user:secret@proxy:3128' })._problems().join()).not.toContain('secret@');
  });

  test('all problems of one backend are found together', () => {
    expect(Backend.cos({ bucket: 'x', region: 'y', statePathPrefix: '/' })._problems()).toHaveLength(3);
  });
});

describe('a right value', () => {
  test.each([
    Backend.cos({ ...COS, bucket: '1-1250000000' }),
    Backend.cos({ ...COS, bucket: `${'a'.repeat(49)}-1250000000` }),
    Backend.cos({ ...COS, region: 'ap-shanghai-fsi' }),
    Backend.cos({ ...COS, accelerate: false, endpoint: 'http://cos-internal.ap-guangzhou.tencentcos.cn' }),
    Backend.cos(EVERY_OPTION.cos),
    Backend.azurerm({ ...AZURERM, containerName: '0-a' }),
    Backend.azurerm({ ...EVERY_OPTION.azurerm, metadataHost: undefined }),
    Backend.s3({ ...S3, bucket: 'a.b-c', region: 'us-gov-west-1' }),
    Backend.s3({ ...S3, region: 'auto', skipRegionValidation: true }),
    Backend.s3({ ...S3, kmsKeyId: 'alias/states', httpsProxy: 'http://proxy:3128/@' }),
    Backend.s3({ ...EVERY_OPTION.s3, forbiddenAccountIds: undefined }),
    Backend.gcs({ bucket: 'states.feiyue.example' }),
    Backend.gcs(EVERY_OPTION.gcs),
    Backend.local(EVERY_OPTION.local),
  ])('is no problem (%#)', (backend) => expect(backend._problems()).toEqual([]));
});
