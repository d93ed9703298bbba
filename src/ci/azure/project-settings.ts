import { applyPipelineName, applyPipelinePath } from './apply-pipeline-file';
import { testedPaths } from './path-filters';
import { serviceConnection } from './service-connection';
import type { Environment } from '../../estate/environment';
import type { Layout } from '../../estate/layout';
import { ApprovalSettings, approvalOf, DeclaredSettings } from '../declared-settings';
import type { DependencyGraph, EnvironmentNode } from '../dependency-graph';
import { ProtectedSources, WHOLE_REPOSITORY } from '../protected-sources';

/** What a job has to pass before it gets a resource. */
interface CheckSettings extends ApprovalSettings {
  readonly name: string;
  /** Whether the default branch alone may use it. */
  readonly onlyDefaultBranch: boolean;
}

/** An environment of Azure DevOps. */
export interface EnvironmentSettings extends CheckSettings {
  /** Whether the runs that use it take turns. */
  readonly hasLock: true;
}

/** A service connection, which is an identity at the cloud. */
export interface ServiceConnectionSettings extends CheckSettings {
  /** The environment that it applies; undefined: it only reads. */
  readonly applies?: string;
  /** The files of the pipelines that alone may use it. */
  readonly pipelines: readonly string[];
}

/** A pipeline, by the file that it is made of. */
export interface PipelineSettings {
  readonly name: string;
  readonly file: string;
  /** Whether others find it by its name. */
  readonly isFoundByName: boolean;
}

/** A pipeline that has to succeed before a merge. */
export interface BuildValidationSettings {
  readonly file: string;
  /** Filters of the files that it is about; empty: all. */
  readonly paths: readonly string[];
}

/** Who agrees to a change of what an environment follows from. */
export interface RequiredReviewersSettings {
  readonly environment: string;
  /** Teams of which one agrees. */
  readonly reviewers: readonly string[];
  /** Filters of the files; empty: all. */
  readonly paths: readonly string[];
}

/** The settings of a project in Azure DevOps that an estate relies on. */
export interface ProjectSettings extends DeclaredSettings {
  readonly organization?: string;
  /** Undefined: it is only an example. */
  readonly project?: string;
  readonly repository?: string;
  readonly pipelines: readonly PipelineSettings[];
  readonly environments: readonly EnvironmentSettings[];
  readonly serviceConnections: readonly ServiceConnectionSettings[];
  readonly buildValidations: readonly BuildValidationSettings[];
  readonly requiredReviewers: readonly RequiredReviewersSettings[];
}

/** A pipeline of a product: its file, its services, and the environments that it deploys to. */
export interface ProductSettings {
  readonly name: string;
  readonly file: string;
  readonly services: readonly string[];
  /** Folders that its commands build and test, beside those of its services. */
  readonly sources: readonly string[];
  readonly environments: readonly EnvironmentNode[];
}

export interface ProjectSettingsOptions extends DeclaredSettings {
  /** `organization/project/name`; undefined: it is only an example. */
  readonly fullName?: string;
  readonly projectName: string;
  readonly layout: Layout;
  readonly environments: readonly Environment[];
  readonly graph: DependencyGraph;
  readonly products: readonly ProductSettings[];
  readonly sources: readonly ProtectedSources[];
  /** The environment as which images are pushed; undefined: none are built. */
  readonly imagesEnvironment?: string;
  /** The environments whose outputs are recorded. */
  readonly recordedEnvironments: readonly string[];
  /** Whether generated files are checked against `.projenrc.ts`. */
  readonly isSynthesised: boolean;
}

