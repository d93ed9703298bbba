import * as fs from 'node:fs';
import * as path from 'node:path';
import { LogLevel } from 'projen/lib/logger';
import {
  createCompilerHost, createProgram, createSourceFile, flattenDiagnosticMessageText, ModuleKind, ModuleResolutionKind, ScriptTarget, transpileModule,
  type CompilerOptions,
} from 'typescript';
import * as api from '../src';
import { write } from './synth/test-project';
import { EstateError } from '../src/synth/declare/estate-error';

/** The blocks of TypeScript in the README and in `docs/`, each made a whole program of its own. */

const ROOT = path.join(__dirname, '..');

/** A block of TypeScript in a page. */
export interface Example {
  /** Page and line: `docs/workloads.md:26`. */
  readonly place: string;
  readonly page: string;
  readonly code: string;
}

/** All blocks, in the order of the pages; the API reference is made of the sources and has none of ours. */
export function documentedExamples(): Example[] {
  const docs = (fs.readdirSync(path.join(ROOT, 'docs'), { recursive: true }) as string[]).filter((file) => file.endsWith('.md') && file !== 'api.md').sort();
  return ['README.md', ...docs.map((file) => path.posix.join('docs', file))].flatMap((page) => {
    const text = fs.readFileSync(path.join(ROOT, page), 'utf-8');
    return [...text.matchAll(/^```ts\n([^]*?)^```$/gm)].map((match) => ({
      place: `${page}:${text.slice(0, match.index).split('\n').length}`, page, code: match[1],
    }));
  });
}

const ID = '00000000-0000-0000-0000-000000000000';
const TENCENT = "Cloud.tencent({ appId: '1250000000', accountUin: '100000000000', region: 'ap-guangzhou', registry: 'shop.tencentcloudcr.com/shop' })";
const AZURE = `Cloud.azure({ subscriptionId: '${ID}', tenantId: '${ID}', location: 'westeurope', registry: 'shop.azurecr.io', stateAccess: { isOpenToAllNetworks: true } })`;

/** What blocks take for granted, by the names that they use; each is there when the block, or another one of these, names it. */
const GIVEN: Readonly<Record<string, string>> = {
  options: `{ name: 'shop', repository: 'acme/shop', cloud: ${TENCENT} }`,
  project: `new FeiyueProject({ name: 'shop', repository: 'acme/shop', cloud: ${TENCENT} })`,
  dev: "project.addEnvironment('dev')",
  staging: "project.addEnvironment('staging')",
  prod: "project.addEnvironment('prod', { promotedFrom: dev, reviewers: ['platform'] })",
  resourceGroupName: "'rg-shop'",
  network: "project.addRootModule('network')",
  database: "project.addRootModule('database')",
  storage: "project.addRootModule('storage')",
  shared: "project.addRootModule('shared')",
  data: "project.addRootModule('data')",
  subnetId: "'subnet'",
  sessions: "new Module(project.addRootModule('sessions'), 'sessions', { source: 'terraform/modules/sessions' })",
  vpc: "new tencent.Network(network, 'vpc', { cidrBlock: '10.0.0.0/16', isolated: true })",
  vnet: "new azure.Network(network, 'vnet', { resourceGroupName, isolated: true, addressSpace: ['10.0.0.0/16'], subnets: [{ name: 'endpoints', addressPrefix: '10.0.0.0/24' }] })",
  server: "new tencent.Postgresql(database, 'postgresql', { vpcId: vpc.vpcId, subnetId: vpc.subnetId, majorVersion: '16' })",
  db: "server.addDatabase('api', { owner: 'api' })",
  cache: "new azure.Redis(database, 'cache', { resourceGroupName, accessKeysAuthenticationEnabled: true })",
  vault: "new azure.Keyvault(database, 'vault', { resourceGroupName })",
  reader: "new azure.Identity(database, 'reader', { resourceGroupName })",
  zone: "new azure.DnsZone(network, 'zone', { resourceGroupName, zoneName: 'example.com' })",
  address: "'203.0.113.1'",
  cluster: "new tencent.TkeCluster(project.addRootModule('compute'), 'cluster', { vpcId: vpc.vpcId, subnetId: vpc.subnetId, externalSecretsAddon: true })",
  tke: "new tencent.TkeCluster(project.addRootModule('tke'), 'tke', { vpcId: vpc.vpcId, subnetId: vpc.subnetId })",
  uploads: "new tencent.CosStorage(storage, 'uploads')",
  api: "project.addService('api', { port: 8080, env: { SENTRY_DSN: 'https://sentry.example.com' } })",
  web: "project.addService('web', { port: 3000 })",
  chat: "project.addService('chat', { port: 8080 })",
  admin: "project.addService('admin', { port: 8080, additionalPorts: [{ name: 'admin', port: 9000 }] })",
  shop: "project.addService('shop', { port: 8080 })",
  edge: "project.addGateway('public', { domains: { dev: 'dev.example.com', prod: 'example.com' } })",
};

