/** Place of a node in a YAML document. */
type YamlPath = readonly (string | number)[];

/** Why something is as it is, by its key; each explains itself at the end of its line. */
const REASONS: Readonly<Record<string, string>> = {
  azureSubscription: 'workload identity federation: no secret is stored',
  batch: 'pushes that come meanwhile share the next run',
  environment: 'approvals, branch control and the exclusive lock are checks of this environment',
  fetchDepth: 'commits are compared with others',
  lockBehavior: 'each run takes its turn: none is cancelled while it applies',
  persistCredentials: 'no step pushes',
  pr: 'for GitHub; in Azure Repos, build validation is a policy of the branch',
  SYSTEM_ACCESSTOKEN: 'the token of this job, good as long as it runs',
};

/** Reasons hold where something is settled, not where it is turned off or is a mere name. */
const NO_REASON = new Set<unknown>(['none', true]);

/** The comment at the end of a line. */
export function pipelineComment(path: YamlPath, value: unknown): string | undefined {
  const key = path[path.length - 1];
  if (path.includes('parameters')) return undefined;
  if (key === 'batch') return REASONS.batch;
  return typeof key === 'string' && Object.hasOwn(REASONS, key) && !NO_REASON.has(value) ? REASONS[key] : undefined;
}

/** Whether a blank line sets a node apart: the parts of the pipeline, its stages and jobs, their steps. */
export function pipelineSpacing(path: YamlPath): boolean {
  const last = path[path.length - 1];
  if (path.length === 1) return last !== 'trigger' && last !== 'pr';
  const list = path[path.length - 2];
  return typeof last === 'number' && last > 0 && (list === 'steps' || list === 'jobs' || list === 'stages');
}
