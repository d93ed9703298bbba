import { chmodSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { azure, CiSystem, Cloud, FeiyueProject, FeiyueProjectOptions, Monitoring, tencent } from '../../../src';
import type { ScriptStep } from '../../../src/ci/github/workflow';
import { dashboard } from '../../../src/operations/monitoring/dashboard';
import { emptyProject } from '../../default-estate';
import { runStep, StepRun } from '../github/run-step';

const TENANT = '66666666-7777-8888-9999-aaaaaaaaaaaa';
const REQUEST_TOKEN = 'the-request-token-of-dashboards';
const ASSERTION = 'the.identity.token-of-dashboards';
const TOKEN = 'the.access.token-of-dashboards';
const PASSWORD = 'The-Password_0fDashboards';
const CREDENTIALS = Buffer.from(`admin:${PASSWORD}`).toString('base64');
const SECRETS = [REQUEST_TOKEN, ASSERTION, TOKEN, PASSWORD, CREDENTIALS];
const STEP = 'Bring the dashboards to Grafana';
const AZURE = Cloud.azure({
  subscriptionId: '11111111-2222-3333-4444-555555555555', tenantId: TENANT, location: 'westeurope', stateAccess: { isOpenToAllNetworks: true },
});

interface Board { readonly uid: string; readonly title: string; readonly [key: string]: unknown }

/** What a Grafana keeps, and what it was asked. */
class StandInGrafana {
  public readonly boards = new Map<string, { board: Board; folder: string | undefined }>();
  public readonly folders = new Map<string, string>();
  public readonly requests: Array<{ readonly method: string; readonly url: string; readonly authorization: string | undefined }> = [];
  /** The secrets that stood in the arguments of a process while it was asked. */
  public readonly seenInArguments = new Set<string>();
  /** What is let in; everything else is refused. */
  public authorization = '';
  private server?: Server;

  public async start(): Promise<string> {
    this.server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => { body += chunk.toString(); });
      request.on('end', () => {
        const [status, reply] = this.answer(request, body);
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(reply));
      });
    });
    await new Promise<void>((resolve) => this.server!.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  public async stop(): Promise<void> {
    await new Promise((resolve) => this.server!.close(resolve));
  }

  /** What was asked of Grafana that changes something. */
  public get changes(): string[] {
    return this.requests.filter(({ method, url }) => method !== 'GET' && url.startsWith('/api/')).map(({ method, url }) => `${method} ${url}`);
  }

  private answer({ method = '', url = '', headers }: IncomingMessage, body: string): [status: number, reply: unknown] {
    this.requests.push({ method, url, authorization: headers.authorization });
    this.lookAtArguments();
    const { pathname, searchParams } = new URL(url, 'http://grafana');
    if (pathname === '/idtoken') return [headers.authorization === `Bearer ${REQUEST_TOKEN}` ? 200 : 403, { value: ASSERTION }];
    if (pathname === `/${TENANT}/oauth2/v2.0/token`) {
      const form = new URLSearchParams(body);
      const isRight = form.get('scope') === 'ce34e7e5-485f-4d76-964f-b3d2b16d1e4f/.default' && form.get('client_assertion') === ASSERTION;
      return [isRight ? 200 : 400, { access_token: TOKEN }];
    }
    if (headers.authorization !== this.authorization) return [401, { message: 'Unauthorized' }];
    const [, , kind, ...rest] = pathname.split('/');
    if (kind === 'folders' && method === 'GET') return this.folders.has(rest[0]) ? [200, { uid: rest[0] }] : [404, { message: 'folder not found' }];
    if (kind === 'folders') {
      const { uid, title } = JSON.parse(body);
      this.folders.set(uid, title);
      return [200, { uid }];
    }
    if (kind === 'search') {
      const found = [...this.boards.values()].filter(({ folder }) => folder === searchParams.get('folderUIDs'));
      return [200, found.map(({ board: { uid, title } }) => ({ uid, title }))];
    }
    if (method === 'POST') {
      const { dashboard: board, folderUid: folder, overwrite } = JSON.parse(body);
      if (this.boards.has(board.uid) && overwrite !== true) return [412, { message: 'A dashboard with the same uid already exists' }];
      // As Grafana does, it fills in what it has of its own.
      this.boards.set(board.uid, { board: { ...board, id: 7, version: 3, annotations: { list: [] } }, folder });
      return [200, { status: 'success' }];
    }
    const there = this.boards.get(rest[1]);
    if (there === undefined) return [404, { message: 'Dashboard not found' }];
    if (method === 'DELETE') this.boards.delete(rest[1]);
    return [200, { dashboard: there.board, meta: { folderUid: there.folder } }];
  }

  private lookAtArguments(): void {
    for (const id of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
      let words = '';
      try {
        words = readFileSync(`/proc/${id}/cmdline`, 'utf-8');
      } catch {
        // It has ended.
      }
      for (const secret of SECRETS.filter((each) => words.includes(each))) this.seenInArguments.add(secret);
    }
  }
}

