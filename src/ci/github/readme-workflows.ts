import { deployWorkflowFile } from './deploy-workflow-file';
import { SYNC_CHECK } from './sync-workflow';
import { TERRAFORM_CHECK } from './terraform-plan-workflow';
import type { Environment } from '../../estate/environment';
import { IMAGES_PROPOSAL } from '../commit-digests';
import type { DeliveryFacts } from '../delivery-system';
import { deliverySection, RowCells } from '../page-parts';
import { OUTPUTS_PROPOSAL } from '../recorded-outputs-proposal';

/** What each workflow does and when. */
export function workflowsSection(facts: DeliveryFacts): string {
  return deliverySection('workflow', facts, {
    plan: ['pull request, merge queue', `plans the root modules that it affects, reading only, and keeps one comment up to date; check \`${TERRAFORM_CHECK}\``],
    sync: ['pull request, merge queue', `fails when a generated file is not what \`.projenrc.ts\` says; check \`${SYNC_CHECK}\``],
    images: ['push', `builds the images of services whose folder changed, and keeps one pull request with their digests up to date (\`${IMAGES_PROPOSAL.branch}\`)`],
    outputs: ['after a deployment', `keeps one pull request with the outputs of Terraform up to date that services use (\`${OUTPUTS_PROPOSAL.branch}\`)`],
    environment: deploymentRow,
    drift: ['every night', 'plans what is deployed, and keeps one issue for each root module that drifted'],
  });
}

/** The checks of a pull request that a merge has to wait for. */
export function requiredChecks(hasRootModules: boolean): string[] {
  return [...(hasRootModules ? [TERRAFORM_CHECK] : []), SYNC_CHECK];
}

function deploymentRow({ name, promotedFrom }: Environment): [string, ...RowCells] {
  const file = deployWorkflowFile(name);
  return promotedFrom === undefined
    ? [file, 'push', `applies what is affected, layer by layer, then rolls the services of ${name} out`]
    : [file, `after ${promotedFrom.name}`, `deploys the very commit that was deployed to ${promotedFrom.name} as a whole; by hand also an older one`];
}
