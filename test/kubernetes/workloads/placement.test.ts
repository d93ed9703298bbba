import * as fs from 'fs';
import * as path from 'path';
import { parse } from 'yaml';
import { AccessLevel, AccessSubject, ArgoCd, ArgoCdOptions, CiSystem, Cloud, Environment, FeiyueProject, KustomizePatch, ServiceOptions, TrafficSource, TrafficTarget } from '../../../src';
import { emptyProject } from '../../default-estate';
import { filesBelow, problemsOf } from '../../room';

/** An estate of three environments with a service that is in all of them. */
class PlacedEstate {
  public readonly dev: Environment;
  public readonly staging: Environment;
  public readonly prod: Environment;

  constructor(public readonly project: FeiyueProject = emptyProject()) {
    this.dev = project.addEnvironment('dev');
    this.staging = project.addEnvironment('staging', { promotedFrom: this.dev });
    this.prod = project.addEnvironment('prod', { promotedFrom: this.staging });
    project.addService('api', { port: 8080 });
  }

  public read(file: string): any {
    return parse(fs.readFileSync(path.join(this.project.outdir, file), 'utf-8'));
  }

  public patchesOf(overlay: string): any[] {
    return (this.read(`k8s/overlays/${overlay}/kustomization.yaml`).patches ?? []).map(({ patch }: { patch: string }) => parse(patch));
  }
}

const KINDS: ReadonlyArray<readonly [kind: string, add: (project: FeiyueProject, environments: Array<Environment | string>) => unknown]> = [
  ['service', (project, environments) => project.addService('mock', { port: 8080, environments })],
  ['worker', (project, environments) => project.addWorker('mock', { environments })],
  ['stateful service', (project, environments) => project.addStatefulService('mock', { port: 8080, environments })],
  ['daemon', (project, environments) => project.addDaemon('mock', { environments })],
  ['job', (project, environments) => project.addJob('mock', { environments })],
  ['scheduled job', (project, environments) => project.addScheduledJob('mock', { schedule: '@daily', environments })],
];

describe.each(KINDS)('a %s that is in some environments', (kind, add) => {
  test('exists nowhere else', () => {
    const estate = new PlacedEstate();
    new ArgoCd(estate.project, 'argo-cd');
    add(estate.project, [estate.dev, 'staging']);
    estate.project.synth();
    expect(filesBelow(estate.project, 'k8s/overlays').filter((file) => file.includes('mock'))).toEqual(['dev/mock/kustomization.yaml', 'staging/mock/kustomization.yaml']);
    expect(estate.read('k8s/overlays/dev/kustomization.yaml').resources).toContain('mock');
    expect(estate.read('k8s/overlays/prod/kustomization.yaml').resources).not.toContain('mock');
    expect(estate.read('.projen/graph.json').services).toEqual([
      { name: 'api', base: 'k8s/base/api', overlay: 'k8s/overlays/*/api' },
      { name: 'mock', environments: ['dev', 'staging'], base: 'k8s/base/mock', overlay: 'k8s/overlays/*/mock' },
    ]);
    const delivered = (environment: string) => estate.read(`k8s/applications/argo-cd/environments/${environment}/applicationset.yaml`)
      .spec.generators[0].list.elements.map(({ service }: { service: string }) => service);
    expect([delivered('staging'), delivered('prod')]).toEqual([['api', 'mock'], ['api']]);
    const rules = fs.readFileSync(path.join(estate.project.outdir, 'ops/monitoring/mock.rules.yaml'), 'utf-8');
    expect(rules).toContain('feiyue-mono-dev|feiyue-mono-staging');
    expect(rules).not.toContain('prod');
    expect(fs.readFileSync(path.join(estate.project.outdir, 'ops/estate.md'), 'utf-8')).toMatch(/\| `mock` \| `k8s\/base\/mock` \| built elsewhere \| `dev`, `staging` \|/);
  });

  test.each<[what: string, environments: (estate: PlacedEstate) => Array<Environment | string>, problem: string]>([
    ['none', () => [], 'is in no environment: list at least one in "environments", or leave it out to have all'],
    ['an unknown one', () => ['dve', 'dev'], 'names environment "dve"; environments are: dev, staging, prod. Did you mean "dev"?'],
    ['one of another project', () => [new PlacedEstate().dev, 'dev'], 'names environment "dev", which is not one of this project; environments are: dev, staging, prod.'],
    ['one without services', ({ project }) => [project.addEnvironment('corp', { runsServices: false }), 'dev'], 'names environment "corp" in environments, where no services run: drop it, or its runsServices: false'],
    ['one of two that share an overlay', ({ project }) => [project.addEnvironment('eu', { overlay: 'dev', namespace: 'feiyue-mono-dev' })], 'names environment "eu" and not "dev", which has the same overlay "dev": name both, or give one of them another overlay'],
  ])('a list with %s is a problem', (_, environments, problem) => {
    const estate = new PlacedEstate();
    add(estate.project, environments(estate));
    expect(problemsOf(estate.project)).toContain(`${kind} "mock" ${problem}`);
  });
});

