import { codeHost } from './code-hosts';
import { checkProjectOptions } from './project-option-checks';
import type { CodeHost } from '../ci/delivery-system';
import { HABITS, layoutOf } from '../estate/convention';
import { Estate } from '../estate/estate';
import type { FeiyueProjectOptions } from '../estate/feiyue-project-options';
import { Monitoring } from '../estate/monitoring';
import { exampleRepository, InitialEstate } from '../new/initial-estate';
import { SourceLocation } from '../synth/declare/source-location';
import type { EstateProject } from '../synth/estate-project';
import { TERRAFORM_VERSION } from '../terraform/declare/provider-versions';

/** What all rooms of an estate rest on. */
export interface OpenedEstate {
  readonly estate: Estate;
  /** Where its repository is. */
  readonly host: CodeHost;
}

/**
 * Opens the estate of a project, so that constructs can sign in to it, and reports what is wrong with the options of the project.
 * @param initial what stands for options that were not given
 * @param defaultBranch the branch that is deployed
 */
export function openEstate(project: EstateProject, options: FeiyueProjectOptions, initial: InitialEstate, defaultBranch: string): OpenedEstate {
  const source = SourceLocation.capture();
  const { projectName, repository, convention } = initial;
  const cloud = options.cloud ?? initial.cloud;
  const host = codeHost(options.ciSystem ?? HABITS[convention].ciSystem, {
    name: repository,
    isExample: repository === exampleRepository(initial),
    projectName,
    defaultBranch,
    cloud: cloud._supplier.name,
    repositoryIds: options.repositoryIds,
    serviceConnections: options.serviceConnections,
  });
  const estate = Estate.register(project, {
    projectName,
    outdir: project.outdir,
    layout: layoutOf(convention, options.folders),
    cloud,
    backend: options.backend ?? cloud._supplier.defaultBackend(projectName),
    repository: { url: host.url, defaultBranch },
    mergesImages: options.autoMergeImages ?? false,
    recordsOutputs: options.recordOutputs ?? false,
    monitoring: options.monitoring ?? Monitoring.files(),
    alertReceivers: options.alertReceivers,
    ciRunners: options.ciRunners,
    terraformVersion: options.terraformVersion ?? TERRAFORM_VERSION,
  });
  checkProjectOptions(project, { options, source, host, estate });
  return { estate, host };
}
