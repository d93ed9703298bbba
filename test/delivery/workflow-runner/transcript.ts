import type { RunResult } from './run-result';
import type { GitHubStandIn } from '../github/github-stand-in';

/** A run as a person would read it: the log of each step, the summary, and what the repository has of comments and issues after it. */
export function transcript(workflow: string, { conclusion, jobs, summary }: RunResult, { issues }: GitHubStandIn): string {
  const steps = Object.values(jobs).flatMap(({ instances }) => instances).flatMap(({ name, steps: ofJob }) => (
    ofJob.flatMap((step) => [`--- ${name} / ${step.name}: ${step.conclusion}`, step.log])
  ));
  const told = [...issues.all.map(({ title, state, body }) => `issue (${state}) ${title}\n${body}`), ...issues.comments.map(({ body }) => `comment\n${body}`)];
  return [`=== ${workflow}: ${conclusion}`, ...steps, '--- summary', summary, ...told.map((text) => `--- ${text}`), ''].join('\n');
}
