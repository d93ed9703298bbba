import { parse } from 'yaml';
import { AzureEstate } from './azure-estate';
import { emptyProject } from './default-estate';
import { Backend, Cloud, Convention, CiSystem, FeiyueProject, tencent } from '../src';
import { read, tree, write as writeText } from './synth/test-project';
import { rootModulesOf } from '../src/ci/graph-json';
import { EstateError } from '../src/synth/declare/estate-error';

const OTHER_ACCOUNT = Cloud.tencent({ appId: '1260000000', accountUin: '100000000007', region: 'ap-shanghai' });

function problemsOf(project: FeiyueProject): readonly string[] {
  try {
    project.synth();
    return [];
  } catch (error) {
    if (!(error instanceof EstateError)) throw error;
    return error.problems.map((problem) => problem.replace(/^\S+:\d+\s+/, ''));
  }
}

/** An estate of the layout in which short names show. */
function picasso(): FeiyueProject {
  return emptyProject({ convention: Convention.PICASSO, ciSystem: CiSystem.GITHUB_ACTIONS });
}

function write(project: FeiyueProject): Record<string, string> {
  expect(problemsOf(project)).toEqual([]);
  return tree(project.outdir);
}

test('the folder of a root module begins with the short name of its environment, and the graph knows it', () => {
  const project = picasso();
  project.addEnvironment('pme-prod', { shortName: 'prod' });
  project.addEnvironment('pme-prod-cn', { shortName: 'prod', overlay: 'china' });
  project.addEnvironment('corp');
  new tencent.Network(project.addRootModule('network'), 'vpc', { cidrBlock: '10.0.0.0/16', isolated: true });
  const files = write(project);
  const dirs = ['infra/pme-prod/prod-network', 'infra/pme-prod-cn/prod-network', 'infra/corp/corp-network'];
  for (const dir of dirs) expect(files).toHaveProperty([`${dir}/tfbackend.hcl`]);
  expect(rootModulesOf(JSON.parse(read(project.outdir, '.projen/graph.json'))).map(({ dir }) => dir)).toEqual(dirs);
});

describe('environments that share an overlay', () => {
  function china() {
    const project = picasso();
    const staging = project.addEnvironment('pme-staging-cn', { shortName: 'staging', overlay: 'china' });
    const prod = project.addEnvironment('pme-prod-cn', { shortName: 'prod', overlay: 'china' });
    return { project, staging, prod, chat: project.addService('chat', { port: 8080 }) };
  }

  test('have one folder and one namespace', () => {
    const { project, staging, prod } = china();
    const files = Object.keys(write(project)).filter((file) => file.startsWith('clusterfleet/overlays/') && file.endsWith('.yaml'));
    expect(files).toEqual(['china/chat/kustomization.yaml', 'china/kustomization.yaml', 'china/namespace.yaml', 'china/networkpolicy.yaml']
      .map((file) => `clusterfleet/overlays/${file}`));
    expect([staging.namespace, prod.namespace]).toEqual(['feiyue-mono-china', 'feiyue-mono-china']);
    expect(project.overlay(staging)).toBe(project.overlay(prod));
  });

  test.each(['staging', 'prod'] as const)('run what is said of a service in %s', (name) => {
    const { chat, project, ...environments } = china();
    chat.override(environments[name], { replicas: { min: 5, max: 9 } });
    write(project);
    const { patches } = parse(read(project.outdir, 'clusterfleet/overlays/china/chat/kustomization.yaml'));
    expect(JSON.stringify(patches)).toContain('minReplicas: 5');
  });

  test('are watched once', () => {
    const { project } = china();
    write(project);
    expect(read(project.outdir, 'utils/monitoring/chat.rules.yaml')).not.toContain('feiyue-mono-china|feiyue-mono-china');
  });

  test('have the same namespace and take images from the same registry, or are refused', () => {
    const project = picasso();
    project.addEnvironment('a', { overlay: 'x', namespace: 'one' });
    project.addEnvironment('b', { overlay: 'x', namespace: 'two' });
    project.addEnvironment('c', { overlay: 'y' });
    project.addEnvironment('d', { overlay: 'y', cloud: Cloud.tencent({ appId: '1250000000', region: 'ap-guangzhou', registry: 'other.tencentcloudcr.com/x' }) });
    expect(problemsOf(project)).toEqual([
      'environments "a" and "b" share the overlay "x", but not the namespace (one, two): give one of them another overlay, such as overlay: \'b\'',
      expect.stringMatching(/^environments "c" and "d" share the overlay "y", but not the image registry \(.*\): give one of them another overlay, such as overlay: 'd'$/),
    ]);
  });
});

