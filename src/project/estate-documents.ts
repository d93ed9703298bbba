import { SampleReadme } from 'projen/lib/readme';
import { takeInventory } from './estate-inventory';
import { EstatePageFacts, renderEstatePage } from './estate-page';
import { renderReadme } from './readme';
import type { Auth0Tenants } from '../auth0/auth0-tenants';
import type { EstateDelivery } from '../ci/estate-delivery';
import type { EstateImages } from '../ci/estate-images';
import { recordedEnvironments } from '../ci/outputs-file';
import { Estate } from '../estate/estate';
import type { Operations } from '../operations/operations';
import { SourceLocation } from '../synth/declare/source-location';
import type { EstateProject } from '../synth/estate-project';
import { GeneratedText } from '../synth/files/generated-text';
import { SeededText } from '../synth/files/seeded-text';
import type { TerraformFiles } from '../terraform/terraform-files';

/** The rooms that the page of an estate tells of. */
export interface DocumentedRooms {
  readonly terraform: TerraformFiles;
  readonly operations: Operations;
  readonly images: EstateImages;
  readonly delivery: EstateDelivery;
  readonly auth0: Auth0Tenants;
}

/** Adds the README, which is seeded in place of projen's, and the page that tells of everything that is declared. */
export function addDocuments(project: EstateProject, rooms: DocumentedRooms): void {
  const { projectName, layout } = Estate.of(project).facts;
  const source = SourceLocation.capture();
  for (const sample of project.node.children.filter((child) => child instanceof SampleReadme)) project.node.tryRemoveChild(sample.node.id);
  new SeededText(project, 'README.md', { content: () => renderReadme({ projectName, layout }) });
  new GeneratedText(project, layout.estatePage, {
    comment: '<!--',
    content: () => renderEstatePage(estatePageFacts(project, rooms)),
    explain: () => [{ what: 'the page that tells of everything that is declared', source, change: 'what it tells of, in .projenrc.ts' }],
  });
}

function estatePageFacts(project: EstateProject, { terraform, operations, images, delivery, auth0 }: DocumentedRooms): EstatePageFacts {
  const inventory = takeInventory(project);
  const { projectName, repository: { defaultBranch }, cloud } = Estate.of(project).facts;
  const isRunAgain = cloud._supplier.clusterModule.idOutput !== undefined && inventory.workloads.some(({ isGranted }) => isGranted);
  return {
    ...inventory,
    projectName,
    defaultBranch,
    bootstrapsAgain: isRunAgain ? operations.bootstraps.map(({ command }) => command) : [],
    recordedEnvironments: recordedEnvironments(project).map(({ name }) => name),
    isLocked: terraform.isLocked,
    scripts: [...delivery.scripts, ...operations.scripts.filter(({ content }) => content() !== undefined), ...auth0.scripts()],
    delivery: delivery.readme({
      environments: inventory.environments,
      rootModules: inventory.rootModules.map(({ name }) => name),
      buildsImages: images.areBuilt,
      recordsOutputs: delivery.recordsOutputs,
      bootstraps: operations.bootstraps,
      bootstrapPreparation: terraform.bootstrapPreparation,
    }),
  };
}
