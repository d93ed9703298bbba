import { FIND_SCRIPTS, scriptsCommit } from './base-scripts';
import type { Assignment, RootModuleList } from './root-module-matrix';
import { literal } from './workflow';
import type { DependencyGraph } from '../dependency-graph';
import { UNPLANNED } from '../unplanned';

/** The root modules of one protected environment. */
export interface GuardedList extends RootModuleList {
  readonly environment: string;
}

/** The lists among which the workflow divides the root modules that a change affects. */
export interface PlanLists {
  /** Those that every pull request plans; undefined when every environment is protected. */
  readonly free?: RootModuleList;
  /** Those that a pull request plans once a reviewer of their environment lets it. */
  readonly guarded: readonly GuardedList[];
  /** Those that no job with an identity is over: they are validated only. */
  readonly validated: RootModuleList;
}

/** All lists of an estate. */
export function planLists({ environments }: DependencyGraph): PlanLists {
  const holding = environments.filter(({ rootModules }) => rootModules.length > 0);
  const free = holding.filter(({ isProtected }) => !isProtected).flatMap(({ rootModules }) => rootModules).length;
  return {
    ...(free > 0 && { free: { name: 'plan', rootModules: free } }),
    guarded: holding.filter(({ isProtected }) => isProtected)
      .map(({ name, rootModules }) => ({ name: `plan-${name}`, rootModules: rootModules.length, environment: name })),
    validated: { name: 'validate', rootModules: holding.flatMap(({ rootModules }) => rootModules).length },
  };
}

/**
 * Which list a root module is for: the one place that decides it. A root module that something keeps from being planned is
 * validated, and told why.
 */
export function planAssignment({ guarded }: PlanLists, defaultBranch: string): Assignment {
  return {
    prepare: FIND_SCRIPTS,
    definitions: [
      'def guarded: .environment as $environment | env.GUARDED | fromjson | .[$environment];',
      'def reason:',
      `  if env.IS_FORK == "true" then "${UNPLANNED.fork}"`,
      `  elif .plannedAtDeployment then "${UNPLANNED.credentials}"`,
      `  elif env.HAS_SCRIPTS != "true" then "${UNPLANNED.scripts}"`,
      '  elif guarded and env.EVENT == "merge_group" then "nothing that waits in the merge queue may read what a protected environment holds"',
      '  else null end;',
      'def assigned: reason as $reason',
      '  | if $reason then {list: "validate", $reason} else {list: (guarded // "plan")} end;',
    ],
    assign: 'assigned',
    env: {
      SCRIPTS_COMMIT: scriptsCommit(defaultBranch),
      EVENT: '${{ github.event_name }}',
      IS_FORK: "${{ github.event_name == 'pull_request' && github.event.pull_request.head.repo.full_name != github.repository }}",
      GUARDED: literal(JSON.stringify(Object.fromEntries(guarded.map(({ environment, name }) => [environment, name])))),
    },
  };
}
