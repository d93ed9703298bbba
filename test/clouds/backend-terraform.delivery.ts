import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { Backend } from '../../src/clouds/backends/backend';
import type { BackendConfiguration } from '../../src/clouds/backends/backend-configuration';
import { ToolRun, describeWithTool, runTool } from '../real-tool';
import { EVERY_OPTION } from './backend-arguments';

/** Nothing listens there, so no request leaves the machine. */
const NOWHERE = 'http://127.0.0.1:9';

/** Complaints of Terraform about the configuration itself. */
const CONFIGURATION_ERROR = /Unsupported|Missing|Invalid|Incorrect|Conflict|not expected|required|must be|Inappropriate/;

describeWithTool('terraform', () => {
  let estate: string;

  beforeEach(() => {
    estate = mkdtempSync(join(tmpdir(), 'feiyue-backend-'));
  });

  afterEach(() => rmSync(estate, { recursive: true, force: true }));

  /** A root module, with the files that options of `EVERY_OPTION` name. */
  function rootModule(environment: string, name: string, files: Record<string, string>): string {
    const dir = join(estate, environment, name);
    mkdirSync(dir, { recursive: true });
    const named = {
      'token': 'dummy',
      'client-id': EVERY_OPTION.azurerm.clientId,
      'client-secret': 'dummy',
      'aws-config': '',
      'aws-credentials': '[default]\n',
      'ca.pem': rootCertificates[0],
    };
    for (const [file, text] of Object.entries({ ...named, ...files })) writeFileSync(join(dir, file), text);
    return dir;
  }

  function terraform(dir: string, ...args: string[]): ToolRun & { output: string } {
    const run = runTool('terraform', [`-chdir=${dir}`, ...args, '-input=false', '-no-color'], {
      env: {
        HOME: estate,
        TF_CLI_CONFIG_FILE: '',
        HTTPS_PROXY: NOWHERE,
        HTTP_PROXY: NOWHERE,
        NO_PROXY: '',
        TENCENTCLOUD_SECRET_ID: 'dummy',
        TENCENTCLOUD_SECRET_KEY: 'dummy',
        AWS_ACCESS_KEY_ID: 'dummy',
        AWS_SECRET_ACCESS_KEY: 'dummy',
        AWS_MAX_ATTEMPTS: '1',
        AWS_RETRY_MODE: 'standard',
        GOOGLE_OAUTH_ACCESS_TOKEN: '',
        // Refused before any request; with a token, the client would try again without end.
        GOOGLE_CREDENTIALS: 'dummy',
      },
    });
    return { ...run, output: (run.stdout + run.stderr).replace(/\s+/g, ' ') };
  }

  const { camRoleName: _camRoleName, ...cosWithRole } = EVERY_OPTION.cos;

  const s3WithRole = Backend.s3({
    bucket: 'feiyue-tfstate',
    region: 'ap-east-1',
    maxRetries: 1,
    assumeRole: { roleArn: EVERY_OPTION.s3.assumeRole.roleArn },
    endpoints: { s3: NOWHERE },
  });

  /** How far each backend gets: to its credentials, or to the first request. */
  const cases: Array<[string, Backend, RegExp]> = [
    ['cos', Backend.cos({ bucket: 'tfstate-1250000000', region: 'ap-guangzhou' }), /bucket tfstate-1250000000 not exists/],
    ['cos with every option', Backend.cos(EVERY_OPTION.cos), /metadata\.tencentyun\.com\S+ proxyconnect .* connection refused/],
    ['cos with a role', Backend.cos(cosWithRole), /sts\.internal\.tencentcloudapi\.com\/": proxyconnect .* connection refused/],
    ['azurerm', Backend.azurerm({ storageAccountName: 'stfeiyuetf', containerName: 'tfstate', useCli: false }), /no Authorizer could be configured/],
    ['azurerm with every option', Backend.azurerm(EVERY_OPTION.azurerm), /metadata\.example\.com/],
    ['s3', Backend.s3({ bucket: 'feiyue-tfstate', region: 'ap-east-1', maxRetries: 1 }), /proxyconnect .* connection refused/],
    ['s3 with every option', Backend.s3({ ...EVERY_OPTION.s3, forbiddenAccountIds: undefined }), /connection refused/],
    ['s3 with forbidden accounts', Backend.s3({ ...EVERY_OPTION.s3, allowedAccountIds: undefined }), /connection refused/],
    ['s3 with only the ARN of a role', s3WithRole, /connection refused/],
    ['gcs', Backend.gcs({ bucket: 'feiyue-tfstate' }), /credentials is neither valid json nor a valid file path/],
    ['gcs with every option', Backend.gcs(EVERY_OPTION.gcs), /credentials is neither valid json nor a valid file path/],
  ];

  test.each(cases)('%s: init takes every argument of backend.hcl', (_name, backend, error) => {
    const dir = rootModule('dev', 'database', {
      'terraform.tf': `terraform {\n  backend "${backend.type}" {}\n}\n`,
      'backend.hcl': hcl(backend._configuration('dev', 'database')),
    });
    const { status, output } = terraform(dir, 'init', '-backend-config=backend.hcl');
    expect(output).toMatch(error);
    expect(output).not.toMatch(CONFIGURATION_ERROR);
    expect(status).toBe(1);
  });

  test.each(cases)('%s: a remote state takes every argument', (_name, backend, error) => {
    const dir = rootModule('dev', 'compute', { 'main.tf.json': JSON.stringify(remoteState(backend, 'dev', 'database')) });
    expect(terraform(dir, 'init')).toMatchObject({ status: 0 });
    const { status, output } = terraform(dir, 'plan');
    expect(output).toMatch(error);
    expect(output).not.toMatch(CONFIGURATION_ERROR);
    expect(status).toBe(1);
  });

  test('an argument that Terraform does not know is told apart from a failed request', () => {
    const dir = rootModule('dev', 'database', { 'terraform.tf': 'terraform {\n  backend "cos" {}\n}\n', 'backend.hcl': 'bukket = "tfstate-1250000000"\n' });
    expect(terraform(dir, 'init', '-backend-config=backend.hcl').output).toMatch(CONFIGURATION_ERROR);
  });

  test.each([Backend.local(), Backend.local(EVERY_OPTION.local)])('local: an output is read from another root module of the same or another environment (%#)', (backend) => {
    const network = rootModule('dev', 'network', {
      'terraform.tf': 'terraform {\n  backend "local" {}\n}\n\noutput "vpc_id" {\n  value = "vpc-1"\n}\n',
      'backend.hcl': hcl(backend._configuration('dev', 'network')),
    });
    expect(terraform(network, 'init', '-backend-config=backend.hcl')).toMatchObject({ status: 0 });
    expect(terraform(network, 'apply', '-auto-approve')).toMatchObject({ status: 0 });
    expect(JSON.parse(readFileSync(join(network, 'terraform.tfstate'), 'utf8')).outputs.vpc_id.value).toBe('vpc-1');
    for (const environment of ['dev', 'prod']) {
      const output = { copy: { value: '${data.terraform_remote_state.other.outputs.vpc_id}' } };
      const compute = rootModule(environment, 'compute', { 'main.tf.json': JSON.stringify({ ...remoteState(backend, 'dev', 'network'), output }) });
      expect(terraform(compute, 'init')).toMatchObject({ status: 0 });
      expect(terraform(compute, 'plan').output).toContain('copy = "vpc-1"');
    }
  });
});

function remoteState(backend: Backend, environment: string, name: string): object {
  return { data: { terraform_remote_state: { other: { backend: backend.type, config: backend._remoteStateConfig(environment, name) } } } };
}

/** JSON values are HCL expressions as long as they hold no template. */
function hcl({ attributes, blocks }: BackendConfiguration): string {
  const lines = Object.entries(attributes).map(([name, value]) => `${name} = ${JSON.stringify(value)}\n`);
  const nested = Object.entries(blocks).map(([name, block]) => `${name} {\n${hcl({ attributes: block, blocks: {} })}}\n`);
  return [...lines, ...nested].join('');
}
