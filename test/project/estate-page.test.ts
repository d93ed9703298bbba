import * as fs from 'node:fs';
import * as path from 'node:path';
import {
  AccessLevel, AccessSubject, ArgoCd, azure, CiSystem, Cloud, Convention, DataAccess, FeiyueProject, FeiyueProjectOptions, PlanPolicy, RootModule,
  tencent,
} from '../../src';
import type { CloudName } from '../../src/clouds/cloud-name';
import { emptyProject } from '../default-estate';
import { read, temporaryDirectory, write } from '../synth/test-project';

const TENCENT = Cloud.tencent({ appId: '1250000000', region: 'ap-guangzhou', registry: 'shop.tencentcloudcr.com/shop' });
const AZURE = Cloud.azure({ subscriptionId: '11111111-2222-3333-4444-555555555555', tenantId: '66666666-7777-8888-9999-000000000000', location: 'westeurope', stateAccess: { isOpenToAllNetworks: true }, registry: 'feiyue.azurecr.io' });
const HOSTS: ReadonlyArray<readonly [string, Partial<FeiyueProjectOptions>]> = [
  ['GitHub Actions', { cloud: TENCENT, ciSystem: CiSystem.GITHUB_ACTIONS }],
  ['Azure Pipelines', { cloud: AZURE, ciSystem: CiSystem.AZURE_PIPELINES, convention: Convention.PICASSO, repository: 'contoso/ops/feiyue-mono' }],
];

/** Declares one of everything that there is, by names that begin with a word; gives what has to be named. */
function declareOneOfEach(project: FeiyueProject, word: string): string[] {
  const environment = project.addEnvironment(`${word}-env`, { reviewers: [`${word}-team`], namespace: `${word}-ns` });
  const rootModule: RootModule = project.addRootModule(`${word}-root`);
  project.addRootModule(`${word}-by-hand`, { handWritten: true });
  const service = project.addService(`${word}-service`, { port: 8080, imageBuild: { context: `services/${word}` } });
  project.addApplication(`${word}-application`, { namespace: `${word}-app-ns` });
  project.addAuth0Tenant(`${word}tenant`, { domain: `${word}.eu.auth0.com` });
  project.addCloudflareWorker(`${word}-worker`);
  project.addContainer(`${word}-container`);
  project.addPolicy(`${word}-policy`, PlanPolicy.noDestroy());
  project.addAccess(`${word}-access`, { subjects: [AccessSubject.oidcGroup(`oidc:${word}-people`)], level: AccessLevel.VIEW, environments: [environment] });
  const names = [
    environment.name, rootModule.name, `${word}-by-hand`, service.name, `${word}-application`, `${word}tenant`, `${word}-worker`, `${word}-container`,
    `${word}-policy`, `${word}-access`, `${word}-team`, `${word}-ns`, `${word}-app-ns`, `oidc:${word}-people`,
  ];
  if (project.repository.split('/').length < 3) return names;
  project.addProduct(`${word}-product`, { services: [service] });
  return [...names, `${word}-product`];
}

function missingFrom(page: string, names: readonly string[]): string[] {
  return names.filter((name) => !page.includes(name));
}

interface Run {
  readonly page: string;
  readonly readme: string;
  /** What has to be named. */
  readonly names: string[];
  readonly project: FeiyueProject;
}

