import * as path from 'path';
import { Construct } from 'constructs';
import { javascript, LogLevel, Project } from 'projen';
import { AzureEstate } from './azure-estate';
import { emptyProject } from './default-estate';
import { problemsOf } from './room';
import * as feiyue from '../src';
import {
  Access, AccessLevel, AccessOptions, AccessSubject, Application, Auth0Tenant, Auth0TenantOptions, CiSystem, Cloud, Container, Daemon, Environment,
  FeiyueProject, Gateway, Job, PlanPolicy, Policy, Product, RootModule, ScheduledJob, Service, StatefulService, tencent, CloudflareWorker, Worker,
} from '../src';
import { temporaryDirectory, tree } from './synth/test-project';

const TENANT: Auth0TenantOptions = { domain: 'shop-dev.eu.auth0.com' };
const CLOUD = Cloud.tencent({ appId: '1250000000', region: 'ap-guangzhou', zones: ['ap-guangzhou-6', 'ap-guangzhou-7'], registry: 'shop.tencentcloudcr.com/shop' });

function accessOf(environments: Environment[]): AccessOptions {
  return { subjects: [AccessSubject.oidcGroup('ops')], level: AccessLevel.BREAK_GLASS, environments };
}

/** What a construct is declared in. */
interface Given {
  readonly project: FeiyueProject;
  readonly dev: Environment;
  readonly api: Service;
}

interface Doors {
  readonly add: (given: Given) => unknown;
  readonly make: (scope: Construct, given: Given) => unknown;
  /** Where it makes sense. */
  readonly given?: () => Given;
}

const DOORS: Readonly<Record<string, Doors>> = {
  Access: {
    add: ({ project, dev }) => project.addAccess('ops', accessOf([dev])),
    make: (scope, { dev }) => new Access(scope, 'ops', accessOf([dev])),
  },
  Application: {
    add: ({ project }) => project.addApplication('extra', { podSecurity: undefined }),
    make: (scope) => new Application(scope, 'extra', { podSecurity: undefined }),
  },
  Auth0Tenant: {
    add: ({ project }) => project.addAuth0Tenant('Dev', TENANT),
    make: (scope) => new Auth0Tenant(scope, 'Dev', TENANT),
  },
  Container: {
    add: ({ project }) => project.addContainer('tool'),
    make: (scope) => new Container(scope, 'tool'),
  },
  Environment: {
    add: ({ project, dev }) => project.addEnvironment('prod', { promotedFrom: dev, reviewers: ['platform'] }),
    make: (scope, { dev }) => new Environment(scope, 'prod', { promotedFrom: dev, reviewers: ['platform'] }),
  },
  Gateway: {
    add: ({ project, api }) => api.expose(project.addGateway('public', { domains: { dev: 'dev.example.com' } })),
    make: (scope, { api }) => api.expose(new Gateway(scope, 'public', { domains: { dev: 'dev.example.com' } })),
  },
  Policy: {
    add: ({ project }) => project.addPolicy('keep', PlanPolicy.noDestroy()),
    make: (scope) => new Policy(scope, 'keep', PlanPolicy.noDestroy()),
  },
  Product: {
    add: ({ project, api }) => project.addProduct('shop', { services: [api] }),
    make: (scope, { api }) => new Product(scope, 'shop', { services: [api] }),
    given: () => new AzureEstate({ ciSystem: CiSystem.AZURE_PIPELINES, repository: 'acme/ops/shop' }),
  },
  RootModule: {
    add: ({ project }) => new tencent.CosStorage(project.addRootModule('queue'), 'files'),
    make: (scope) => new tencent.CosStorage(new RootModule(scope, 'queue'), 'files'),
  },
  Worker: {
    add: ({ project }) => project.addWorker('mailer', { replicas: { min: 1, max: 2 } }),
    make: (scope) => new Worker(scope, 'mailer', { replicas: { min: 1, max: 2 } }),
  },
  Daemon: {
    add: ({ project }) => project.addDaemon('agent', { maxUnavailable: '10%' }),
    make: (scope) => new Daemon(scope, 'agent', { maxUnavailable: '10%' }),
  },
  StatefulService: {
    add: ({ project }) => project.addStatefulService('db', { port: 5432, claims: { '/data': { size: '1Gi' } } }),
    make: (scope) => new StatefulService(scope, 'db', { port: 5432, claims: { '/data': { size: '1Gi' } } }),
  },
  Job: {
    add: ({ project }) => project.addJob('migrate', { before: ['api'] }),
    make: (scope) => new Job(scope, 'migrate', { before: ['api'] }),
  },
  ScheduledJob: {
    add: ({ project }) => project.addScheduledJob('report', { schedule: '@daily' }),
    make: (scope) => new ScheduledJob(scope, 'report', { schedule: '@daily' }),
  },
  Service: {
    add: ({ project }) => project.addService('chat', { port: 8080, imageBuild: { context: 'services/chat' } }),
    make: (scope) => new Service(scope, 'chat', { port: 8080, imageBuild: { context: 'services/chat' } }),
  },
  CloudflareWorker: {
    add: ({ project }) => project.addCloudflareWorker('edge'),
    make: (scope) => new CloudflareWorker(scope, 'edge'),
  },
};

