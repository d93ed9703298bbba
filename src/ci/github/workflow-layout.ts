import { pinnedVersion } from './action-pins';

/** The comment at the end of a line: the release behind a pinned commit, the reason for a permission. */
export function workflowComment(path: YamlPath, value: unknown): string | undefined {
  const key = path[path.length - 1];
  if (key === 'uses' && typeof value === 'string') return pinnedVersion(value);
  if (path[path.length - 2] === 'permissions') return PERMISSION_REASONS[`${key}: ${value}`];
  return undefined;
}

/** Place of a node in a YAML document. */
type YamlPath = readonly (string | number)[];

/** Why a job has a permission; `contents: read` explains itself. */
const PERMISSION_REASONS: Readonly<Record<string, string>> = {
  'actions: read': 'the runs of deployments tell what was deployed, and the settings what an environment is protected by',
  'actions: write': 'starts the workflows that follow this one',
  'contents: write': 'pushes what the workflow has recorded to a branch of its own, or merges it',
  'id-token: write': 'exchanged for temporary keys of the cloud, so that no long-lived key is stored',
  'issues: write': 'one issue per drifted root module is opened, updated and closed',
  'pull-requests: write': 'one comment shows the plans, one pull request what a workflow has recorded',
  'statuses: write': 'says of the digests what was checked of them, which the rules of the branch ask for',
};

/** Whether a blank line sets a node apart: the parts of the workflow, its jobs, their steps. */
export function workflowSpacing(path: YamlPath): boolean {
  const [part, , section] = path;
  return (path.length === 1 && part !== 'name') || (part === 'jobs' && (path.length === 2 || (path.length === 4 && section === 'steps' && path[3] !== 0)));
}
