// How an environment of GitHub is protected, and what that lacks of what is declared.
import { find, request } from './github.mjs';

/** What the help of a script says of it. */
export const PROTECTION = 'Reads what gh needs to log in; a job needs actions: read.';

export function environmentPath({ repository }, name) {
  return `repos/${repository}/environments/${encodeURIComponent(name)}`;
}

/** The branches that may use an environment, each with its kind, beside those that a protection of branches lets in. */
export function branchPoliciesOf(settings, name) {
  return request('GET', `${environmentPath(settings, name)}/deployment-branch-policies?per_page=100`).branch_policies;
}

/** Those of whom one has to approve. */
export function reviewersOf(found) {
  return found.protection_rules?.find(({ type }) => type === 'required_reviewers')?.reviewers ?? [];
}

/** GitHub writes the addresses of teams in small letters. */
export function isApprover({ approvers }, { type, reviewer }) {
  return type === 'Team' && approvers.some((team) => team.toLowerCase() === reviewer.slug);
}

export function isDeclaredBranch({ branches }, { name, type = 'branch' }) {
  return type === 'branch' && branches.includes(name);
}

/** What an environment lacks of its declared protection, each as the part of a sentence. */
export async function protectionProblems(settings, environment) {
  const found = find(environmentPath(settings, environment.name));
  if (found === undefined) return ['it is not there, and GitHub would make one that every branch may use'];
  return [...branchProblems(settings, environment, found), ...isClosed(settings, environment, found) ? [] : approvalProblems(environment, found)];
}

/** Whether an environment in which pull requests are planned lets in none: stricter than any reviewer, and there without GitHub Enterprise. */
function isClosed(settings, { name, branches }, { deployment_branch_policy: policy }) {
  if (branches !== undefined || policy?.custom_branch_policies !== true) return false;
  return branchPoliciesOf(settings, name).every((each) => each.name === settings.defaultBranch && (each.type ?? 'branch') === 'branch');
}

function branchProblems(settings, environment, { deployment_branch_policy: policy }) {
  const { name, branches } = environment;
  if (branches === undefined) return [];
  if (policy?.custom_branch_policies !== true) return [`${policy?.protected_branches === true ? 'every protected branch' : 'every branch'} may use it`];
  const found = branchPoliciesOf(settings, name);
  const others = found.filter((each) => !isDeclaredBranch(environment, each));
  const missing = branches.filter((branch) => !found.some((each) => each.name === branch));
  return [
    ...(others.length === 0 ? [] : [`${others.map((each) => `${each.type === 'tag' ? 'the tag ' : ''}"${each.name}"`).join(', ')} may use it too`]),
    ...(missing.length === 0 ? [] : [`${missing.join(', ')} may not use it`]),
  ];
}

/** One of the reviewers suffices, so fewer than declared are stricter, and one more is not. */
function approvalProblems(environment, found) {
  if (!environment.needsApproval) return [];
  const reviewers = reviewersOf(found);
  if (reviewers.length === 0) return ['nobody has to approve'];
  const others = environment.approvers.length === 0 ? [] : reviewers.filter((each) => !isApprover(environment, each));
  return others.length === 0 ? [] : [`${others.map(({ reviewer }) => reviewer.slug ?? reviewer.login).join(', ')} may approve, who ${others.length === 1 ? 'is' : 'are'} not declared`];
}
