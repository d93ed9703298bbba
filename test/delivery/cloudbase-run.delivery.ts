// Services in CloudBase Run, deployed by the workflows from their YAML against a stand-in of its API.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DeliveredEstate, logOf, OPERATOR, stepsOf } from './delivered-estate';
import { start } from './program';
import { openAddress, PublicAddress } from './tencent/public-address';
import { CloudBaseAccess, CloudBaseRun, FeiyueProject, Hcl } from '../../src';
import { describeWithTools } from '../ci/github/run-step';
import { write } from '../synth/test-project';

const DEV = 'shop-dev-1a2b3c';
const PROD = 'shop-prod-4d5e6f';
const SECRET = 'Pa55w0rd "<&>\\ of the database';
const API = 'cloudbase-run/dev/api.json';
const DEPLOY = 'Deploy to CloudBase Run';

let estate: DeliveredEstate;
let address: PublicAddress;

function declare(project: FeiyueProject): void {
  for (const environment of ['dev', 'prod']) write(project.outdir, `terraform/${environment}/database/password`, SECRET);
  const database = project.rootModules.find(({ name }) => name === 'database')!;
  const password = database.addOutput('password', { value: Hcl.raw('file("${path.module}/password")'), description: 'The password', sensitive: true });
  const places = { dev: CloudBaseRun.environment({ envId: DEV }), prod: CloudBaseRun.environment({ envId: PROD }) };
  const addresses = Hcl.raw('module.addresses.cidr_block');
  const network = project.rootModules.find(({ name }) => name === 'network')!;
  const range = network.addOutput('range', { value: addresses, description: 'Addresses of the network' });
  project.addService('api', {
    port: 8080,
    imageTag: '1.0.0',
    runsOn: places,
    env: { LEVEL: 'info', RANGE: range },
    secretEnv: { PASSWORD: password },
    cloudBaseRun: { access: [CloudBaseAccess.PUBLIC], canary: { percent: 20, seconds: 2, path: '/readyz' } },
  });
  project.addService('worker-api', { port: 9090, imageTag: '1.0.0', runsOn: places });
}

/** Changes the file of a service, as a run of projen would. */
function change(file: string, values: object): string {
  const declared = JSON.parse(readFileSync(join(estate.directory, file), 'utf8'));
  return estate.commit(`Change ${file}`, { [file]: `${JSON.stringify({ ...declared, ...values }, undefined, 2)}\n` });
}

function online(key: string): unknown {
  const version = estate.tencent.cloudBaseRun.onlineIn(key);
  return version && { image: version.image.split(':')[1], share: version.share };
}

/** Whether a text stands in a file below a folder. */
function isAnywhere(text: string, folder: string): boolean {
  return (readdirSync(folder, { recursive: true }) as string[]).map((file) => join(folder, file))
    .some((file) => !file.includes('.git/') && !file.includes('.terraform/') && statSync(file).isFile() && readFileSync(file).includes(text));
}

async function script(name: string, ...args: string[]): Promise<{ readonly status?: number; readonly output: string }> {
  const keys = estate.tencent.keysOf(OPERATOR.name);
  return start('node', [`ops/scripts/${name}`, ...args], { cwd: estate.directory, env: { ...estate.tencent.env, ...keys, TENCENTCLOUD_REGION: 'ap-guangzhou' } }).ended;
}

