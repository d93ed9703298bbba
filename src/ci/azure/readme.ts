import { applyPipelineName } from './apply-pipeline-file';
import { serviceConnection } from './service-connection';
import { CI_IDENTITIES } from '../../clouds/ci-identity';
import { shellWord } from '../../text/bash-quote';
import { IMAGES_PROPOSAL } from '../commit-digests';
import type { DeliveryFacts, DeliveryReadme } from '../delivery-system';
import { deliverySection, fence, firstSteps } from '../page-parts';
import { OUTPUTS_PROPOSAL } from '../recorded-outputs-proposal';

/** What the page of an estate tells of Azure Pipelines. */
export interface AzureReadmeFacts extends DeliveryFacts {
  readonly projectName: string;
  readonly pipelinesDir: string;
  /** The branch whose pushes are deployed. */
  readonly defaultBranch: string;
  /** The script that checks the settings of the project, and sets them. */
  readonly doctor: string;
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
    images: ['push', `builds the images of services whose folder changed, and keeps one pull request with their digests up to date (\`${IMAGES_PROPOSAL.branch}\`)`],
    outputs: ['after a deployment', `keeps one pull request with the outputs of Terraform up to date that services use (\`${OUTPUTS_PROPOSAL.branch}\`)`],
    environment: ({ name, promotedFrom }) => [
      `${applyPipelineName(name)}.yml`, promotedFrom === undefined ? 'push' : `after ${promotedFrom.name}`, 'applies what is affected, layer by layer, then rolls the services out',
    ],
    others: facts.products.flatMap(({ name, files }) => files.map((file) => [file, 'push', `builds and tests ${name}, then deploys its services to one environment after the other`] as const)),
    drift: ['every night', 'plans what is deployed, and keeps one work item for each root module that drifted'],
  });
}

function identitySection({ projectName, doctor, environments, bootstraps, buildsImages, recordsOutputs }: AzureReadmeFacts): string {
  if (environments.length === 0) return '';
  const connections = CI_IDENTITIES.map((identity) => `\`${serviceConnection(projectName, identity, '<environment>')}\``);
  const teams = [...new Set(environments.flatMap(({ reviewers }) => reviewers))].map((team) => `\`${team}\``);
  const chosen = environments.filter(({ isProtected, reviewers }) => isProtected && reviewers.length === 0);
  const proposing = [
    ...(buildsImages ? [['images.yml', IMAGES_PROPOSAL.branch]] : []),
    ...(recordsOutputs ? [['outputs.yml', OUTPUTS_PROPOSAL.branch]] : []),
  ];
  const steps = [
    `Make ${connections.length} service connections per environment, ${connections.join(', ')}: *Azure Resource Manager, workload identity federation (manual)*, with the client ids of the bootstraps, and let no pipeline use them yet:\n\n   ${
      fence(bootstraps.map(({ dir }) => `terraform ${shellWord(`-chdir=${dir}`)} output client_ids`))}`,
    'Put what the connections show into `.projenrc.ts`, as `serviceConnections: { issuer: \'…\', subjects: { \'<connection>\': \'…\' } }`, run `npx projen`, and apply the bootstraps again.',
    ...(teams.length === 0 ? [] : [`Make the teams ${teams.join(', ')} in the project.`]),
    'Set all others, once the files are pushed and as an administrator of the project who is logged in with `az`: pipelines, environments, their checks and those of the connections, who may use these, the policies of the branch. '
      + `It tells each setting in a line, adds only what is missing, and is run again when an environment or a product is new:\n\n   ${fence([`${shellWord(doctor)} --fix`])}`,
    ...chosen.map(({ name }) => `Choose who approves in \`${name}\`, which names nobody (*Approvals and checks* of the environment and of \`${serviceConnection(projectName, 'plan', name)}\`), or better give it \`reviewers\` in \`.projenrc.ts\`: until then nothing is deployed there.`),
    'Let the build service contribute to pull requests, for the comment, and edit work items, for drift.'
      + proposing.map(([file, branch]) => ` For \`${file}\` let it create branches and contribute, and bypass no policy: it pushes to \`${branch}\` alone. Its own branch it may write anew, as whoever created it.`).join(''),
  ];
  return [
    '## Let CI in',
    '',
    'No key is stored. Every job logs in as an identity of the bootstrap, through a service connection that federates with it:',
    '',
    ...steps.map((step, index) => `${index + 1}. ${step}`),
  ].join('\n');
}
