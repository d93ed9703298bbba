// The rules of the default branch, and of tags that are called like it: what they lack, and the rulesets that add it. Rules of several rulesets all hold, so adding takes nothing away.
import { request } from './github.mjs';

const NAME = 'Default branch of the estate';
const TAG_NAME = 'No tag like the default branch of the estate';

/** A rebase would put each commit of a pull request on the branch by itself, as if each had been approved. */
const MERGE_METHODS = ['merge', 'squash'];

/** The app whose jobs report the checks. Without it, whoever may write to the repository reports a check of any name. */
const GITHUB_ACTIONS_APP = 15368;

/** The role of administrators, who may change the rules as well. */
const ADMIN_ROLE = 5;

/** Rules are read in pages of so many. */
const PAGE = 'per_page=100';

/** What holds, each with what it means. */
export function rulesetSettings(declared) {
  const { defaultBranch } = declared;
  const setting = (type, means, lacks) => ({
    name: `rules of ${defaultBranch}`,
    means,
    problem: () => lacksOf(declared, type, lacks),
    mend: () => writeRuleset(declared, {
      name: NAME,
      target: 'branch',
      ref: `refs/heads/${defaultBranch}`,
      rules: (kept) => [
        { type: 'deletion' },
        { type: 'non_fast_forward' },
        { type: 'pull_request', parameters: reviews(declared, kept('pull_request')) },
        { type: 'required_status_checks', parameters: checks(declared, kept('required_status_checks')) },
      ],
    }),
  });
  return [
    setting('deletion', 'nobody deletes it', () => []),
    setting('non_fast_forward', 'nobody rewrites its history', () => []),
    setting('pull_request', `a pull request, approved by somebody else after its last push${declared.needsCodeOwners ? ', and by the owners of what it changes' : ''}`, (rules) => lacksOfReviews(declared, rules)),
    setting('required_status_checks', `the checks ${declared.requiredChecks.map((check) => `"${check}"`).join(' and ')} of GitHub Actions pass before a merge`, (rules) => lacksOfChecks(declared, rules)),
    {
      name: `tags like ${defaultBranch}`,
      means: 'nobody makes one: a run of a tag would look like one of the branch',
      problem: () => (hasTagRule(declared) ? undefined : 'whoever may write can'),
      mend: () => writeRuleset(declared, { name: TAG_NAME, target: 'tag', ref: `refs/tags/${defaultBranch}`, rules: () => [{ type: 'creation' }, { type: 'update' }] }),
    },
  ];
}

/** Whether an approval of a workflow merges nothing by itself: owners of code are asked. */
export function asksCodeOwners(declared) {
  return lacksOf(declared, 'pull_request', (rules) => lacksOfReviews(declared, rules)) === undefined;
}

/** What the rules of a kind lack; undefined: nothing. */
function lacksOf(declared, type, lacks) {
  const { rules, unsure } = rulesOf(declared, type);
  const missing = rules.length === 0 ? ['there is no such rule that holds for all'] : lacks(rules);
  if (missing.length === 0) return undefined;
  if (unsure) throw new Error('who may pass the rules is told to administrators of the repository alone');
  return missing.join('; ');
}

function lacksOfReviews({ needsCodeOwners }, rules) {
  const has = (key) => rules.some(({ parameters }) => parameters[key] === true);
  return [
    ...(rules.some(({ parameters }) => parameters.required_approving_review_count >= 1) ? [] : ['no approval is required']),
    ...(has('dismiss_stale_reviews_on_push') ? [] : ['an approval outlives a later push']),
    ...(has('require_last_push_approval') ? [] : ['who pushed last may approve']),
    ...(rules.some(({ parameters: { allowed_merge_methods: methods } }) => methods?.every((method) => MERGE_METHODS.includes(method))) ? [] : ['it may be rebased']),
    ...(!needsCodeOwners || has('require_code_owner_review') ? [] : ['owners of code are not asked']),
  ];
}

function lacksOfChecks({ requiredChecks }, rules) {
  const found = rules.flatMap(({ parameters }) => parameters.required_status_checks);
  const missing = requiredChecks.filter((check) => !found.some((each) => isCheck(check, each)));
  return missing.length === 0 ? [] : [`${missing.map((check) => `"${check}"`).join(', ')} ${missing.length === 1 ? 'is' : 'are'} not required of GitHub Actions`];
}

