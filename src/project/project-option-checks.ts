import type * as javascript from 'projen/lib/javascript';
import type { CodeHost } from '../ci/delivery-system';
import { alertReceiverProblems } from '../estate/alert-receiver-checks';
import { isBranchName } from '../estate/branch-name';
import type { Estate } from '../estate/estate';
import type { FeiyueProjectOptions } from '../estate/feiyue-project-options';
import { problemsOfNew } from '../new/new-flags';
import { isProjenNew, isRollingOwnPackage } from '../run/node-project-options';
import { checkLabel, nearestLabel } from '../synth/declare/declared-name';
import { Problems } from '../synth/declare/problems';
import type { SourceLocation } from '../synth/declare/source-location';
import { REQUIRED_TERRAFORM_VERSION, TERRAFORM_VERSION } from '../terraform/declare/provider-versions';
import { meetsConstraints } from '../terraform/interface/version-syntax';

/** Reports what is wrong with the options of a project. */
export function checkProjectOptions(project: javascript.NodeProject, { options, source, host, estate }: ProjectOptions): void {
  const { projectName, terraformVersion, ciRunners, cloud, backend, repository: { defaultBranch } } = estate.facts;
  const report = (at: SourceLocation) => (message: string) => Problems.of(project).add(at, message);
  checkLabel(project, source, 'project name', projectName, isProjenNew(options) ? `; for instance: --name ${nearestLabel(projectName)}` : '');
  if (isProjenNew(options)) problemsOfNew(process.argv.slice(2), options).forEach(report(source));
  host.problems().forEach(report(source));
  if (!isBranchName(defaultBranch)) {
    report(source)(`defaultBranch ${JSON.stringify(defaultBranch)} is not the name of a branch: give letters, digits, ".", "_" and "-", and "/" between them, such as "trunk"`);
  }
  if (ciRunners !== undefined && !RUNNERS.test(ciRunners)) {
    report(source)(`ciRunners ${JSON.stringify(ciRunners)} is no label of runners or name of a pool of agents: give letters, digits, ".", "_", "-" and spaces between them, such as "in-the-network"`);
  }
  if (!EXACT_VERSION.test(terraformVersion)) report(source)(`terraformVersion ${JSON.stringify(terraformVersion)} is not one exact version of Terraform, such as "${TERRAFORM_VERSION}"`);
  else if (!meetsConstraints(terraformVersion, [REQUIRED_TERRAFORM_VERSION])) report(source)(`terraformVersion ${JSON.stringify(terraformVersion)} is not among those that every root module works with, "${REQUIRED_TERRAFORM_VERSION}"`);
  alertReceiverProblems(estate.facts.alertReceivers, estate.facts.monitoring._content).forEach(report(source));
  cloud._supplier.problems().forEach(report(options.cloud ? cloud._source : source));
  if (options.backend) backend._problems().forEach(report(backend._source));
  const pin = (options.devDeps ?? []).find((dependency) => isRollingOwnPackage(dependency) && dependency.includes('@'));
  if (pin && !isProjenNew(options)) project.logger.warn(`devDeps pins ${pin}: \`npx projen upgrade\` will not leave that version. Remove the entry to roll.`);
}

/** A release of Terraform, or one before it. */
const EXACT_VERSION = /^\d+\.\d+\.\d+(-[a-z0-9]+)?$/;

const RUNNERS = /^[\p{L}\p{N}]([\p{L}\p{N}._ -]*[\p{L}\p{N}])?$/u;

/** What a project was made with. */
interface ProjectOptions {
  readonly options: FeiyueProjectOptions;
  /** Where it was made. */
  readonly source: SourceLocation;
  readonly host: CodeHost;
  readonly estate: Estate;
}