/** The same in an estate on Azure. */
const GIVEN_ON_AZURE: Readonly<Record<string, string>> = {
  ...GIVEN,
  options: `{ name: 'shop', repository: 'acme/shop', cloud: ${AZURE} }`,
  project: `new FeiyueProject({ name: 'shop', repository: 'acme/shop', cloud: ${AZURE} })`,
  cluster: "new azure.KubernetesCluster(project.addRootModule('aks'), 'aks', { resourceGroupName, subnetId: 'subnet' })",
};
const ON_AZURE = /\b(azure\.|azureDns|azureChina|vnet\b|zone\b|webapprouting)/;

/** What has to be there beside what the blocks of a page name, and how its project is otherwise. */
interface PageContext {
  readonly also?: string;
  readonly environments?: string;
  readonly given?: Readonly<Record<string, string>>;
}

const PAGES: Readonly<Record<string, PageContext>> = {
  'docs/applications.md': { given: { project: `new FeiyueProject({ name: 'shop', repository: 'acme/shop', cloud: ${AZURE}, monitoring: Monitoring.prometheusOperator() })` } },
  // Its networks are those of one environment.
  'docs/azure-platform.md': {
    environments: 'dev',
    given: {
      groups: "new azure.ActionGroups(shared, 'receivers', { resourceGroupName, groups: { platform: { emails: { platform: 'platform@example.com' } } } })",
      hub: "new azure.Network(project.addRootModule('hub'), 'hub', { resourceGroupName, isolated: true, addressSpace: ['10.2.0.0/16'], subnets: [{ name: 'GatewaySubnet', addressPrefix: '10.2.1.0/27' }, { name: 'dns-in', addressPrefix: '10.2.2.0/28', delegation: 'Microsoft.Network/dnsResolvers' }, { name: 'dns-out', addressPrefix: '10.2.2.16/28', delegation: 'Microsoft.Network/dnsResolvers' }] })",
      logs: "new azure.LogAnalytics(shared, 'logs', { resourceGroupName })",
      insights: "new azure.ApplicationInsights(shared, 'insights', { resourceGroupName, logAnalyticsWorkspaceId: logs.id })",
      registry: "new azure.ContainerRegistry(shared, 'registry', { resourceGroupName })",
    },
  },
  'docs/azure-pipelines.md': {
    given: { project: `new FeiyueProject({ name: 'shop', repository: 'acme/ops/shop', cloud: ${AZURE}, ciSystem: CiSystem.AZURE_PIPELINES, convention: Convention.PICASSO })` },
    also: "project.addRootModule('network')",
  },
  'docs/existing-infrastructure-on-azure.md': { given: { project: GIVEN_ON_AZURE.project } },
  'docs/kubernetes.md': { also: "project.addService('match', { port: 8080 })" },
  'docs/workloads/job.md': { also: "project.addService('api', { port: 8080 }); project.addWorker('mailer')" },
  'docs/workloads/scheduled-job.md': { also: "project.addService('api', { port: 8080 })" },
};

