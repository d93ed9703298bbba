import type { EstateInventory } from './estate-inventory';
import { inventorySections } from './estate-inventory-tables';
import type { DeliveryReadme } from '../ci/delivery-system';
import { shellWord } from '../text/bash-quote';
import { code, codes, shellFence, table } from '../text/markdown';

/** What the page of an estate tells of, as it is at synthesis. */
export interface EstatePageFacts extends EstateInventory {
  readonly projectName: string;
  /** The branch whose pushes are deployed. */
  readonly defaultBranch: string;
  /** The commands that make roles of workloads, once the clusters are there that these trust; none: nothing has to be run again for them. */
  readonly bootstrapsAgain: readonly string[];
  /** Names of the environments whose outputs of Terraform are recorded in the repository. */
  readonly recordedEnvironments: readonly string[];
  /** Whether every root module and bootstrap begins with a lock file. */
  readonly isLocked: boolean;
  /** What the CI system tells of itself. */
  readonly delivery: DeliveryReadme;
  /** The scripts for people, and what each does. */
  readonly scripts: ReadonlyArray<{ readonly path: string; readonly what: string }>;
}

/**
 * The page that tells of everything in an estate: what is declared, where it lies, what CI does, and what has to be set up by hand.
 * It follows from the estate alone, so every run keeps it right.
 */
export function renderEstatePage(facts: EstatePageFacts): string {
  return [
    `# What ${facts.projectName} consists of`,
    whatIsWhere(facts),
    ...inventorySections(facts),
    firstSteps(facts),
    facts.delivery.workflows,
    operations(facts),
    facts.delivery.identity,
  ].filter((part) => part !== '').join('\n\n') + '\n';
}

function whatIsWhere({ layout, delivery, environments, rootModules, workloads }: EstatePageFacts): string {
  const placeholder = { name: '<environment>', shortName: '<environment>' };
  const inClusters = workloads.some(({ cloudBaseRunIn, environments: all }) => all.length === 0 || cloudBaseRunIn.length < all.length);
  const rows: ReadonlyArray<readonly [path: string, what: string, isThere: boolean]> = [
    ['.projenrc.ts', 'the whole estate, typed: the one file to edit', true],
    [`${layout.rootModuleDir(placeholder, '<root module>')}/`, 'root modules: one directory and one state each', rootModules.length > 0],
    [`${layout.modulesDir}/`, 'the reusable modules that they call', rootModules.length > 0],
    [`${layout.bootstrapDir}/`, 'what makes the state backends and the identities of CI', environments.length > 0],
    [`${layout.baseDir('<service>')}/`, 'one Kustomize base per service', inClusters],
    [`${layout.environmentOverlayDir('<overlay>')}/`, 'one overlay per environment: only what differs', environments.some(({ _hasOverlay: hasOverlay }) => hasOverlay)],
    [`${layout.cloudBaseRunDir('<environment>')}/`, 'one file per service that runs in CloudBase Run: how it runs there', workloads.some(({ cloudBaseRunIn }) => cloudBaseRunIn.length > 0)],
    [`${delivery.workflowsDir}/`, 'what CI does: see below', true],
    [`${layout.scriptsDir}/`, 'scripts for people; each has --help', true],
    [`${layout.monitoringDir}/`, 'alert rules of each service, their unit tests, and a dashboard', inClusters],
    [`${layout.runbooksDir}/`, 'what to do about each alert', inClusters],
  ];
  return `## What is where\n\n${table(['path', 'what'], rows.filter(([, , isThere]) => isThere).map(([path, what]) => [code(path), what]))}`;
}

