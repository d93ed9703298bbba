import type { CloudLogin } from './cloud-login';
import type { DependencyGraph } from '../dependency-graph';

/** What a workflow that plans root modules, and applies none, is made from. */
export interface PlanningWorkflowOptions {
  readonly graph: DependencyGraph;
  readonly terraformVersion: string;
  readonly login: CloudLogin;
  /** Folder of the scripts, relative to the repository. */
  readonly scriptsDir: string;
  /** The branch that is deployed. */
  readonly defaultBranch: string;
  /** Folder of the policies that plans are held against, relative to the repository; undefined: there are none. */
  readonly policiesDir?: string;
}