const ESTATES = {
  azure: (options: Partial<FeiyueProjectOptions>) => {
    const project = emptyProject({ cloud: AZURE, monitoring: Monitoring.azure({ grafanaViewerGroups: { all: '00000000-0000-0000-0000-000000000003' } }), ...options });
    new azure.KubernetesCluster(project.addRootModule('platform'), 'aks', { resourceGroupName: 'rg-shop', subnetId: '/subnets/nodes', managedPrometheusEnabled: true });
    return project;
  },
  tencent: (options: Partial<FeiyueProjectOptions>) => {
    const project = emptyProject({ monitoring: Monitoring.tencent(), ...options });
    new tencent.TkeCluster(project.addRootModule('platform'), 'tke', { vpcId: 'vpc-1', subnetId: 'subnet-1' });
    return project;
  },
};

/** The repository of an estate with two services, whose Grafana is on one of the clouds. */
function repository(cloud: keyof typeof ESTATES, options: Partial<FeiyueProjectOptions> = {}): FeiyueProject {
  const project = ESTATES[cloud](options);
  project.addEnvironment('prod');
  for (const service of ['api', 'mailer']) project.addService(service, { port: 8080 });
  project.synth();
  return project;
}

const AUTHORIZATION = { azure: `Bearer ${TOKEN}`, tencent: `Basic ${CREDENTIALS}` };

/** The step of the generated workflow. */
function stepOf(outdir: string): ScriptStep {
  const { jobs } = parse(readFileSync(join(outdir, '.github/workflows/deploy-prod.yml'), 'utf-8'));
  return jobs.deploy.steps.find(({ name }: ScriptStep) => name === STEP);
}

