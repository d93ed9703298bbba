import { applyPipelineName } from './apply-pipeline-file';
import { serviceConnection } from './service-connection';
import { CI_IDENTITIES } from '../../clouds/ci-identity';
import { shellWord } from '../../text/bash-quote';
import { IMAGES_BRANCH } from '../commit-digests';
import type { DeliveryFacts, DeliveryReadme } from '../delivery-system';
import { deliverySection, fence, firstSteps } from '../page-parts';

/** What the page of an estate tells of Azure Pipelines. */
export interface AzureReadmeFacts extends DeliveryFacts {
  readonly projectName: string;
  readonly pipelinesDir: string;
  /** The branch whose pushes are deployed. */
  readonly defaultBranch: string;
  /** Whether the repository is only an example, to which no identity is given. */
  readonly isExampleRepository: boolean;
  readonly products: readonly ProductPipelines[];
}

/** A product, and the files of its pipelines below the folder of the pipelines. */
export interface ProductPipelines {
  readonly name: string;
  readonly files: readonly string[];
}

/** What the page of an estate tells of delivery by Azure Pipelines. */
export function azureReadme(facts: AzureReadmeFacts): DeliveryReadme {
  return { workflowsDir: facts.pipelinesDir, firstSteps: ownSteps(facts), workflows: pipelinesSection(facts), identity: identitySection(facts) };
}

function ownSteps(facts: AzureReadmeFacts): string[] {
  return firstSteps(facts, facts.isExampleRepository, {
    account: 'Put your own subscriptions and tenants into `.projenrc.ts`',
    repository: '<organization>/<project>/<name>',
    identity: 'identity',
    bootstrap: 'Make the storage accounts for the states and the identities of CI, as an owner of the subscriptions, and commit the files that say where their own states are',
  });
}

function pipelinesSection(facts: AzureReadmeFacts): string {
  return deliverySection('pipeline', facts, {
    plan: ['pull request', 'plans the root modules that it affects, reading only, and keeps one comment up to date'],
    sync: ['pull request', 'fails when a generated file is not what `.projenrc.ts` says'],
    images: ['push', `builds the images of services whose folder changed, and keeps one pull request with their digests up to date (\`${IMAGES_BRANCH}\`)`],
    environment: ({ name, promotedFrom }) => [
      `${applyPipelineName(name)}.yml`, promotedFrom === undefined ? 'push' : `after ${promotedFrom.name}`, 'applies what is affected, layer by layer, then rolls the services out',
    ],
    others: facts.products.flatMap(({ name, files }) => files.map((file) => [file, 'push', `builds and tests ${name}, then deploys its services to one environment after the other`] as const)),
    drift: ['every night', 'plans what is deployed, and keeps one work item for each root module that drifted'],
  });
}

function identitySection({ projectName, defaultBranch, environments, bootstraps, buildsImages }: AzureReadmeFacts): string {
  if (environments.length === 0) return '';
  const [plan, drift, apply] = CI_IDENTITIES.map((identity) => `\`${serviceConnection(projectName, identity, '<environment>')}\``);
  const planGuarded = environments.filter(({ isProtected }) => isProtected).map(({ name }) => `\`${serviceConnection(projectName, 'plan', name)}\``);
  const guarded = environments.filter(({ reviewers }) => reviewers.length > 0).map(({ name, reviewers }) => `\`${name}\` (${reviewers.join(', ')})`);
  const steps = [
    'Make a pipeline of each file (*New pipeline, Azure Repos Git, Existing file*), and call those of `apply-<environment>.yml` like the file, without its ending.',
    `Make three service connections per environment, ${plan}, ${drift} and ${apply}: *Azure Resource Manager, workload identity federation (manual)*, with the client ids of the bootstraps:\n\n   ${
      fence(bootstraps.map(({ dir }) => `terraform ${shellWord(`-chdir=${dir}`)} output client_ids`))}`,
    'Put what the connections show into `.projenrc.ts`, as `serviceConnections: { issuer: \'…\', subjects: { \'<connection>\': \'…\' } }`, run `npx projen`, and apply the bootstraps again.',
    `Allow ${apply} to \`apply-<environment>\` and the products alone, ${drift} to \`drift\`, and both only on \`${defaultBranch}\` (*Approvals and checks, Branch control*).`,
    `Allow ${plan} to \`terraform-plan\` alone${planGuarded.length === 0 ? '' : `, and give ${planGuarded.join(', ')} the check *Approvals* with the reviewers: a pull request runs its own code there`}.`,
    `Make an environment for each of ${environments.map(({ name }) => `\`${name}\``).join(', ')}, with the checks *Branch control* and *Exclusive lock*${guarded.length > 0 ? `, and *Approvals* for ${guarded.join(', ')}` : ''}.`,
    `Require the pipelines \`terraform-plan\` and \`sync\` as build validation of \`${defaultBranch}\` (*Branch policies*).`,
    'Let the build service contribute to pull requests, for the comment, and edit work items, for drift.'
      + (buildsImages ? ` For \`images.yml\` let it create branches and contribute, and bypass no policy: it pushes to \`${IMAGES_BRANCH}\` alone. Its own branch it may write anew, as whoever created it.` : ''),
  ];
  return [
    '## Let CI in',
    '',
    'No key is stored. Every job logs in as an identity of the bootstrap, through a service connection that federates with it:',
    '',
    ...steps.map((step, index) => `${index + 1}. ${step}`),
  ].join('\n');
}