/** Made with `new` alone, and tried where they belong. */
const ONE_DOOR = [
  'ArgoCd', 'CertManager', 'EnvironmentOverlay', 'EnvoyGateway', 'ExternalDns', 'ExternalSecrets', 'KubeOidcProxy', 'LibraryModule', 'Module', 'ModuleCall', 'NotSecret', 'PrometheusStack',
  'TailscaleOperator',
];

function smallEstate(): Given {
  const project = emptyProject({ cloud: CLOUD });
  return { project, dev: project.addEnvironment('dev'), api: project.addService('api', { port: 8080 }) };
}

/** The files of an estate in which one more thing is declared. */
function written(declare: (given: Given) => void, { given = smallEstate }: Doors): Record<string, string> {
  const estate = given();
  declare(estate);
  estate.project.synth();
  return tree(estate.project.outdir);
}

test('every construct that is exported is tried here', () => {
  const constructs = Object.entries(feiyue as unknown as Record<string, { prototype?: unknown }>)
    .filter(([, value]) => value.prototype instanceof Construct && !(value.prototype instanceof Project)).map(([name]) => name);
  expect(constructs.sort()).toEqual([...Object.keys(DOORS), ...ONE_DOOR].sort());
});

describe.each(Object.entries(DOORS))('%s', (_, doors) => {
  test('new writes what the method of the project writes, also below a construct of one\'s own', () => {
    const added = written(doors.add, doors);
    expect(written((given) => doors.make(given.project, given), doors)).toEqual(added);
    expect(written((given) => doors.make(new Construct(new Construct(given.project, 'platform'), 'part'), given), doors)).toEqual(added);
    expect(added).not.toEqual(written(() => undefined, doors));
  });

  test('the second of a name is a problem, whichever doors they came through', () => {
    const declareTwice = (first: (given: Given) => unknown, second: (given: Given) => unknown) => {
      const given = (doors.given ?? smallEstate)();
      first(given);
      second(given);
      return problemsOf(given.project);
    };
    const below = (given: Given) => doors.make(new Construct(given.project, 'platform'), given);
    const onTop = (given: Given) => doors.make(given.project, given);
    for (const problems of [declareTwice(doors.add, below), declareTwice(below, doors.add), declareTwice(below, onTop)]) {
      expect(problems.filter((problem) => problem.includes('is declared twice: give the second one another name'))).toHaveLength(1);
    }
  });

  test('below a project within the estate, or in none, it is refused', () => {
    const given = (doors.given ?? smallEstate)();
    const { project } = given;
    doors.make(new Project({ name: 'cli', parent: project, outdir: 'tools/cli' }), given);
    expect(problemsOf(project).join('\n')).toMatch(/is declared in project "cli", which is another one than the estate "[a-z-]+" around it: pass the estate/);

    const plain = new javascript.NodeProject({
      name: 'plain', defaultReleaseBranch: 'main', outdir: path.join(temporaryDirectory(), 'plain'), logging: { level: LogLevel.OFF },
    });
    expect(() => doors.make(plain, given)).toThrow(/does not belong to a FeiyueProject: pass the project/);
  });
});

test('what stands in two places is found by name and in order', () => {
  const project = emptyProject();
  const part = new Construct(project, 'part');
  const [dev, prod] = [new Environment(part, 'dev'), project.addEnvironment('prod')];
  const [network, data] = [project.addRootModule('network'), new RootModule(part, 'data')];
  expect([project.environments, project.rootModules]).toEqual([[dev, prod], [network, data]]);
});

test('an environment has one overlay, which comes with it', () => {
  const project = emptyProject();
  const dev = project.addEnvironment('dev');
  new feiyue.EnvironmentOverlay(project, 'mine', dev);
  new feiyue.EnvironmentOverlay(project, 'jobs', project.addEnvironment('jobs', { runsServices: false }));
  expect(problemsOf(project)).toEqual([
    'environment "dev" has its overlay already: project.overlay(dev) gives it',
    'environment "jobs" has no overlay, because no services run in it: drop its runsServices: false',
  ]);
});