test('an environment that runs no services has no overlay, and nothing can be said of a service in it', () => {
  const declared = () => {
    const project = emptyProject();
    const corp = project.addEnvironment('corp', { runsServices: false });
    project.addEnvironment('dev');
    return { project, corp, api: project.addService('api', { port: 8080 }) };
  };
  const { project } = declared();
  expect(Object.keys(write(project)).filter((file) => file.startsWith('k8s/overlays/corp'))).toEqual([]);
  const patched = declared();
  patched.project.overlay(patched.corp);
  expect(problemsOf(patched.project)).toEqual(['environment "corp" has no overlay, because no services run in it: drop its runsServices: false']);
  const other = declared();
  other.api.override(other.corp, { imageTag: '1.0.0' });
  expect(problemsOf(other.project)).toEqual(['service "api" is given something in environment "corp", where no services run: drop that, or its runsServices: false']);
});

describe('an environment with a cloud of its own', () => {
  function twoAccounts() {
    const project = emptyProject();
    project.addEnvironment('dev');
    project.addEnvironment('prod', { cloud: OTHER_ACCOUNT, bootstrap: 'production' });
    new tencent.Network(project.addRootModule('network'), 'vpc', { cidrBlock: '10.0.0.0/16', isolated: true });
    return project;
  }

  test('configures provider and modules by it, and keeps its states in a backend that its own bootstrap makes', () => {
    const project = twoAccounts();
    write(project);
    const text = (file: string) => read(project.outdir, file);
    expect(text('terraform/prod/network/terraform.tf')).toContain('region = "ap-shanghai"');
    expect(text('terraform/dev/network/terraform.tf')).toContain('region = "ap-guangzhou"');
    expect(text('terraform/prod/network/main.tf')).toContain('"ap-shanghai-');
    expect(text('terraform/prod/network/backend.hcl')).toMatch(/bucket += "feiyue-mono-production-tfstate-1260000000"/);
    expect(text('terraform/dev/network/backend.hcl')).toMatch(/bucket += "feiyue-mono-tfstate-1250000000"/);
    expect(text('terraform/bootstrap/production/terraform.tfvars')).toMatch(/bucket += "feiyue-mono-production-tfstate-1260000000"/);
    expect(text('terraform/bootstrap/production/terraform.tfvars')).not.toContain('feiyue-mono-dev-plan');
    expect(text('terraform/bootstrap/tencent-cos/terraform.tfvars')).not.toContain('feiyue-mono-prod-plan');
    const login = text('.github/workflows/terraform-plan.yml').replace(/^ +/gm, '');
    expect(login).toContain('feiyue-mono-prod-plan | feiyue-mono-prod-drift | feiyue-mono-prod-apply)\nREGION=ap-shanghai\nACCOUNT_UIN=100000000007\n;;');
    expect(text('ops/scripts/bootstrap.sh')).toContain('production) root_module=terraform/bootstrap/production ;;');
  });

  test('says which account it is, for CI to log in there', () => {
    const project = emptyProject();
    project.addEnvironment('prod', { cloud: Cloud.tencent({ appId: '1260000000', region: 'ap-shanghai' }) });
    expect(problemsOf(project)).toEqual(['environment "prod" is in another account, and CI has to know which: give its cloud the accountUin, too']);
  });

  test('is on the same kind of cloud, and shares no bootstrap with another account', () => {
    const project = emptyProject();
    project.addEnvironment('dev', { bootstrap: 'all' });
    project.addEnvironment('prod', { bootstrap: 'all', cloud: OTHER_ACCOUNT });
    project.addEnvironment('azure', { cloud: Cloud.azure({ subscriptionId: '00000000-0000-0000-0000-000000000000', tenantId: '00000000-0000-0000-0000-000000000000', location: 'westeurope', stateAccess: { isOpenToAllNetworks: true } }) });
    expect(problemsOf(project)).toEqual([
      'environment "prod" has the bootstrap "all" of environment "dev", which runs on another cloud (1250000000, not 1260000000): give it a bootstrap of its own',
      'environment "azure" is on cloud "azure", and the estate on "tencent": modules are written for one cloud, so make it an estate of its own',
    ]);
  });
});

test('environments of one bootstrap share what it makes', () => {
  const project = emptyProject();
  const environments = ['testing', 'staging'].map((name) => project.addEnvironment(name, { bootstrap: 'pme-staging' }));
  new tencent.Network(project.addRootModule('network', { environments }), 'vpc', { cidrBlock: '10.0.0.0/16', isolated: true });
  const files = Object.keys(write(project)).filter((file) => /^terraform\/bootstrap\/[^/]+\/main\.tf$/.test(file));
  expect(files).toEqual(['terraform/bootstrap/pme-staging/main.tf']);
  const buckets = environments.map(({ name }) => /bucket += "(.*)"/.exec(read(project.outdir, `terraform/${name}/network/backend.hcl`))![1]);
  expect(new Set(buckets)).toEqual(new Set(['feiyue-mono-pme-staging-tfstate-1250000000']));
});

