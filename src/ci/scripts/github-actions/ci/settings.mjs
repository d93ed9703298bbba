// The settings of a repository on GitHub that an estate relies on: what each lacks, and how it is set.
import { ask } from './ask.mjs';
import { find, request } from './github.mjs';
import { branchPoliciesOf, environmentPath, isApprover, isDeclaredBranch, protectionProblems, reviewersOf } from './protection.mjs';
import { asksCodeOwners, rulesetSettings } from './ruleset.mjs';

/** What the help of a script says of logging in. */
export const LOGIN = 'Asks GitHub through gh, as you: gh auth login. To set anything you have to be an administrator of the repository.';

/** All settings, in the order in which they are told. Throws when GitHub is not reached at all. */
export async function settingsOf(declared) {
  if (declared.repository === undefined) throw new Error('.projenrc.ts has no repository of your own: put it there as repository: \'<owner>/<name>\', and run npx projen');
  const repository = request('GET', `repos/${declared.repository}`);
  return [
    defaultBranchSetting(declared, repository),
    ...declared.environments.map((environment) => environmentSetting(declared, environment)),
    ...rulesetSettings(declared),
    ...declared.needsCodeOwners ? [codeOwnersSetting(declared)] : [],
    ...actionsSettings(declared),
    ...declared.variables.map((variable) => variableSetting(declared, variable)),
  ];
}

function defaultBranchSetting({ repository, defaultBranch }, { default_branch: found }) {
  return {
    name: 'default branch',
    means: `${defaultBranch}, whose workflows run on a schedule and by hand`,
    problem: () => (found === defaultBranch ? undefined : `it is ${found}`),
    byHand: `gh repo edit ${repository} --default-branch ${defaultBranch}, or defaultBranch in .projenrc.ts.`,
  };
}

function environmentSetting(declared, environment) {
  const { name, branches, needsApproval, approvers } = environment;
  const means = [
    branches === undefined ? 'any branch uses it' : `only ${branches.join(', ')} uses it`,
    ...needsApproval ? [approvers.length === 0 ? 'somebody approves' : `one of ${approvers.join(', ')} approves`] : [],
  ].join(', and ');
  return {
    name: `environment ${name}`,
    means,
    problem: async () => (await protectionProblems(declared, environment)).join('; ') || undefined,
    mend: () => protect(declared, environment),
    byHand: needsApproval && approvers.length === 0
      ? `say who approves, as reviewers of the environment in .projenrc.ts, or in Settings, Environments, ${name}.` : undefined,
  };
}

/** Sets what is declared, and gives back all else that was set: what is left out of the request would be taken away. */
function protect(declared, environment) {
  const path = environmentPath(declared, environment.name);
  const found = find(path) ?? {};
  const rule = (type) => found.protection_rules?.find((each) => each.type === type);
  request('PUT', path, {
    wait_timer: rule('wait_timer')?.wait_timer ?? 0,
    prevent_self_review: rule('required_reviewers')?.prevent_self_review ?? false,
    reviewers: approversOf(declared, environment, reviewersOf(found)),
    deployment_branch_policy: environment.branches === undefined
      ? found.deployment_branch_policy ?? null : { protected_branches: false, custom_branch_policies: true },
    ...(found.can_admins_bypass === undefined ? {} : { can_admins_bypass: found.can_admins_bypass }),
  });
  if (environment.branches !== undefined) admitOnly(declared, environment);
}

/** One of them suffices, so those who are not declared go, and fewer than declared stay. */
function approversOf({ repository }, environment, reviewers) {
  const kept = environment.approvers.length === 0 ? reviewers : reviewers.filter((each) => isApprover(environment, each));
  if (kept.length > 0) return kept.map(({ type, reviewer: { id } }) => ({ type, id }));
  const [organization] = repository.split('/');
  return environment.approvers.map((team) => {
    const found = find(`orgs/${organization}/teams/${encodeURIComponent(team)}`);
    if (found === undefined) throw new Error(`${organization} has no team ${team} that you can see (gh auth refresh --scopes read:org)`);
    return { type: 'Team', id: found.id };
  });
}