test('it rolls out where it is', () => {
  const { project, dev } = new PlacedEstate();
  expect(project.addService('mock', { port: 8080, environments: [dev] }).workloads.map(({ environment }) => environment)).toEqual(['dev']);
});

test('a job that nobody waits for where it is is a problem', () => {
  const { project } = new PlacedEstate();
  project.addService('mock', { port: 8080, environments: ['dev', 'staging'] });
  project.addJob('seed', { before: ['api', 'mock'], environments: ['staging'] });
  expect(problemsOf(project)).toEqual([]);
  const other = new PlacedEstate().project;
  other.addService('mock', { port: 8080, environments: ['dev', 'staging'] });
  other.addJob('seed', { before: ['api', 'mock'], environments: ['prod'] });
  expect(problemsOf(other)).toEqual(['job "seed" runs before service "mock", which is in none of its environments: drop it from before, or name one of them in the environments of both.']);
});

test('what is said of it for another environment is a problem', () => {
  const { project, dev, prod } = new PlacedEstate();
  project.addService('mock', { port: 8080, environments: [dev] })
    .override(prod, { replicas: { min: 3, max: 5 } })
    .patch('prod', KustomizePatch.json6902({ kind: 'Deployment' }, [{ op: 'add', path: '/metadata/annotations', value: {} }]));
  const problem = 'service "mock" is given something in environment "prod", where it is not: drop that, or name "prod" in its environments';
  expect(problemsOf(project)).toEqual([problem, problem]);
});

describe('who connects', () => {
  const NOT_THERE = 'which is not in staging, prod: leave it out there, by .override(staging, ';

  test.each<[what: string, options: Partial<ServiceOptions>, problem: string | undefined]>([
    ['to it from everywhere', { connectsTo: [TrafficTarget.service('mock')] }, `service "web" names worker "mock" in connectsTo, ${NOT_THERE}{ connectsTo: … }), or name staging, prod in the environments of the worker.`],
    ['from it to everywhere', { allowedFrom: [TrafficSource.service('mock')] }, `service "web" names worker "mock" in allowedFrom, ${NOT_THERE}{ allowedFrom: … }), or name staging, prod in the environments of the worker.`],
    ['where both are', { connectsTo: [TrafficTarget.service('mock')], environments: ['dev'] }, undefined],
  ])('%s', (_, options, problem) => {
    const { project } = new PlacedEstate();
    project.addWorker('mock', { environments: ['dev'], ports: [{ name: 'metrics', port: 9090 }] });
    project.addService('web', { port: 8080, ...options });
    expect(problemsOf(project)).toEqual(problem === undefined ? [] : [problem]);
  });

  test('is a matter of each environment', () => {
    const declared = (...environments: readonly string[]) => {
      const { project } = new PlacedEstate();
      project.addWorker('mock', { environments: ['dev'], ports: [{ name: 'metrics', port: 9090 }] });
      const web = project.addService('web', { port: 8080 });
      for (const environment of environments) web.override(environment, { connectsTo: [TrafficTarget.service('mock')] });
      return project;
    };
    expect(problemsOf(declared('dev'))).toEqual([]);
    expect(problemsOf(declared('dev', 'prod'))).toEqual(['service "web" names worker "mock" in connectsTo, which is not in prod: leave it out there, by .override(prod, { connectsTo: … }), or name prod in the environments of the worker.']);
  });

  test('is let in where it is, and by the base when it is wherever the other one is', () => {
    const estate = new PlacedEstate();
    const peersIn = (policy: any) => policy.spec.ingress.flatMap(({ from }: { from: object[] }) => from);
    estate.project.addService('db', { port: 5432, allowedFrom: [] });
    estate.project.addService('cache', { port: 6379, allowedFrom: [], environments: ['dev'] });
    estate.project.addWorker('tool', { environments: ['dev'], connectsTo: [TrafficTarget.service('db'), TrafficTarget.service('cache')] });
    estate.project.synth();
    const tool = { podSelector: { matchLabels: { 'app.kubernetes.io/instance': 'tool' } } };
    expect(estate.read('k8s/base/db/networkpolicy.yaml').spec).not.toHaveProperty('ingress');
    expect(estate.patchesOf('dev/db').flatMap(peersIn)).toEqual([tool]);
    expect(estate.patchesOf('prod/db')).toEqual([]);
    expect(peersIn(estate.read('k8s/base/cache/networkpolicy.yaml'))).toEqual([tool]);
    expect(estate.patchesOf('dev/cache')).toEqual([]);
  });
});

