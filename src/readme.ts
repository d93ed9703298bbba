import { affectedScriptPath } from './ci/affected-script';
import type { DeliveryReadme } from './ci/delivery-system';
import type { Environment } from './environment';
import type { Layout } from './layout';
import { shellWord } from './operations/shell';

/** What the seeded README of an estate tells of. */
export interface ReadmeFacts {
  readonly projectName: string;
  readonly layout: Layout;
  readonly environments: readonly Environment[];
  readonly rootModules: readonly string[];
  /** Whether every root module and bootstrap begins with a lock file. */
  readonly isLocked: boolean;
  /** What the CI system tells of itself. */
  readonly delivery: DeliveryReadme;
  readonly services: readonly string[];
  /** The scripts for people, and what each does. */
  readonly scripts: ReadonlyArray<{ readonly path: string; readonly what: string }>;
}

/** The README that an estate starts with: what is where, and the first steps. It is the user's from then on. */
export function renderReadme(facts: ReadmeFacts): string {
  return [introduction(facts), whatIsWhere(facts), firstSteps(facts), dailyWork(facts), facts.delivery.workflows, operations(facts), facts.delivery.identity].filter((part) => part !== '').join('\n\n') + '\n';
}

function introduction({ projectName }: ReadmeFacts): string {
  return `# ${projectName}

The infrastructure, workloads and delivery of ${projectName}. Everything here but the files you add is written from
\`.projenrc.ts\`: change it there, then run \`npx projen\`.`;
}

function whatIsWhere({ layout, environments, rootModules, services, delivery }: ReadmeFacts): string {
  const names = (list: readonly string[]) => (list.length > 1 ? `{${list.join(',')}}` : list[0] ?? '…');
  const env = { name: names(environments.map(({ name }) => name)), shortName: names(unique(environments.map(({ shortName }) => shortName))) };
  const overlays = unique(environments.filter(({ runsServices }) => runsServices).map(({ overlay }) => overlay));
  const rows = [
    ['.projenrc.ts', 'the whole estate, typed: the one file to edit'],
    [`${layout.rootModuleDir(env, names(rootModules))}/`, 'root modules: one directory and one state each'],
    [`${layout.modulesDir}/`, 'the reusable modules that they call'],
    [`${layout.baseDir(names(services))}/`, 'one Kustomize base per service'],
    [`${layout.environmentOverlayDir(names(overlays))}/`, 'one overlay per environment: only what differs'],
    [`${delivery.workflowsDir}/`, 'what CI does: see below'],
    [`${layout.scriptsDir}/`, 'scripts for people; each has --help'],
    [`${layout.monitoringDir}/`, 'alert rules of each service, their unit tests, and a dashboard'],
    [`${layout.runbooksDir}/`, 'what to do about each alert'],
  ];
  return ['## What is where', '', '| path | what |', '| --- | --- |', ...rows.map(([path, what]) => `| ${code(path)} | ${what} |`)].join('\n');
}

function firstSteps(facts: ReadmeFacts): string {
  const { layout, environments, rootModules, services } = facts;
  const [environment] = environments;
  if (environment === undefined) return '';
  const steps = [...facts.delivery.firstSteps];
  if (rootModules.length > 0) {
    if (!facts.isLocked) steps.push('Record the checksums of the providers for all platforms, and commit them:\n\n   ' + fence("npx projen terraform:lock\n   git add '*.terraform.lock.hcl'"));
    steps.push(`Plan and apply a root module:\n\n   ${fence(`cd ${shellWord(layout.rootModuleDir(environment, rootModules[0]))}\n   terraform init ${shellWord(`-backend-config=${layout.backendFile}`)} && terraform plan && terraform apply`)}`);
  }
  if (services.length > 0) {
    steps.push('Push an image of each service to the registry, as version `0.1.0`; until then its pods wait. The nodes need the right to pull it.');
    const overlay = shellWord(layout.environmentOverlayDir(environment.overlay));
    const deploy = fence(`node ${shellWord(`${layout.scriptsDir}/apply-overlay.mjs`)} --overlay ${overlay} --namespace ${shellWord(environments[0].namespace)}`);
    steps.push(`With the kubeconfig of the cluster, deploy the services of an environment:\n\n   ${deploy}`);
  }
  steps.push(`Push: every push to \`main\` deploys ${environment.name} by itself, once CI may log in (below).${promotionHint(environments)}`);
  return `## First steps\n\n${steps.map((step, index) => `${index + 1}. ${step}`).join('\n')}`;
}

function promotionHint(environments: readonly Environment[]): string {
  const promoted = environments.filter(({ promotedFrom }) => promotedFrom !== undefined).map(({ name }) => name);
  return promoted.length > 0 ? ` What ran there goes on to ${promoted.join(', ')}, behind the approval that you set.` : '';
}

function dailyWork({ layout, environments, rootModules }: ReadmeFacts): string {
  const dir = layout.rootModuleDir(environments[0] ?? { name: 'dev', shortName: 'dev' }, rootModules[0] ?? 'network');
  return `## Daily work

- Edit \`.projenrc.ts\`, run \`npx projen\`, commit what it wrote. Wrong names and values are found before anything is written.
- Files of your own may stand beside generated ones, for instance ${code(`${dir}/extra.tf`)}; they are never touched.
- \`npx projen upgrade\` installs the newest feiyue-projen and rolls its conventions into this repository.`;
}

function operations({ layout, scripts }: ReadmeFacts): string {
  const affected = { path: affectedScriptPath(layout), what: 'tells which root modules and overlays a change affects, and why' };
  const rows = [affected, ...scripts].map(({ path, what }) => `| ${code(path)} | ${what} |`);
  return ['## Operations', '', 'Each script has `--help`, and asks for an explicit word where an environment is protected.', '', '| path | what |', '| --- | --- |', ...rows].join('\n');
}

function unique(list: readonly string[]): string[] {
  return [...new Set(list)];
}

/** A path as code, with backticks around it that are not in it. */
function code(path: string): string {
  const runs: readonly string[] = path.match(/`+/g) ?? [];
  let quote = '`';
  while (runs.includes(quote)) quote += '`';
  const space = path.startsWith('`') || path.endsWith('`') ? ' ' : '';
  return `${quote}${space}${path}${space}${quote}`;
}

function fence(commands: string): string {
  return `\`\`\`sh\n   ${commands}\n   \`\`\``;
}
