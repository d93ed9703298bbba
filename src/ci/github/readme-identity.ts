import type { LoginVariable } from './cloud-login';
import { GitHubTrust, MERGE_QUEUE_ENVIRONMENT, mergeQueueBranches } from './github-trust';
import { requiredChecks } from './readme-workflows';
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
      + `${publicEndpointInputs} of the cluster), or let the deployment run on a runner in your network: `
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
  const reads = 'reads the states of the environment, and with them the secrets in them, and writes nothing';
  return [
    '| role | what | trusts exactly |',
    '| --- | --- | --- |',
    ...(free ? [row('plan', `pull requests, and the merge queue: ${reads}`, any)] : []),
    ...guarded.map((environment) => row('plan', `pull requests that a reviewer has let in to \`${environment.name}\`: ${reads}`, environment)),
    row('drift', `drift, of the default branch alone: ${reads}`, any),
    row('apply', 'deployments: the states and resources of the environment', any),
  ];
}

/** The user's own repository, by its name or by what stands for a name. */
function ownRepository({ repository, isExampleRepository }: IdentityFacts): string {
  return isExampleRepository ? '<owner>/<name>' : repository;
}

function settings(facts: IdentityFacts): string[] {
  const { environments, bootstraps, defaultBranch, loginVariables } = facts;
  const [owner] = ownRepository(facts).split('/');
  const steps: string[] = [];
  for (const { name, description, outputArguments } of loginVariables) {
    const outputs = bootstraps.map(({ dir }) => `terraform ${shellWord(`-chdir=${dir}`)} output ${outputArguments}`);
    const value = outputs.length === 0 ? '…' : `"$(${outputs.length === 1 ? outputs[0] : `jq --slurp add ${outputs.map((output) => `<(${output})`).join(' ')}`})"`;
    steps.push(`Tell CI the ${description}:\n\n   ${fence([`gh variable set ${name} --body ${value}`])}`);
  }
  const names = environments.map(({ name }) => name).join(' ');
  steps.push(`Make the environments, every one of them, also those that are new, and let only \`${defaultBranch}\` deploy to them: GitHub makes a missing one that every branch may deploy to.\n\n   ${fence([
    `for name in ${names}; do`,
    ...protectEnvironment('${name}', defaultBranch).map((line) => `  ${line}`),
    'done',
  ])}`);
  const guarded = environments.filter((environment) => environment.reviewers.length > 0)
    .map((environment) => `\`${environment.name}\` (${environment.reviewers.map((team) => `@${owner}/${team}`).join(', ')})`);
  if (guarded.length > 0) steps.push(`Give environments their required reviewers, before the first deployment (Settings, Environments): ${guarded.join(', ')}.`);
  const checks = requiredChecks(facts).map((check) => `\`${check}\``).join(' and ');
  steps.push(`Require the status checks ${checks} before a merge (Settings, Rules).`);
  if (facts.buildsImages) steps.push(IMAGES_SETTING);
  if (facts.rootModules.length > 0) {
    steps.push(`Only with a merge queue: its checks report as those of a pull request do. Let nothing but the queue use the environment \`${MERGE_QUEUE_ENVIRONMENT}\`, by which its jobs log in to plan:\n\n   ${fence(protectEnvironment(MERGE_QUEUE_ENVIRONMENT, mergeQueueBranches(defaultBranch)))}`);
  }
  return steps;
}

/** With it a workflow of any branch may approve, too, so the rules have to ask for somebody whom no workflow can stand for. */
const IMAGES_SETTING = '`images.yml` proposes the digests of what it built, and passes no rule by. Let it open the pull request: '
  + `\n\n   ${fence(["gh api --method PUT 'repos/{owner}/{repo}/actions/permissions/workflow' -f default_workflow_permissions=read -F can_approve_pull_request_reviews=true"])}\n\n   `
  + 'The same setting lets workflows approve pull requests. So require a review from code owners as well (Settings, Rules), who own all that is deployed; '
  + 'or leave it off, and open the pull request yourself from the link in the run.';

/** Shell that makes an environment, or finds it there, to which only branches of a pattern may deploy. */
function protectEnvironment(name: string, branches: string): string[] {
  return [
    `gh api --method PUT "repos/{owner}/{repo}/environments/${name}" --silent \\`,
    "    -F 'deployment_branch_policy[protected_branches]=false' -F 'deployment_branch_policy[custom_branch_policies]=true'",
    `gh api --method POST "repos/{owner}/{repo}/environments/${name}/deployment-branch-policies" --silent -f ${shellWord(`name=${branches}`)}`,
  ];
}