describe('an environment that no workload is in', () => {
  function declared(options: ArgoCdOptions = {}): FeiyueProject {
    const project = emptyProject();
    project.addEnvironment('lab');
    project.addEnvironment('dev');
    new ArgoCd(project, 'argo-cd', options);
    project.addWorker('mock', { environments: ['dev'] });
    return project;
  }

  test('has no overlay, and nothing is delivered there', () => {
    const project = declared();
    project.synth();
    const read = (file: string) => fs.readFileSync(path.join(project.outdir, file), 'utf-8');
    expect(filesBelow(project, 'k8s/overlays')).toEqual(['dev/kustomization.yaml', 'dev/mock/kustomization.yaml', 'dev/namespace.yaml', 'dev/networkpolicy.yaml']);
    expect(filesBelow(project, 'k8s/applications/argo-cd/environments').filter((file) => file.includes('lab'))).toEqual([]);
    expect(read('k8s/applications/argo-cd/environments/kustomization.yaml')).not.toContain('lab');
    expect(JSON.parse(read('.projen/graph.json'))).toMatchObject({
      environments: [{ name: 'lab' }, { name: 'dev', overlay: 'k8s/overlays/dev' }],
      services: [{ name: 'mock', base: 'k8s/base/mock', overlay: 'k8s/overlays/*/mock' }],
    });
    expect(read('ops/scripts/rollback-service.sh')).toContain('Example: ops/scripts/rollback-service.sh dev mock');
    expect(read('ops/scripts/rollback-service.sh')).not.toMatch(/\blab\b/);
    expect(read('ops/estate.md')).toContain('--overlay k8s/overlays/dev');
  });

  test.each<[what: string, declare: () => FeiyueProject, problem: string]>([
    ['access to', () => {
      const project = declared();
      project.addAccess('team', { subjects: [AccessSubject.user('ada')], level: AccessLevel.VIEW, environments: ['lab', 'dev'] });
      return project;
    }, 'access "team" names environment "lab", which has no namespace, since no service is in it: drop it, or add one'],
    ['a patch of', () => {
      const project = declared();
      project.overlay('lab').patch(KustomizePatch.json6902({ kind: 'Namespace' }, [{ op: 'add', path: '/metadata/labels/x', value: 'y' }]));
      return project;
    }, 'environment "lab" is patched, and has no objects without a service: add one, or drop the patch'],
    ['approvers for', () => declared({ approvers: { lab: ['qa'] } }), 'application "argo-cd" names environment "lab" in approvers, in which no services run: leave it out'],
  ])('%s it is a problem', (_, declare, problem) => {
    expect(problemsOf(declare())).toContain(problem);
  });
});

describe('a product', () => {
  const cloud = Cloud.azure({ subscriptionId: '11111111-2222-3333-4444-555555555555', tenantId: '66666666-7777-8888-9999-aaaaaaaaaaaa', location: 'westeurope', stateAccess: { isOpenToAllNetworks: true } });

  test('is deployed to the environments that have its services, each with those', () => {
    const estate = new PlacedEstate(emptyProject({ ciSystem: CiSystem.AZURE_PIPELINES, repository: 'acme/ops/shop', cloud }));
    const web = estate.project.addService('web', { port: 8080, environments: ['staging', 'prod'] });
    const mock = estate.project.addService('mock', { port: 8080, environments: ['staging'] });
    estate.project.addProduct('shop', { services: [web, mock] });
    estate.project.synth();
    const pipeline = estate.read('.pipelines/shop/deploy.yml');
    expect(pipeline.stages.map(({ stage, dependsOn }: { stage: string; dependsOn: string[] }) => [stage, dependsOn])).toEqual([['build', []], ['deploy_staging', ['build']], ['deploy_prod', ['deploy_staging']]]);
    expect(JSON.stringify(pipeline)).toContain('overlays/staging/mock');
    expect(JSON.stringify(pipeline)).not.toMatch(/overlays\/(?:prod\/mock|dev)/);
  });

  test('in an environment without its services is a problem', () => {
    const { project } = new PlacedEstate(emptyProject({ ciSystem: CiSystem.AZURE_PIPELINES, repository: 'acme/ops/shop', cloud }));
    const mock = project.addService('mock', { port: 8080, environments: ['staging'] });
    project.addProduct('mocks', { services: [mock], environments: ['prod', 'staging'] });
    expect(problemsOf(project)).toContain('product "mocks" names environment "prod", in which none of its services is: drop it');
  });
});
