import type { LoginVariable } from './ci/github/cloud-login';
import type { Convention } from './convention';
import type { Environment } from './environment';
import { shellWord } from './operations/shell';

/** What the seeded README of an estate tells of. */
export interface ReadmeFacts {
  readonly projectName: string;
  readonly repository: string;
  readonly convention: Convention;
  readonly environments: readonly Environment[];
  readonly rootModules: readonly string[];
  readonly services: readonly string[];
  /** What creates the state backend, as a shell takes it. */
  readonly bootstrapCommand?: string;
  /** The scripts for people, and what each does. */
  readonly scripts: ReadonlyArray<{ readonly path: string; readonly what: string }>;
  /** What CI needs to log in. */
  readonly loginVariables: readonly LoginVariable[];
}

/** The README that an estate starts with: what is where, and the first steps. It is the user's from then on. */
export function renderReadme(facts: ReadmeFacts): string {
  return [introduction(facts), whatIsWhere(facts), firstSteps(facts), dailyWork(facts), operations(facts), ciSettings(facts)].filter((part) => part !== '').join('\n\n') + '\n';
}

function introduction({ projectName }: ReadmeFacts): string {
  return `# ${projectName}

The infrastructure, workloads and delivery of ${projectName}. Everything here but the files you add is written from
\`.projenrc.ts\`: change it there, then run \`npx projen\`.`;
}

function whatIsWhere({ convention, environments, rootModules, services }: ReadmeFacts): string {
  const names = (list: readonly string[]) => (list.length > 1 ? `{${list.join(',')}}` : list[0] ?? '…');
  const env = names(environments.map((environment) => environment.name));
  const rows = [
    ['.projenrc.ts', 'the whole estate, typed: the one file to edit'],
    [`${convention.rootModuleDir(env, names(rootModules))}/`, 'root modules: one directory and one state each'],
    [`${convention.modulesDir}/`, 'the reusable modules that they call'],
    [`${convention.baseDir(names(services))}/`, 'one Kustomize base per service'],
    [`${convention.environmentOverlayDir(env)}/`, 'one overlay per environment: only what differs'],
    [`${convention.workflowsDir}/`, 'plan on pull requests, deploy per environment'],
    [`${convention.scriptsDir}/`, 'scripts for people; each has --help'],
    [`${convention.monitoringDir}/`, 'alert rules of each service, their unit tests, and a dashboard'],
    [`${convention.runbooksDir}/`, 'what to do about each alert'],
  ];
  return ['## What is where', '', '| path | what |', '| --- | --- |', ...rows.map(([path, what]) => `| ${code(path)} | ${what} |`)].join('\n');
}

function firstSteps({ convention, environments, rootModules, services, bootstrapCommand }: ReadmeFacts): string {
  const environment = environments[0]?.name;
  if (environment === undefined) return '';
  const steps = ['Put your own account into `.projenrc.ts`, then run `npx projen`.'];
  if (bootstrapCommand !== undefined) steps.push(`Create the bucket for the states, and commit the two files that say where its own state is:\n\n   ${fence(bootstrapCommand)}`);
  if (rootModules.length > 0) {
    steps.push('Record the checksums of the providers for all platforms, and commit them:\n\n   ' + fence("npx projen terraform:lock\n   git add '*.terraform.lock.hcl'"));
    steps.push(`Plan and apply a root module:\n\n   ${fence(`cd ${shellWord(convention.rootModuleDir(environment, rootModules[0]))}\n   terraform init ${shellWord(`-backend-config=${convention.backendFile}`)} && terraform plan && terraform apply`)}`);
  }
  if (services.length > 0) {
    steps.push('Push an image of each service to the registry, as version `0.1.0`; until then its pods wait. The nodes need the right to pull it.');
    const deploy = fence(`cd ${shellWord(convention.environmentOverlayDir(environment))} && kustomize build | kubectl apply -f -`);
    steps.push(`With the kubeconfig of the cluster, deploy the services of an environment:\n\n   ${deploy}`);
  }
  steps.push(`Push: every push to \`main\` deploys ${environment} by itself, once CI may log in (below).`);
  return `## First steps\n\n${steps.map((step, index) => `${index + 1}. ${step}`).join('\n')}`;
}

function dailyWork({ convention, environments, rootModules }: ReadmeFacts): string {
  const dir = convention.rootModuleDir(environments[0]?.name ?? 'dev', rootModules[0] ?? 'network');
  return `## Daily work

- Edit \`.projenrc.ts\`, run \`npx projen\`, commit what it wrote. Wrong names and values are found before anything is written.
- Files of your own may stand beside generated ones, for instance ${code(`${dir}/extra.tf`)}; they are never touched.
- \`npx projen upgrade\` installs the newest feiyue-projen and rolls its conventions into this repository.`;
}

function operations({ scripts }: ReadmeFacts): string {
  const rows = scripts.map(({ path, what }) => `| ${code(path)} | ${what} |`);
  return ['## Operations', '', 'Each script has `--help`, and asks for an explicit word where an environment is protected.', '', '| path | what |', '| --- | --- |', ...rows].join('\n');
}

function ciSettings({ repository, environments, loginVariables }: ReadmeFacts): string {
  if (environments.length === 0) return '';
  const rows = loginVariables.map(({ name, description }) => `| \`${name}\` | repository | ${description} |`);
  const guarded = environments.filter((environment) => environment.reviewers.length > 0)
    .map((environment) => `- \`${environment.name}\`: required reviewers ${environment.reviewers.map((team) => `@${repository.split('/')[0]}/${team}`).join(', ')}`);
  return [
    '## Settings that CI needs',
    '',
    `In the settings of ${repository}, make one GitHub environment each for ${environments.map(({ name }) => `\`${name}\``).join(', ')}, and these variables. There are no keys: the workflows log in with their own identity.`,
    '',
    '| variable | where | what |',
    '| --- | --- | --- |',
    ...rows,
    '',
    `The role that plans trusts exactly the subject \`repo:${repository}:pull_request\`; the role of an environment trusts \`repo:${repository}:environment:<name>\`. GitHub writes \`repo:<owner>@<id>/<name>@<id>:…\` for repositories made since the summer of 2026.`,
    '',
    'Give protected environments their required reviewers before the first run (GitHub makes a missing environment without any), and make the check `Terraform` a required one.',
    ...(guarded.length > 0 ? ['', ...guarded] : []),
    '',
    'The runners of GitHub reach a cluster only through its public endpoint: open it to known addresses (`publicApiCidrBlocks` of the cluster), or let the deployment run on a runner in your network: `project.tryFindObjectFile(\'.github/workflows/deploy-<env>.yml\')?.addOverride(\'jobs.deploy.runs-on\', […])`.',
  ].join('\n');
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
