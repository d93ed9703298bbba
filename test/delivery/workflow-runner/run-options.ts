import type { Action } from './action';
import type { WorkflowEvent } from './workflow-event';
import type { GitHubStandIn } from '../github/github-stand-in';

export interface WorkflowRunOptions {
  /** The parsed YAML of a workflow file. */
  readonly workflow: unknown;
  /** Git working copy that `actions/checkout` clones; it has the commit of the event. */
  readonly repository: string;
  readonly event: WorkflowEvent;
  readonly github: GitHubStandIn;
  readonly vars?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>>;
  /** Variables and secrets of environments, which go before those of the repository. */
  readonly environments?: Readonly<Record<string, EnvironmentSettings>>;
  /** Folders of programs that go before `/usr/bin` and `/bin`, and where stand-ins of setup actions look first. */
  readonly path?: readonly string[];
  /** What the machine of the runner has in its environment, such as a proxy. */
  readonly env?: Readonly<Record<string, string>>;
  /** Stand-ins for more actions, by their names. */
  readonly actions?: Readonly<Record<string, Action>>;
  /** Path of the workflow in the repository; by default one that its name makes. */
  readonly workflowPath?: string;
  /** The run that is started again; by default it is a new one. */
  readonly again?: number;
}

export interface EnvironmentSettings {
  readonly vars?: Readonly<Record<string, string>>;
  readonly secrets?: Readonly<Record<string, string>>;
  /** Whether its reviewers let in nobody; otherwise they let in everybody. */
  readonly isRefused?: boolean;
}
