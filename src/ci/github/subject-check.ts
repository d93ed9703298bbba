import { GitHubRepository, GitHubTrust } from './github-trust';
import { jobSubjects } from './job-subjects';
import { CI_IDENTITIES, TrustingEnvironment } from '../../clouds/ci-identity';
import { didYouMean } from '../../text/nearest-name';

/**
 * Why jobs of a workflow will be refused by the cloud, each as a message for the user: no role trusts what they present.
 * @param path path of the workflow, relative to the repository
 * @param environments the environments of the estate, which have roles
 */
export function untrustedJobs(
  path: string, workflow: object, repository: GitHubRepository, environments: readonly TrustingEnvironment[],
): string[] {
  const trust = new GitHubTrust(repository);
  const trusted = environments.flatMap((environment) => CI_IDENTITIES.flatMap((identity) => trust.subjects(identity, environment)));
  const isTrusted = new Set(trusted);
  const messages = jobSubjects(workflow, repository).flatMap(({ job, event, subjects }) => {
    const subject = subjects?.find((form) => !isTrusted.has(form));
    if (subjects !== undefined && subject === undefined) return [];
    return [message(path, job, event, subject, trusted)];
  });
  return [...new Set(messages)];
}

function message(path: string, job: string, event: string, subject: string | undefined, trusted: readonly string[]): string {
  const asks = `workflow "${path}": job "${job}" asks for an identity token (id-token: write)`;
  const wayOut = 'Give the job the environment that it works on (environment: <name>, made with project.addEnvironment), or take id-token: write from it';
  if (subject === undefined) return `${asks}, but on ${event} its subject is only known when it runs, so no role can trust it. ${wayOut}`;
  return `${asks} and presents the subject "${subject}", which no role trusts.${didYouMean(subject, [...trusted])} ${wayOut}`;
}