function firstSteps(facts: EstatePageFacts): string {
  const { layout, environments, rootModules, workloads, delivery } = facts;
  const [environment] = environments;
  if (environment === undefined) return '';
  const steps = [...delivery.firstSteps];
  const [first] = rootModules.filter((rootModule) => rootModule.environments.includes(environment.name));
  if (rootModules.length > 0 && !facts.isLocked) {
    steps.push('Record the checksums of the providers for all platforms, and commit them:\n\n   ' + shellFence("npx projen terraform:lock\n   git add '*.terraform.lock.hcl'"));
  }
  if (first !== undefined) {
    const commands = `cd ${shellWord(layout.rootModuleDir(environment, first.name))}\n   terraform init ${shellWord(`-backend-config=${layout.backendFile}`)} && terraform plan && terraform apply`;
    steps.push(`Plan and apply a root module. The others follow in the same way, or with the first push:\n\n   ${shellFence(commands)}`);
  }
  if (facts.bootstrapsAgain.length > 0) {
    const granted = codes(workloads.filter(({ isGranted }) => isGranted).map(({ name }) => name));
    steps.push(`Once the cluster of an environment is there, run the bootstrap again: it makes the roles of ${granted}, which trust that cluster. Until then their pods get nothing that they are granted:\n\n   `
      + shellFence(facts.bootstrapsAgain.join('\n   ')));
  }
  if (facts.recordedEnvironments.length > 0) {
    const commands = facts.recordedEnvironments.map((name) => `node ${shellWord(`${layout.scriptsDir}/record-outputs.mjs`)} --environment ${shellWord(name)}`);
    steps.push('Once the root modules of an environment are applied, record the outputs that its workloads use, and commit what changes. Until then their pods are told none of them:\n\n   '
      + shellFence([...commands, 'npx projen'].join('\n   ')));
  }
  const running = environments.find(({ name }) => workloads.some((workload) => workload.environments.includes(name)));
  if (running !== undefined) {
    steps.push('Push an image of each service to the registry, as version `0.1.0`; until then its pods wait. The nodes need the right to pull it.');
    const overlay = shellWord(layout.environmentOverlayDir(running.overlay));
    const deploy = shellFence(`node ${shellWord(`${layout.scriptsDir}/apply-overlay.mjs`)} --overlay ${overlay} --namespace ${shellWord(running.namespace)}`);
    steps.push(`With the kubeconfig of the cluster, deploy the services of an environment:\n\n   ${deploy}`);
  }
  const [host] = facts.hosts;
  if (host !== undefined) {
    const { namespace } = environments.find(({ name }) => name === host.environment)!;
    const address = shellFence(`kubectl --namespace ${shellWord(namespace)} get gateway,ingress`);
    steps.push(`Give each host above a record in your DNS with the address of its gateway, unless external-dns does so. Certificates come once the hosts resolve:\n\n   ${address}`);
  }
  steps.push(lastStep(facts));
  return `## First steps\n\n${steps.map((step, index) => `${index + 1}. ${step}`).join('\n')}`;
}

function lastStep({ environments, defaultBranch }: EstatePageFacts): string {
  const pushed = environments.filter(({ promotedFrom }) => promotedFrom === undefined).map(({ name }) => name);
  const promoted = environments.filter(({ promotedFrom }) => promotedFrom !== undefined);
  const namesOf = (isProtected: boolean) => promoted.filter((environment) => environment.isProtected === isProtected).map(({ name }) => name).join(', ');
  const ways = [[namesOf(false), ' by itself'], [namesOf(true), ', behind the approval that you set']].filter(([names]) => names !== '').map(([names, how]) => `to ${names}${how}`);
  const hint = ways.length > 0 ? ` What ran there goes on ${ways.join(', and ')}.` : '';
  return `Push: every push to \`${defaultBranch}\` deploys ${pushed.join(', ')} by itself, once CI may log in (below).${hint}`;
}

function operations({ scripts }: EstatePageFacts): string {
  return [
    '## Operations',
    'Each script has `--help`, and asks for an explicit word where an environment is protected.',
    table(['path', 'what'], scripts.map(({ path, what }) => [code(path), what])),
  ].join('\n\n');
}