describe.each<[string, keyof typeof ESTATES]>([['Azure', 'azure'], ['Tencent Cloud', 'tencent']])('the step of a deployment on %s', (_, cloud) => {
  const { outdir } = repository(cloud);
  const names = ['api', 'mailer'];
  const boards = names.map((name): Board => JSON.parse(readFileSync(join(outdir, `ops/monitoring/dashboards/${name}.json`), 'utf-8')));
  let grafana: StandInGrafana;
  let origin: string;

  beforeEach(async () => {
    grafana = new StandInGrafana();
    origin = await grafana.start();
    grafana.authorization = AUTHORIZATION[cloud];
  });

  afterEach(async () => grafana.stop());

  /** Runs it, with a Terraform that puts this out, and with more arguments of the script. */
  async function deliver(
    { outputs = { grafana_endpoint: origin, grafana_admin_password: PASSWORD }, more = '' }: { readonly outputs?: Readonly<Record<string, string>>; readonly more?: string } = {},
  ): Promise<StepRun> {
    const bin = mkdtempSync(join(tmpdir(), 'bin-'));
    const said = Object.fromEntries(Object.entries(outputs).map(([name, value]) => [name, { sensitive: name.endsWith('password'), type: 'string', value }]));
    writeFileSync(join(bin, 'outputs.json'), JSON.stringify(said));
    writeFileSync(join(bin, 'terraform'), `#!/bin/sh\ncase "$*" in *" output "*|*output*-json*) cat '${bin}/outputs.json' ;; esac\n`);
    chmodSync(join(bin, 'terraform'), 0o755);
    const { run: script, ...step } = stepOf(outdir);
    const run = await runStep({ ...step, run: `${script.trimEnd()}${more}\n` }, {
      cwd: outdir,
      bin,
      env: {
        ACTIONS_ID_TOKEN_REQUEST_TOKEN: REQUEST_TOKEN,
        ARM_CLIENT_ID: 'aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee',
        ARM_OIDC_REQUEST_URL: `${origin}/idtoken`,
        ARM_TENANT_ID: TENANT,
        AZURE_AUTHORITY_HOST: origin,
        ENVIRONMENT: 'prod',
        SCRIPTS: 'ops/scripts',
      },
    });
    // Whatever comes of it, nobody reads what lets it in.
    const shown = `${run.stdout}${run.stderr}${run.summary}`.split('\n').filter((line) => !line.startsWith('::add-mask::')).join('\n');
    for (const secret of SECRETS) expect(shown).not.toContain(secret);
    expect([...grafana.seenInArguments]).toEqual([]);
    return run;
  }

  test('brings all dashboards into a folder of the project, and nothing twice', async () => {
    const first = await deliver();
    expect([first.status, first.stderr]).toEqual([0, '']);
    expect([...grafana.folders.values()]).toEqual(['feiyue-mono']);
    const [folder] = grafana.folders.keys();
    expect([...grafana.boards.values()]).toEqual(boards.map((board) => ({ board: expect.objectContaining({ ...board }), folder })));
    expect(first.summary).toContain('new: `api (feiyue-mono)`, `mailer (feiyue-mono)`; as they were: 0');
    grafana.requests.length = 0;
    const second = await deliver();
    expect([second.status, second.stderr, grafana.changes]).toEqual([0, '', []]);
    expect(second.summary).toContain('as they were: 2');
  });

  test('replaces what somebody has changed, removes what the repository no longer has, and leaves what somebody has put there', async () => {
    await deliver();
    const [folder] = grafana.folders.keys();
    grafana.boards.get(boards[0].uid)!.board = { ...boards[0], panels: [] };
    grafana.boards.get(boards[1].uid)!.folder = undefined;
    // A copy keeps the title and the tags, and gets a uid of its own.
    for (const uid of ['copy', 'other']) grafana.boards.set(uid, { board: { uid, title: uid === 'copy' ? boards[0].title : 'Mine', tags: ['feiyue-mono'] }, folder });
    const gone = dashboard('feiyue-mono', { name: 'gone', environments: [] }, []);
    grafana.boards.set(gone.uid, { board: gone, folder });
    grafana.boards.set('elsewhere', { board: { ...gone, uid: 'elsewhere' }, folder: 'another' });
    grafana.requests.length = 0;
    const run = await deliver();
    expect([run.status, run.stderr]).toEqual([0, '']);
    expect(grafana.changes).toEqual(['POST /api/dashboards/db', 'POST /api/dashboards/db', `DELETE /api/dashboards/uid/${gone.uid}`]);
    expect([...grafana.boards.keys()].sort()).toEqual([...boards.map(({ uid }) => uid), 'copy', 'elsewhere', 'other'].sort());
    expect(grafana.boards.get(boards[0].uid)).toMatchObject({ folder, board: { panels: boards[0].panels } });
  });

  test('only tells what would be changed when it is tried', async () => {
    const run = await deliver({ more: ' --trial' });
    expect([run.status, run.stdout]).toEqual([1, expect.stringContaining('api (feiyue-mono): new\n')]);
    expect(run.stdout).toContain('are not as declared');
    expect(grafana.changes).toEqual([]);
  });

  test.each<[string, () => Readonly<Record<string, string>>, string]>([
    ['it is not applied yet', () => ({}), 'terraform/prod/monitoring has no output grafana_endpoint, since it is not applied yet: deploy it first.'],
    ['the way to it is not encrypted', () => ({ grafana_endpoint: 'http://grafana.example.com', grafana_admin_password: PASSWORD }), 'does not begin with https://'],
    ['it lets nobody in', () => {
      grafana.authorization = 'Bearer of another';
      return { grafana_endpoint: origin, grafana_admin_password: PASSWORD };
    }, 'Grafana refused GET /api/folders/'],
  ])('fails when %s, and says why', async (__, prepare, message) => {
    const run = await deliver({ outputs: prepare() });
    expect([run.status, run.stdout]).toEqual([1, expect.stringContaining('::error title=Dashboards::')]);
    expect(run.stdout).toContain(message);
    expect(grafana.changes).toEqual([]);
  });

  test('warns where nothing answers, since nothing depends on dashboards', async () => {
    const run = await deliver({ outputs: { grafana_endpoint: 'http://127.0.0.1:1', grafana_admin_password: PASSWORD } });
    expect([run.status, run.stdout]).toEqual([0, expect.stringContaining('::warning title=Dashboards::The dashboards are not brought to Grafana, since nothing answers at http://127.0.0.1:1')]);
    expect(run.stdout).toContain(`node <scripts>/${cloud}-dashboards.mjs --environment prod`);
    expect(run.summary).toContain('**Dashboards not delivered**');
  });
});

test('on Azure Pipelines the same script runs as the service connection, after all else', () => {
  const { outdir } = repository('azure', { ciSystem: CiSystem.AZURE_PIPELINES, repository: undefined });
  const { jobs: [job], trigger } = parse(readFileSync(join(outdir, '.pipelines/apply-prod.yml'), 'utf-8'));
  expect(job.strategy.runOnce.deploy.steps.at(-1)).toMatchObject({
    task: 'AzureCLI@2',
    displayName: STEP,
    condition: "and(succeeded(), eq(variables['begin.dashboards'], 'true'))",
    inputs: { azureSubscription: 'feiyue-mono-prod-apply', inlineScript: stepOf(repository('azure').outdir).run },
    env: { ARM_USE_OIDC: 'true' },
  });
  expect(trigger.paths.include).toContain('ops/monitoring/dashboards');
});

test.each<[string, Monitoring]>([
  ['files', Monitoring.files()],
  ['Azure, where nobody may open Grafana', Monitoring.azure()],
])('nothing brings dashboards anywhere with %s', (_, monitoring) => {
  const { outdir } = repository('azure', { monitoring });
  expect(stepOf(outdir)).toBeUndefined();
  expect(readdirSync(join(outdir, 'ops/scripts')).filter((file) => file.includes('dashboards'))).toEqual([]);
});