function isCheck(name, { context, integration_id: app }) {
  return context === name && app === GITHUB_ACTIONS_APP;
}

/** The rules of a kind on the branch which hold for all but administrators, and whether that could be seen of each. */
function rulesOf({ repository, defaultBranch }, type) {
  const found = request('GET', `repos/${repository}/rules/branches/${encodeURIComponent(defaultBranch)}?${PAGE}`).filter((rule) => rule.type === type);
  const actors = new Map([...new Set(found.map(({ ruleset_id: id }) => id))].map((id) => [id, request('GET', `repos/${repository}/rulesets/${id}?includes_parents=true`).bypass_actors]));
  return {
    rules: found.filter(({ ruleset_id: id }) => actors.get(id)?.every(isAdmin) === true),
    unsure: [...actors.values()].includes(undefined),
  };
}

function isAdmin({ actor_type: type, actor_id: id }) {
  return type === 'OrganizationAdmin' || (type === 'RepositoryRole' && id === ADMIN_ROLE);
}

/** Whether a ruleset that nobody but administrators may pass keeps tags from being made that are called like the branch. */
function hasTagRule({ repository, defaultBranch }) {
  const holds = ({ rules, conditions, bypass_actors: actors }) => {
    if (!rules.some(({ type }) => type === 'creation') || !conditions.ref_name.include.some((ref) => ['~ALL', `refs/tags/${defaultBranch}`].includes(ref))) return false;
    if (actors === undefined) throw new Error('who may pass the rules is told to administrators of the repository alone');
    return conditions.ref_name.exclude.length === 0 && actors.every(isAdmin);
  };
  return request('GET', `repos/${repository}/rulesets?includes_parents=true&${PAGE}`)
    .filter(({ target, enforcement }) => target === 'tag' && enforcement === 'active')
    .some(({ id }) => holds(request('GET', `repos/${repository}/rulesets/${id}?includes_parents=true`)));
}

/** Makes a ruleset of the estate, or adds to it what it lacks. Those of others are left alone. */
function writeRuleset({ repository }, { name, target, ref, rules: rulesOver }) {
  const known = request('GET', `repos/${repository}/rulesets?includes_parents=false&${PAGE}`).find((each) => each.name === name && each.target === target);
  const found = known === undefined ? undefined : request('GET', `repos/${repository}/rulesets/${known.id}`);
  const rules = found?.rules ?? [];
  const own = rulesOver((type) => rules.find((rule) => rule.type === type)?.parameters ?? {});
  const body = {
    name,
    target,
    enforcement: 'active',
    bypass_actors: (found?.bypass_actors ?? []).filter(isAdmin),
    conditions: { ref_name: { include: [...new Set([...found?.conditions?.ref_name?.include ?? [], ref])], exclude: [] } },
    rules: [...own, ...rules.filter(({ type }) => !own.some((rule) => rule.type === type))],
  };
  if (found === undefined) request('POST', `repos/${repository}/rulesets`, body);
  else request('PUT', `repos/${repository}/rulesets/${found.id}`, body);
}

function reviews({ needsCodeOwners }, kept) {
  return {
    required_review_thread_resolution: false,
    ...kept,
    required_approving_review_count: Math.max(1, kept.required_approving_review_count ?? 0),
    dismiss_stale_reviews_on_push: true,
    require_last_push_approval: true,
    allowed_merge_methods: (kept.allowed_merge_methods ?? MERGE_METHODS).filter((method) => MERGE_METHODS.includes(method)),
    require_code_owner_review: needsCodeOwners || kept.require_code_owner_review === true,
  };
}

function checks({ requiredChecks }, kept) {
  const others = (kept.required_status_checks ?? []).filter(({ context }) => !requiredChecks.includes(context));
  return {
    strict_required_status_checks_policy: false,
    ...kept,
    required_status_checks: [...others, ...requiredChecks.map((context) => ({ context, integration_id: GITHUB_ACTIONS_APP }))],
  };
}