describeWithTools(['terraform', 'openssl', 'bash', 'curl', 'jq'], () => {
  beforeAll(async () => {
    address = await openAddress();
    estate = await DeliveredEstate.start(declare);
    Object.assign(estate.env, address.env);
    estate.tencent.cloudBaseRun.address = address.address;
  });
  afterAll(async () => {
    await estate?.stop();
    await address?.stop();
  });
  afterEach(() => { address.status = () => 200; });

  test('the first push applies Terraform, then deploys every service with its values', async () => {
    const run = await estate.push();
    expect(logOf(run)).not.toContain('::error');
    expect(stepsOf(run)).toMatchObject({ 'Apply layer 1': 'success', 'Apply layer 2': 'success', [DEPLOY]: 'success' });
    const service = estate.tencent.cloudBaseRun.services.get(`${DEV}/api`)!;
    expect(service.config).toMatchObject({ Port: 8080, Cpu: 0.5, Mem: 1, MinNum: 2, MaxNum: 4, OpenAccessTypes: ['PUBLIC'], InternalAccess: 'close', PolicyDetails: [{ PolicyType: 'cpu', PolicyThreshold: 70 }] });
    expect(estate.tencent.cloudBaseRun.onlineIn(`${DEV}/api`)).toMatchObject({ share: 100, variables: { LEVEL: 'info', PASSWORD: SECRET, PORT: '8080', RANGE: '10.0.0.0/16' } });
    expect(online(`${DEV}/worker-api`)).toEqual({ image: '1.0.0', share: 100 });
    // The first version has nothing to be compared with.
    expect(address.paths).toEqual([]);
    expect(estate.tencent.requests.filter(({ service: of }) => of === 'tcbr').map(({ by }) => by)).toEqual(expect.arrayContaining(['feiyue-mono-dev-apply']));
    expect(new Set(estate.tencent.requests.filter(({ service: of }) => of === 'tcbr').map(({ by }) => by)).size).toBe(1);
    expect(logOf(run)).not.toContain('Pa55w0rd');
    expect(isAnywhere('Pa55w0rd', join(estate.directory, 'cloudbase-run'))).toBe(false);
  });

  test('a promotion brings the same to the environment that follows', async () => {
    const run = await estate.dispatch('prod');
    expect(logOf(run)).not.toContain('::error');
    expect(run.conclusion).toBe('success');
    expect(online(`${PROD}/api`)).toEqual({ image: '1.0.0', share: 100 });
    expect(estate.tencent.cloudBaseRun.onlineIn(`${PROD}/api`)).toMatchObject({ variables: { RANGE: '10.1.0.0/16' } });
  });

  test('a new version gets a share of the requests first, then all, and what has not changed is left alone', async () => {
    change(API, { image: 'registry.example/api:1.1.0' });
    const run = await estate.push();
    expect(logOf(run)).not.toContain('::error');
    expect(stepsOf(run)).toMatchObject({ 'Apply layer 1': 'skipped', [DEPLOY]: 'success' });
    expect(logOf(run)).toContain('the new version gets 20 % of the requests');
    expect(address.paths).toEqual(['/readyz', '/readyz']);
    expect(online(`${DEV}/api`)).toEqual({ image: '1.1.0', share: 100 });
    expect(estate.tencent.cloudBaseRun.services.get(`${DEV}/worker-api`)!.versions).toHaveLength(1);
  });

  test('one that answers with errors is taken back, and the next deployment tries it again', async () => {
    change(API, { image: 'registry.example/api:1.2.0' });
    address.status = () => 503;
    const run = await estate.push();
    expect(run.conclusion).toBe('failure');
    expect(logOf(run)).toContain('/readyz answered with status 503. Undone: api runs its former version.');
    expect(online(`${DEV}/api`)).toEqual({ image: '1.1.0', share: 100 });
    address.status = () => 200;
    expect((await estate.push()).conclusion).toBe('success');
    expect(online(`${DEV}/api`)).toEqual({ image: '1.2.0', share: 100 });
  });

  test('what a run has deployed before one fails goes back as well, and its log is shown without secrets', async () => {
    estate.tencent.cloudBaseRun.broken.add('registry.example/worker:2.0.0');
    change(API, { image: 'registry.example/api:1.3.0' });
    change('cloudbase-run/dev/worker-api.json', { image: 'registry.example/worker:2.0.0' });
    const run = await estate.push();
    expect(run.conclusion).toBe('failure');
    expect(logOf(run)).toContain('the new version of worker-api did not start (deploy_failed): port is not open. Undone: worker-api runs its former version; api runs as before.');
    expect(logOf(run)).toContain('crash');
    expect(logOf(run)).not.toContain('hunter2');
    expect(online(`${DEV}/api`)).toEqual({ image: '1.2.0', share: 100 });
    expect(online(`${DEV}/worker-api`)).toEqual({ image: '1.0.0', share: 100 });
    expect(estate.tencent.cloudBaseRun.onlineIn(`${DEV}/api`)).toMatchObject({ variables: { PASSWORD: SECRET } });
    change('cloudbase-run/dev/worker-api.json', { image: 'registry.example/worker:2.0.1' });
    expect((await estate.push()).conclusion).toBe('success');
  });

  test('by hand one service is deployed', async () => {
    change(API, { image: 'registry.example/api:1.4.0' });
    change('cloudbase-run/dev/worker-api.json', { image: 'registry.example/worker:2.1.0' });
    const run = await estate.dispatch('dev', { service: 'worker-api' });
    expect(run.conclusion).toBe('success');
    expect([online(`${DEV}/api`), online(`${DEV}/worker-api`)]).toMatchObject([{ image: '1.3.0' }, { image: '2.1.0' }]);
    expect((await estate.push()).conclusion).toBe('success');
    expect(online(`${DEV}/api`)).toEqual({ image: '1.4.0', share: 100 });
  });

  test('drift is an issue, which ends with it; the values of variables stand nowhere', async () => {
    const { config } = estate.tencent.cloudBaseRun.services.get(`${DEV}/api`)!;
    const before = { ...config };
    Object.assign(config, { MaxNum: 40, EnvParams: JSON.stringify({ ...JSON.parse(String(config.EnvParams)), PASSWORD: 'Pa55w0rd by hand', DEBUG: '1' }) });
    await estate.schedule('drift.yml');
    const [issue, ...others] = estate.github.issues.all;
    expect(others).toEqual([]);
    expect(issue).toMatchObject({ title: 'Drift in cloudbase-run/dev', state: 'open', body: expect.stringContaining('api: maxInstances is 40, and declared as 4') });
    expect(issue.body).toContain('api: variable PASSWORD has another value');
    expect(issue.body).toContain('api: variable DEBUG is there, and not declared');
    expect(issue.body).not.toContain('Pa55w0rd');
    Object.assign(config, before);
    expect((await estate.schedule('drift.yml')).conclusion).toBe('success');
    expect(estate.github.issues.all.map(({ title, state }) => [title, state])).toEqual([['Drift in cloudbase-run/dev', 'closed']]);
  });

  test('a person brings a service back to its former version', async () => {
    const refused = await script('rollback-cloudbase-run.mjs', '--environment', 'prod', '--service', 'api');
    expect(refused).toMatchObject({ status: 3, output: expect.stringContaining('prod is protected: add --confirm prod') });
    const run = await script('rollback-cloudbase-run.mjs', '--environment', 'dev', '--service', 'api');
    expect(run).toMatchObject({ status: 0, output: expect.stringContaining('Now revert the commit of the newer one') });
    expect(online(`${DEV}/api`)).toEqual({ image: '1.3.0', share: 100 });
  });

  test('services that nobody declares are named, and stay', async () => {
    estate.tencent.cloudBaseRun.services.set(`${DEV}/legacy`, { config: {}, versions: [], records: [], task: {} });
    change(API, { image: 'registry.example/api:1.5.0' });
    const run = await estate.push();
    expect(logOf(run)).toContain('has services that are declared nowhere in this environment: legacy');
    expect(run.conclusion).toBe('success');
    expect(estate.tencent.cloudBaseRun.services.has(`${DEV}/legacy`)).toBe(true);
  });

  test('what a cancelled canary has left is taken back by the next deployment', async () => {
    const { cloudBaseRun } = estate.tencent;
    const service = cloudBaseRun.services.get(`${DEV}/api`)!;
    const [former] = service.versions.filter(({ share }) => share === 100);
    service.versions.push({ name: 'api-900', image: 'registry.example/api:9', variables: {}, share: 20 });
    former.share = 80;
    service.task = { Id: 900, ReleaseType: 'GRAY', Status: 'running', VersionName: 'api-900', PreVersionName: former.name };
    change(API, { image: 'registry.example/api:1.6.0' });
    const run = await estate.push();
    expect(logOf(run)).toContain('an earlier run has left a new version with a share of the requests');
    expect(online(`${DEV}/api`)).toEqual({ image: '1.6.0', share: 100 });
  });
});
