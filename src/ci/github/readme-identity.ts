import type { LoginVariable } from './cloud-login';
import { GitHubTrust } from './github-trust';
import { CiIdentity, ciRoleName, TrustingEnvironment } from '../../clouds/ci-identity';
import type { RepositoryIds } from '../../estate/repository-ids';
import { shellWord } from '../../text/bash-quote';
import type { DeliveryFacts } from '../delivery-system';
import { fence, firstSteps } from '../page-parts';

/** What the page of an estate tells of how jobs log in to the cloud. */
export interface IdentityFacts extends DeliveryFacts {
  readonly projectName: string;
  readonly repository: string;
  /** The branch whose pushes are deployed. */
  readonly defaultBranch: string;
  /** Whether the repository is only an example, to which no role is given. */
  readonly isExampleRepository: boolean;
  readonly repositoryIds?: RepositoryIds;
  /** The inputs of a cluster that open its public endpoint, as code in Markdown. */
  readonly publicEndpointInputs: string;
  /** The script that checks the settings of the repository, and sets them. */
  readonly doctor: string;
  /** What CI needs to log in. */
  readonly loginVariables: readonly LoginVariable[];
}

const IDS_COMMAND = "gh api 'repos/{owner}/{repo}' --jq '{owner: .owner.id, repository: .id}'";

/** The steps that come before anything is applied: what has to stand in `.projenrc.ts`, and the bootstrap. */
export function bootstrapSteps(facts: IdentityFacts): string[] {
  const { isExampleRepository, repositoryIds } = facts;
  const ids = 'A repository that was made, renamed or transferred since the summer of 2026 also needs its numbers there, as '
    + `\`repositoryIds: { owner: …, repository: … }\`; this prints them:\n\n   ${fence([IDS_COMMAND])}\n\n   `;
  return firstSteps(facts, isExampleRepository, {
    account: 'Put your own account into `.projenrc.ts`',
    repository: '<owner>/<name>',
    identity: 'role',
    more: repositoryIds === undefined ? ids : undefined,
    bootstrap: 'Create the bucket for the states and the roles that CI assumes, with the keys of an administrator, and commit the two files that say where its own state is',
  });
}

/** How CI is let in: whom the roles trust, and what is left to set in the repository. */
export function identitySection(facts: IdentityFacts): string {
  const { environments, bootstraps, publicEndpointInputs } = facts;
  if (environments.length === 0) return '';
  return [
    '## Let CI in',
    '',
    `No key is stored. Every job logs in with its own identity, as a role ${bootstraps.length === 0 ? 'that you make by hand' : 'of the bootstrap'}:`,
    '',
    ...roleTable(facts),
    '',
    'What is left are settings of the repository, made in its folder and in this order:',
    '',
    ...settings(facts).map((step, index) => `${index + 1}. ${step}`),
    '',
    'The runners of GitHub reach a cluster only through its public endpoint: open it to known addresses ('
      + `${publicEndpointInputs} of the cluster), or let jobs run on runners in your network: all of them by \`ciRunners\` of the project, the deployment alone by `
      + '`project.findObjectFile(\'.github/workflows/deploy-<env>.yml\').addOverride(\'jobs.deploy.runs-on\', […])`.',
  ].join('\n');
}

function roleTable(facts: IdentityFacts): string[] {
  const { projectName, repositoryIds, defaultBranch, environments } = facts;
  const trust = new GitHubTrust({ fullName: ownRepository(facts), ids: repositoryIds, defaultBranch });
  const row = (identity: CiIdentity, what: string, environment: TrustingEnvironment) => {
    const subjects = trust.subjects(identity, environment).map((subject) => `\`${subject}\``).join(', ');
    return `| \`${ciRoleName(projectName, identity, environment.name)}\` | ${what} | ${subjects} |`;
  };
  const any = { name: '<environment>', isProtected: false };
  const free = environments.some(({ isProtected }) => !isProtected);
  const guarded = environments.filter(({ isProtected }) => isProtected);
  const reads = 'reads the states of the environment that hold no credentials, and writes nothing';
  return [
    '| role | what | trusts exactly |',
    '| --- | --- | --- |',
    ...(free ? [row('plan', `pull requests, and the merge queue, where no reviewer has to let them in: ${reads}`, any)] : []),
    ...guarded.map((environment) => row('plan', `pull requests that a reviewer has let in to \`${environment.name}\`: ${reads}`, environment)),
    row('drift', 'drift, of the default branch alone: reads the states of the environment, and with them the credentials in them, and writes nothing', any),
    row('apply', 'deployments: the states and resources of the environment', any),
  ];
}

/** The user's own repository, by its name or by what stands for a name. */
function ownRepository({ repository, isExampleRepository }: IdentityFacts): string {
  return isExampleRepository ? '<owner>/<name>' : repository;
}

function settings(facts: IdentityFacts): string[] {
  const { doctor, environments, bootstraps, loginVariables, buildsImages } = facts;
  const [owner] = ownRepository(facts).split('/');
  const steps: string[] = [];
  const teams = [...new Set(environments.flatMap(({ reviewers }) => reviewers))].map((team) => `@${owner}/${team}`);
  if (teams.length > 0) steps.push(`Make the teams ${teams.join(', ')}, and let them write to the repository: GitHub asks nobody who may not.`);
  if (bootstraps.length === 0) {
    for (const { name, description } of loginVariables) steps.push(`Tell CI the ${description}:\n\n   ${fence([`gh variable set ${name} --body …`])}`);
  }
  steps.push(`Set all others, as an administrator of the repository who is logged in with \`gh\`${bootstraps.length > 0 ? ' and has the keys of the bootstrap' : ''}. It tells each setting in a line, `
    + `changes only what is missing, and is run again when an environment is new:\n\n   ${fence([`${shellWord(doctor)} --fix`])}`);
  const chosen = environments.filter(({ isProtected, reviewers }) => isProtected && reviewers.length === 0).map(({ name }) => `\`${name}\``);
  if (chosen.length > 0) {
    steps.push(`Choose who approves deployments to ${chosen.join(', ')}, which names nobody (Settings, Environments), or better give the environment \`reviewers\` in \`.projenrc.ts\`: until then nothing is deployed there.`);
  }
  if (environments.some(({ isProtected }) => isProtected)) {
    steps.push('In a private repository GitHub has required reviewers with GitHub Enterprise alone: without them, nothing is deployed to an environment that waits for an approval.');
  }
  if (buildsImages) steps.push(`\`images.yml\` proposes the digests of what it built, and passes no rule by. ${teams.length > 0 ? PROPOSED : NOT_PROPOSED}`);
  return steps;
}

const PROPOSED = 'The script lets it open the pull request, once the rules ask the owners of code as well: the same setting lets workflows of any branch approve one.';

const NOT_PROPOSED = 'Open the pull request yourself, from the link in the run: a workflow that may open one may approve one as well, and no environment has '
  + '`reviewers` in `.projenrc.ts` who own what is deployed.';