function admitOnly(declared, environment) {
  const path = `${environmentPath(declared, environment.name)}/deployment-branch-policies`;
  const found = branchPoliciesOf(declared, environment.name);
  for (const name of environment.branches) if (!found.some((each) => each.name === name && isDeclaredBranch(environment, each))) request('POST', path, { name, type: 'branch' });
  for (const each of found) if (!isDeclaredBranch(environment, each)) request('DELETE', `${path}/${each.id}`);
}

/** GitHub leaves out an owner who cannot write to the repository, and asks nobody then. */
function codeOwnersSetting({ repository, defaultBranch }) {
  return {
    name: 'code owners',
    means: 'the teams in .github/CODEOWNERS are there and may write to the repository, so that GitHub asks them',
    problem: () => {
      const found = find(`repos/${repository}/codeowners/errors?ref=${encodeURIComponent(defaultBranch)}`);
      if (found === undefined) return `${defaultBranch} has no CODEOWNERS`;
      return found.errors.length === 0 ? undefined : found.errors.map(({ path, line, kind, message }) => `${path}:${line}: ${kind}: ${message.split('\n')[0]}`).join('; ');
    },
    byHand: 'push the file, make the teams, and let them write: gh api --method PUT orgs/<owner>/teams/<team>/repos/<owner>/<name> -f permission=push.',
  };
}

/** A workflow of any branch has what these allow, and an approval of its token counts as one. */
function actionsSettings(declared) {
  const { repository, opensPullRequests } = declared;
  const path = `repos/${repository}/actions/permissions/workflow`;
  const read = () => request('GET', path);
  const write = (changes) => {
    const { default_workflow_permissions, can_approve_pull_request_reviews } = read();
    request('PUT', path, { default_workflow_permissions, can_approve_pull_request_reviews, ...changes });
  };
  return [
    {
      name: 'token of workflows',
      means: 'reads only, where a workflow does not say otherwise',
      problem: () => (read().default_workflow_permissions === 'read' ? undefined : 'it may write'),
      mend: () => write({ default_workflow_permissions: 'read' }),
    },
    {
      name: 'pull requests by workflows',
      means: opensPullRequests ? 'allowed, for the digests of images' : 'not allowed: a workflow of a branch could approve its own pull request',
      problem: () => (read().can_approve_pull_request_reviews === opensPullRequests ? undefined : opensPullRequests ? 'not allowed' : 'allowed'),
      mend: () => {
        if (opensPullRequests && !asksCodeOwners(declared)) throw new Error('the rules of the branch do not ask owners of code yet, so a workflow could approve its own pull request');
        write({ can_approve_pull_request_reviews: opensPullRequests });
      },
    },
  ];
}

function variableSetting({ repository }, { name, description, outputs }) {
  const path = `repos/${repository}/actions/variables`;
  return {
    name: `variable ${name}`,
    means: description,
    problem: () => {
      const found = find(`${path}/${name}`);
      const value = outputs.length === 0 ? undefined : valueOf(outputs, found !== undefined);
      if (found === undefined) return 'it is not set';
      return value === undefined || normal(found.value) === normal(value) ? undefined : 'it is not what the bootstrap puts out';
    },
    mend: outputs.length === 0 ? undefined : () => {
      const value = valueOf(outputs, false);
      if (find(`${path}/${name}`) === undefined) request('POST', path, { name, value });
      else request('PATCH', `${path}/${name}`, { name, value });
    },
    byHand: outputs.length === 0 ? `gh variable set ${name} --repo ${repository}.` : undefined,
  };
}

/**
 * What the bootstraps put out: one text, or one object of all. Undefined when they cannot be asked and need not be: a variable
 * that is set was set from them.
 */
function valueOf(outputs, isSet) {
  let texts;
  try {
    texts = outputs.map((args) => ask('terraform', args).trim());
  } catch (error) {
    if (isSet) return undefined;
    throw new Error(`the bootstrap has no output yet, or you have no keys for it: apply it, and run this again (${error.message.split('\n')[0]})`);
  }
  if (texts.length === 1) return texts[0];
  return JSON.stringify(Object.assign({}, ...texts.map((text) => JSON.parse(text))));
}

/** A text, or the value of JSON however it is written. */
function normal(text) {
  try {
    const value = JSON.parse(text);
    return JSON.stringify(value, typeof value === 'object' && value !== null ? Object.keys(value).sort() : undefined);
  } catch {
    return text.trim();
  }
}