export function projectSettings(options: ProjectSettingsOptions): ProjectSettings {
  const { doctor, defaultBranch, fullName, environments, graph, sources } = options;
  const [organization, project, repository] = fullName?.split('/') ?? [];
  const delivered = environments.filter(({ name }) => isDelivered(graph.environment(name)));
  return {
    doctor,
    ...(fullName !== undefined && { organization, project, repository }),
    defaultBranch,
    pipelines: pipelines(options, delivered),
    environments: delivered.map((environment) => ({ name: environment.name, onlyDefaultBranch: true, ...approvalOf(environment), hasLock: true })),
    serviceConnections: delivered.flatMap((environment) => serviceConnections(options, environment)),
    buildValidations: buildValidations(options),
    requiredReviewers: sources.map(({ environment, reviewers, own, shared }) => ({
      environment, reviewers: [...reviewers].sort(), paths: filters([...own, ...shared]),
    })),
  };
}

function isDelivered({ rootModules, overlay }: EnvironmentNode): boolean {
  return rootModules.length > 0 || overlay !== undefined;
}

function hasRootModules({ graph }: ProjectSettingsOptions): boolean {
  return graph.environments.some(({ rootModules }) => rootModules.length > 0);
}

function file({ layout: { pipelinesDir } }: ProjectSettingsOptions, name: string): string {
  return `${pipelinesDir}/${name}.yml`;
}

function pipelines(options: ProjectSettingsOptions, delivered: readonly Environment[]): PipelineSettings[] {
  const { layout, products, isSynthesised, imagesEnvironment, recordedEnvironments } = options;
  const upkeep = [
    ...(hasRootModules(options) ? ['terraform-plan', 'drift'] : []),
    ...(isSynthesised ? ['sync'] : []),
    ...(imagesEnvironment === undefined ? [] : ['images']),
    ...(recordedEnvironments.length > 0 ? ['outputs'] : []),
  ];
  return [
    ...upkeep.map((name) => ({ name, file: file(options, name), isFoundByName: false })),
    ...delivered.map(({ name }) => ({ name: applyPipelineName(name), file: applyPipelinePath(layout.pipelinesDir, name), isFoundByName: true })),
    ...products.map((product) => ({ name: product.name, file: product.file, isFoundByName: false })),
  ];
}

function serviceConnections(options: ProjectSettingsOptions, environment: Environment): ServiceConnectionSettings[] {
  const { projectName, layout, graph, products, imagesEnvironment, recordedEnvironments } = options;
  const { name } = environment;
  const nobody = { needsApproval: false, approvers: [] };
  const looking = recordedEnvironments.includes(name) ? [file(options, 'outputs')] : [];
  const reading: ServiceConnectionSettings[] = [
    { name: serviceConnection(projectName, 'plan', name), onlyDefaultBranch: false, ...approvalOf(environment), pipelines: [file(options, 'terraform-plan')] },
    { name: serviceConnection(projectName, 'drift', name), onlyDefaultBranch: true, ...nobody, pipelines: [file(options, 'drift'), ...looking] },
  ];
  const applying = [
    applyPipelinePath(layout.pipelinesDir, name),
    ...products.filter((product) => product.environments.some((each) => each.name === name)).map((product) => product.file),
    ...(imagesEnvironment === name ? [file(options, 'images')] : []),
  ];
  return [
    ...(graph.environment(name).rootModules.length > 0 ? reading : []),
    { name: serviceConnection(projectName, 'apply', name), onlyDefaultBranch: true, ...nobody, applies: name, pipelines: applying },
  ];
}

function buildValidations(options: ProjectSettingsOptions): BuildValidationSettings[] {
  const { layout, products, isSynthesised } = options;
  return [
    ...(hasRootModules(options) ? [{ file: file(options, 'terraform-plan'), paths: [] }] : []),
    ...(isSynthesised ? [{ file: file(options, 'sync'), paths: [] }] : []),
    ...products.map(({ file: path, services, sources, environments }) => ({ file: path, paths: filters(testedPaths(services, sources, environments, layout).map((dir) => `${dir}/`)) })),
  ];
}

/** Filters of Azure Repos for files and folders; none stand for everything. */
function filters(sources: readonly string[]): string[] {
  if (sources.includes(WHOLE_REPOSITORY)) return [];
  return sources.map((source) => (source.endsWith('/') ? `/${source}*` : `/${source}`)).sort();
}
