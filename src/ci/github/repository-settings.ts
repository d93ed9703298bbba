import type { LoginVariable } from './cloud-login';
import { MERGE_QUEUE_ENVIRONMENT, mergeQueueBranches, planEnvironment } from './github-trust';
import type { Environment } from '../../estate/environment';
import { ApprovalSettings, approvalOf, DeclaredSettings } from '../declared-settings';
import type { DependencyGraph } from '../dependency-graph';

/** An environment of GitHub, which decides what a job of it may present to the cloud. */
export interface EnvironmentSettings extends ApprovalSettings {
  readonly name: string;
  /** Patterns of the branches that alone may use it; undefined: any may. */
  readonly branches?: readonly string[];
}

/** A variable of the repository, from outputs of the bootstraps. */
export interface VariableSettings {
  readonly name: string;
  readonly description: string;
  /** The arguments of terraform that print the value, for each bootstrap; none: it is made by hand. */
  readonly outputs: ReadonlyArray<readonly string[]>;
}

/** The settings of a repository on GitHub that an estate relies on. */
export interface RepositorySettings extends DeclaredSettings {
  /** `owner/name`; undefined: it is only an example. */
  readonly repository?: string;
  readonly environments: readonly EnvironmentSettings[];
  /** Checks that a merge waits for. */
  readonly requiredChecks: readonly string[];
  /** Whether `.github/CODEOWNERS` names owners. */
  readonly needsCodeOwners: boolean;
  /** Whether workflows may open pull requests, and with that approve them: only where owners of code have to approve as well. */
  readonly opensPullRequests: boolean;
  readonly variables: readonly VariableSettings[];
}

export interface RepositorySettingsOptions extends Omit<RepositorySettings, 'environments' | 'needsCodeOwners' | 'variables'> {
  readonly environments: readonly Environment[];
  readonly graph: DependencyGraph;
  readonly loginVariables: readonly LoginVariable[];
  /** Folders of the bootstraps. */
  readonly bootstrapDirs: readonly string[];
}

export function repositorySettings(options: RepositorySettingsOptions): RepositorySettings {
  const { environments, graph, loginVariables, bootstrapDirs, ...settings } = options;
  const { defaultBranch, repository } = settings;
  const deployed = environments.map((environment) => ({ name: environment.name, branches: [defaultBranch], ...approvalOf(environment) }));
  const isPlanned = ({ name }: Environment) => graph.environment(name).rootModules.length > 0;
  const planned = environments.filter((environment) => environment.isProtected && isPlanned(environment))
    .map((environment) => ({ name: planEnvironment(environment.name), ...approvalOf(environment) }));
  const queue = environments.some(isPlanned)
    ? [{ name: MERGE_QUEUE_ENVIRONMENT, branches: [mergeQueueBranches(defaultBranch)], needsApproval: false, approvers: [] }] : [];
  const needsCodeOwners = repository !== undefined && environments.some(({ reviewers }) => reviewers.length > 0);
  return {
    ...settings,
    opensPullRequests: settings.opensPullRequests && needsCodeOwners,
    environments: [...deployed, ...planned, ...queue],
    needsCodeOwners,
    variables: loginVariables.map(({ name, description, outputArguments }) => ({
      name, description, outputs: bootstrapDirs.map((dir) => [`-chdir=${dir}`, 'output', ...outputArguments.split(' ')]),
    })),
  };
}