test('the first environment of a bootstrap says where it is made, whatever root modules are in it', () => {
  const cloud = (digit: string) => Cloud.azure({ subscriptionId: `${digit}0000000-0000-0000-0000-000000000000`, tenantId: '00000000-0000-0000-0000-000000000000', location: 'westeurope', stateAccess: { isOpenToAllNetworks: true } });
  const project = emptyProject({ cloud: cloud('1') });
  const testing = project.addEnvironment('testing', { cloud: cloud('2'), bootstrap: 'shared' });
  const staging = project.addEnvironment('staging', { cloud: cloud('3'), bootstrap: 'shared' });
  project.addRootModule('later', { environments: [staging] });
  project.addRootModule('first', { environments: [testing] });
  write(project);
  const subscriptions = ['terraform/staging/later/backend.hcl', 'terraform/testing/first/backend.hcl', 'terraform/bootstrap/shared/terraform.tfvars']
    .map((file) => /subscription_id += "(.)/.exec(read(project.outdir, file))![1]);
  expect(subscriptions).toEqual(['2', '2', '2']);
});

test('an environment with a backend of its own needs no bootstrap', () => {
  const project = emptyProject();
  project.addEnvironment('dev', { backend: Backend.local() });
  new tencent.Network(project.addRootModule('network'), 'vpc', { cidrBlock: '10.0.0.0/16', isolated: true });
  const files = write(project);
  expect(Object.keys(files).filter((file) => file.startsWith('terraform/bootstrap'))).toEqual([]);
  expect(files['terraform/dev/network/terraform.tf']).toContain('backend "local" {}');
});

describe('an environment on a cloud with another image registry', () => {
  const own = Cloud.tencent({ appId: '1250000000', region: 'ap-guangzhou', registry: 'shop.tencentcloudcr.com/shop' });
  const other = (registry: string) => Cloud.tencent({ appId: '1260000000', accountUin: '100000000007', region: 'ap-shanghai', registry });

  function built(registry: string) {
    const project = emptyProject({ cloud: own });
    project.addEnvironment('dev');
    const prodEu = project.addEnvironment('prod-eu', { cloud: other(registry) });
    return { project, prodEu, api: project.addService('api', { port: 8080, imageBuild: { context: 'services/api' } }) };
  }

  test('gets no image that is built here, since it is pushed to the registry of the estate', () => {
    expect(problemsOf(built('eu.tencentcloudcr.com/shop').project)).toEqual([
      'service "api" is built and pushed to shop.tencentcloudcr.com/shop/api, but environment "prod-eu" pulls it from eu.tencentcloudcr.com/shop/api, where nothing is pushed. '
        + 'Give its cloud the registry of the estate, or copy the images there and say so: .override(prodEu, { image: \'eu.tencentcloudcr.com/shop/api\' }).',
    ]);
  });

  test('may have the registry of the estate', () => {
    expect(problemsOf(built('shop.tencentcloudcr.com/shop').project)).toEqual([]);
  });

  test('pulls copies, by the digest of what was built, when that is said', () => {
    const { project, prodEu, api } = built('eu.tencentcloudcr.com/shop');
    api.override(prodEu, { image: 'eu.tencentcloudcr.com/shop/api' });
    const digest = `sha256:${'a'.repeat(64)}`;
    writeText(project.outdir, 'images/prod-eu.json', JSON.stringify({ api: { digest } }));
    const [image] = (parse(write(project)['k8s/overlays/prod-eu/api/kustomization.yaml'].replace(/^\d+ /, '')) as { images: unknown[] }).images;
    expect(image).toMatchObject({ newName: 'eu.tencentcloudcr.com/shop/api', digest });
  });
});

test.each([
  [CiSystem.GITHUB_ACTIONS, 'feiyue/feiyue-mono', (name: string) => `.github/workflows/deploy-${name}.yml`],
  [CiSystem.AZURE_PIPELINES, 'feiyue/ops/feiyue-mono', (name: string) => `.pipelines/apply-${name}.yml`],
])('on %s a deployment removes what is no longer declared, in a protected environment when its declaration says so', (ciSystem, repository, file) => {
  const { project, dev } = new AzureEstate({ ciSystem, repository });
  project.addEnvironment('lab', { prunes: false });
  project.addEnvironment('released', { promotedFrom: dev, prunes: true });
  project.addEnvironment('reviewed', { reviewers: ['platform'] });
  const files = write(project);
  const removing = project.environments.filter(({ name }) => /^ +prune: ["']true["']$/im.test(files[file(name)]));
  expect(removing.map(({ name }) => name)).toEqual(['dev', 'released']);
});