/** The program of a block: what it takes for granted, the block, and the synthesis. What the reader fills in is filled in. */
export function programOf({ page, code }: Example): string {
  const own = code.replace(/^import \{[^}]*\} from 'feiyue-projen';\n/m, '').replaceAll("'…'", `'${ID}'`).replaceAll('sha256:…', `sha256:${'0'.repeat(64)}`);
  const { also = '', environments: ofEstate = 'dev prod', given: ofPage = {} } = PAGES[page] ?? {};
  const given = { ...(ON_AZURE.test(own) ? GIVEN_ON_AZURE : GIVEN), ...ofPage };
  const declares = (name: string) => new RegExp(`^const (${name}\\b|.*\\b${name} *\\}? *=)`, 'm').test(own);
  const lines: string[] = [];
  const taken = new Set<string>();
  const take = (text: string) => {
    for (const name of Object.keys(given).filter((each) => !taken.has(each) && !declares(each) && new RegExp(`(?<![-/'\\w])(?<![\\w)]\\.)${each}\\b(?![:'])`).test(text))) {
      taken.add(name);
      take(given[name]);
      lines.push(`const ${name} = ${given[name]};`);
    }
  };
  const taking = (text: string) => {
    lines.length = 0;
    take(text);
    return lines.join('\n');
  };
  // An estate is nothing without environments, and a grant nothing without a cluster.
  const environments = own.includes('addEnvironment(') ? '' : ofEstate;
  const before = taking(declares('project') ? own : `${environments} ${own}`);
  const behind = taking(`${environments} ${also} ${own.includes('.grant(') ? 'cluster' : ''}`);
  return [before, own, behind, also, own.includes('project.synth()') ? '' : 'project.synth();'].join('\n');
}

/** What the compiler says of the programs of blocks, by place; they are checked in one go, and of the sources no more than they use. */
export function typeErrorsOfExamples(examples: readonly Example[]): Record<string, string[]> {
  const options: CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ScriptTarget.ES2022,
    lib: ['lib.es2022.d.ts'],
    module: ModuleKind.CommonJS,
    moduleResolution: ModuleResolutionKind.Node10,
    types: ['node'],
    ignoreDeprecations: '6.0',
  };
  const texts = new Map(examples.map((example, index) => [path.join(__dirname, `example-${index}.ts`), `import { ${Object.keys(api).join(', ')} } from '../src';\n${programOf(example)}`]));
  const host = createCompilerHost(options);
  const program = createProgram([...texts.keys()], options, {
    ...host,
    fileExists: (file) => texts.has(file) || host.fileExists(file),
    getSourceFile: (file, ...rest) => (texts.has(file) ? createSourceFile(file, texts.get(file)!, rest[0]) : host.getSourceFile(file, ...rest)),
  });
  return Object.fromEntries([...texts.keys()].map((file, index) => [
    examples[index].place, program.getSemanticDiagnostics(program.getSourceFile(file)).map(({ messageText }) => flattenDiagnosticMessageText(messageText, ' ')),
  ]));
}

/** What stands in the repository of the reader. */
const FILES: Readonly<Record<string, string>> = {
  'k8s/applications/kafka-ui/chart.yaml': 'apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: kafka-ui\n',
  'services/api/Dockerfile': 'FROM scratch\n',
  'services/web/nginx.conf': 'events {}\n',
  'terraform/modules/peering/main.tf': `terraform {
  required_providers {
    tencentcloud = {
      source                = "tencentcloudstack/tencentcloud"
      configuration_aliases = [tencentcloud.peer]
    }
  }
}
`,
  'terraform/modules/sessions/main.tf': `variable "image" {
  type    = string
  default = ""
}
`,
};

/** Runs the program of a block in a folder, and returns its problems. */
export function problemsOfExample(example: Example, outdir: string): string[] {
  const code = transpileModule(programOf(example), { compilerOptions: { module: ModuleKind.CommonJS } }).outputText;
  class FeiyueProject extends api.FeiyueProject {
    constructor(options: api.FeiyueProjectOptions) {
      super({ logging: { level: LogLevel.OFF }, ...options, outdir });
    }
  }
  for (const [file, text] of Object.entries(FILES)) write(outdir, file, text);
  const names = Object.keys(api).filter((name) => name !== 'FeiyueProject');
  try {
    new Function('FeiyueProject', ...names, code)(FeiyueProject, ...names.map((name) => (api as Readonly<Record<string, unknown>>)[name]));
    return [];
  } catch (error) {
    return error instanceof EstateError ? [...error.problems] : [String(error)];
  }
}