describe.each(HOSTS)('with %s', (_, options) => {
  function files(dir: string): string[] {
    if (!fs.existsSync(dir)) return [];
    return fs.readdirSync(dir, { recursive: true, encoding: 'utf-8' }).filter((file) => /\.ya?ml$/.test(file) && !file.startsWith('templates'));
  }

  function run(outdir: string, words: readonly string[]): Run {
    for (const word of words) write(outdir, `services/${word}/Dockerfile`, 'FROM scratch\n');
    const project = emptyProject({ ...options, outdir });
    const names = words.flatMap((word) => declareOneOfEach(project, word));
    project.synth();
    const readme = read(outdir, 'README.md');
    const [, link] = /\]\((\S+\.md)\)/.exec(readme)!;
    return { page: read(outdir, link), readme, names, project };
  }

  test('the page names everything that is declared, and once there is one more of each, the next run names that as well', () => {
    const outdir = temporaryDirectory();
    const first = run(outdir, ['first']);
    expect(missingFrom(first.page, first.names)).toEqual([]);
    const second = run(outdir, ['first', 'second']);
    expect(missingFrom(second.page, second.names)).toEqual([]);
    // It is the user's, and nothing in it has become wrong.
    expect(second.readme).toBe(first.readme);
    expect(missingFrom(first.readme, first.names)).toEqual(first.names);
    const third = run(temporaryDirectory(), ['second']);
    expect(missingFrom(third.page, second.names).sort()).toEqual([...first.names].sort());
  });

  test('the page names every workflow or pipeline, script and bootstrap that is there, and none that is not', () => {
    const outdir = temporaryDirectory();
    const { page } = run(outdir, ['first', 'second']);
    for (const dir of ['.github/workflows', '.pipelines']) expect(missingFrom(page, files(path.join(outdir, dir)))).toEqual([]);
    const paths = [...page.matchAll(/^\| `([^`<]+)` \| (.*)/gm)].map(([, cell]) => cell).filter((cell) => cell.includes('/') && !cell.endsWith('deploy.yml'));
    expect(paths.filter((file) => !fs.existsSync(path.join(outdir, file)) && !file.endsWith('/') && file !== '.projenrc.ts')).toEqual([]);
    expect(page).toMatch(/bootstrap\.sh/);
  });

  test('the steps that keep others from deploying hold every environment', () => {
    const { page, project } = run(temporaryDirectory(), ['first', 'second']);
    const scripts = options.convention === Convention.PICASSO ? 'utils' : 'ops/scripts';
    expect(page).toContain(`${scripts}/doctor.sh --fix\n`);
    const { environments } = JSON.parse(read(project.outdir, `${scripts}/declared-settings.json`)) as { readonly environments: ReadonlyArray<{ readonly name: string }> };
    expect(environments.map(({ name }) => name)).toEqual(expect.arrayContaining(project.environments.map(({ name }) => name)));
    for (const team of ['first-team', 'second-team']) expect(page.slice(page.indexOf('## Let CI in'))).toContain(team);
  });

  test('the README of before, which told of the estate, is left as it is, and the page is there all the same', () => {
    const outdir = temporaryDirectory();
    write(outdir, 'README.md', '# Ours\n\nfor name in dev prod; do\n');
    const project = emptyProject({ ...options, outdir });
    project.addEnvironment('staging');
    project.synth();
    expect(read(outdir, 'README.md')).toBe('# Ours\n\nfor name in dev prod; do\n');
    expect(read(outdir, options.convention === Convention.PICASSO ? 'utils/estate.md' : 'ops/estate.md')).toContain('`staging`');
  });
});

test('an application that is made ready is named like any other', () => {
  const project = emptyProject({ cloud: TENCENT });
  project.addEnvironment('dev');
  new ArgoCd(project, 'delivery-by-pull', {});
  project.synth();
  expect(read(project.outdir, 'ops/estate.md')).toContain('| `delivery-by-pull` |');
});

/** Estates in which a service is granted something, by their clouds. */
const GRANTED: Readonly<Record<CloudName, (project: FeiyueProject) => tencent.CosStorage | azure.StorageAccount>> = {
  tencent: (project) => {
    new tencent.TkeCluster(project.addRootModule('cluster'), 'cluster', { vpcId: 'vpc-1', subnetId: 'subnet-1' });
    return new tencent.CosStorage(project.addRootModule('storage'), 'files');
  },
  azure: (project) => {
    new azure.KubernetesCluster(project.addRootModule('cluster'), 'cluster', { resourceGroupName: 'rg', subnetId: 'subnet' });
    return new azure.StorageAccount(project.addRootModule('storage'), 'files', { resourceGroupName: 'rg' });
  },
};

test.each([
  ['tencent', 'run again for roles that trust the cluster', Cloud.tencent({ appId: '1250000000', accountUin: '100000000000', region: 'ap-guangzhou' }), true],
  ['azure', 'not run again, since Terraform makes the identities', AZURE, false],
] as const)('with a grant on %s the bootstrap is %s', (name, _, cloud, isAgain) => {
  const project = emptyProject({ cloud });
  project.addEnvironment('dev');
  const files = GRANTED[name](project);
  files.grant(project.addService('api', { port: 8080 }), DataAccess.READ);
  project.addService('web', { port: 3000 });
  project.synth();
  const again = /run the bootstrap again: it makes the roles of `api`, which trust that cluster\.[^]*?```sh\n {3}ops\/scripts\/bootstrap\.sh/;
  expect(again.test(read(project.outdir, 'ops/estate.md'))).toBe(isAgain);
});

test.each([[true], [false]])('outputs are recorded by a step of their own where they are recorded: %p', (recordOutputs) => {
  const project = emptyProject({ cloud: TENCENT, recordOutputs });
  for (const name of ['dev', 'prod']) project.addEnvironment(name);
  const files = new tencent.CosStorage(project.addRootModule('storage'), 'files');
  project.addService('api', { port: 8080, env: { BUCKET: files.bucket } });
  project.synth();
  const step = 'record the outputs that its workloads use, and commit what changes. Until then their pods are told none of them:\n\n   ```sh\n'
    + '   node ops/scripts/record-outputs.mjs --environment dev\n   node ops/scripts/record-outputs.mjs --environment prod\n   npx projen\n';
  expect(read(project.outdir, 'ops/estate.md').includes(step)).toBe(recordOutputs);
});

test('the page may be called otherwise', () => {
  const project = emptyProject({ cloud: TENCENT, folders: { estatePage: 'docs/what-there-is.md' } });
  project.addEnvironment('dev');
  project.synth();
  expect(read(project.outdir, 'README.md')).toContain('](docs/what-there-is.md)');
  expect(read(project.outdir, 'docs/what-there-is.md')).toContain('`dev`');
});
