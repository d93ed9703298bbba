/**
 * What every CI system does to plan and to deploy: the calls of the scripts in their order, and the limits of each. How
 * a job is started, gets its identity and hands things on is the system's own.
 *
 * What a step runs that may change something takes the place of its shell (`exec`): when a run is cancelled, the first process of
 * a step is the only one that is told.
 *
 * A call reads its values from the environment: SCRIPTS is the folder of the scripts, ENVIRONMENT the name of what is
 * deployed; others are named with the call. `temp` is the shell's name for the temporary folder of a job.
 */

/** How long the plan of one root module may take. */
export const PLAN_TIMEOUT_MINUTES = 30;

/** As long as the keys of the cloud are good for: without them a later apply could not give its state back. */
export const DEPLOY_TIMEOUT_MINUTES = 120;

/** How long all workloads together may take until their new pods are available. */
export const ROLLOUT_TIMEOUT_SECONDS = 900;

/** Drift is looked for once a day, at night in China, and not at the full hour, when schedules start late. UTC. */
export const DRIFT_SCHEDULE = '37 19 * * *';

/** Tells terraform that nobody sits in front of it. */
export const TERRAFORM_ENVIRONMENT = { CHECKPOINT_DISABLE: 'true', TF_IN_AUTOMATION: 'true' } as const;

/**
 * Shell that shows what it is given as mere text, as `inert.mjs` does. For steps that use no scripts, or may run beside those of
 * an older commit; all others call `guarded.mjs`.
 */
export const INERT: readonly string[] = [
  'inert() {',
  "  tr '\\r' '\\n' | tr -d '\\000-\\010\\013-\\037\\177' | LC_ALL=C sed --unbuffered --regexp-extended \\",
  // Directions and further control characters in UTF-8; then what begins a command.
  "    's/\\xe2\\x80[\\xaa-\\xae]|\\xe2\\x81[\\xa6-\\xa9]|\\xc2[\\x80-\\x9f]//g; s/^([^[:alnum:]:]*):(:)/\\1: \\2/; s/##((vso)?\\[)/## \\1/gI'",
  '}',
];

/** Fails when a file is not formatted, and shows what would be changed in it. */
export const CHECK_FORMAT: readonly string[] = [...INERT, 'terraform fmt -check -diff -recursive 2>&1 | inert'];

/**
 * Writes what a pull request affects to a file. HEAD is the pull request as it would be merged. Without a common commit
 * everything counts as affected.
 * @param base shell text of the commit that it is merged into
 */
export function selectAffected(base: string, file: string): string[] {
  return [
    `common="$(git merge-base "${base}" HEAD)" || common=""`,
    'node "${SCRIPTS}/guarded.mjs" node "${SCRIPTS}/affected.mjs" --base "${common}" --head HEAD --why',
    `node "\${SCRIPTS}/affected.mjs" --base "\${common}" --head HEAD --json > "${file}"`,
  ];
}

/**
 * Plans one root module. Reads ROOT_MODULE, REPORT, the file that its report is written to, and JOB_URL, which leads the readers of
 * the report.
 * @param flags more arguments
 */
export function planRootModule(...flags: readonly string[]): string[] {
  return [
    'exec node "${SCRIPTS}/plan-root-modules.mjs" --root-module "${ROOT_MODULE}" --report "${REPORT}" \\',
    `  ${['--link "${JOB_URL}"', ...flags].join(' ')}`,
  ];
}

/**
 * Lets a plan take mock values for outputs that no state has yet: of what is proposed only, which nobody applies. A variable, since the
 * scripts beside an identity may be older.
 */
export const MOCK_VALUES = { MOCK_VALUES: 'true' } as const;

/**
 * As `planRootModule`, for what is proposed and not merged yet, with scripts of the commit that it is merged into. Reads PLAN_POLICIES,
 * the folder of the policies, where there are any.
 * @param proposed the folder of what is proposed
 */
export function planProposed(proposed: string, hasPolicies: boolean): string[] {
  if (!hasPolicies) return planRootModule(`--repository ${proposed}`);
  return [
    'options=()',
    'if [[ -f "${SCRIPTS}/check-policies.sh" ]]; then',
    '  options+=(--check-policies)',
    'else',
    '  node "${SCRIPTS}/tell.mjs" notice "${ROOT_MODULE}" "Not held against the policies: they are new, and hold once they are merged."',
    'fi',
    ...planRootModule(`--repository ${proposed}`, '"${options[@]}"'),
  ];
}

/**
 * Writes the comment of a pull request to a file. Reads WAITING, the environments whose plans wait for a reviewer as a JSON list,
 * where there are any.
 * @param reports shell text of the folder with the reports of the plans
 * @param link shell text of the address of the run
 * @param commit shell text of the commit that was planned
 */
export function writeComment(reports: string, link: string, commit: string, file: string): string[] {
  return [`node "\${SCRIPTS}/plan-summary.mjs" comment "${reports}" "${link}" "${commit}" > "${file}"`];
}

/** Succeeds when a pull request affects a root module, or takes a service away. @param selection shell text of what `selectAffected` wrote */
export function isWorthComment(selection: string): string {
  return `jq --exit-status '.rootModules + .removed + [.overlays[]?, .cloudBaseRuns[]? | .gone // empty] != []' "${selection}" > /dev/null`;
}

/**
 * Fails when the environment is not protected as declared. What is declared, and the script, are those of the default branch: a commit
 * that is deployed may be older, and declare less. A machine that ran before may know the folder still (`--force`). Reads DEFAULT_BRANCH.
 */
export function checkProtection(temp: string): string[] {
  return [
    `git worktree add --quiet --force --detach "\${${temp}}/default-branch" "origin/\${DEFAULT_BRANCH}"`,
    `node "\${${temp}}/default-branch/\${SCRIPTS}/check-protection.mjs" --environment "\${ENVIRONMENT}"`,
  ];
}

/** Selects what a deployment changes. Reads DEFAULT_BRANCH and LAYERS; ROOT_MODULE and SERVICE, unless they are empty, restrict it. */
export function beginDeployment(temp: string): string[] {
  return [
    'node "${SCRIPTS}/deployment.mjs" begin --environment "${ENVIRONMENT}" --default-branch "${DEFAULT_BRANCH}" --layers "${LAYERS}" \\',
    `  --root-module "\${ROOT_MODULE:-}" --service "\${SERVICE:-}" --selection "${selectionFile(temp)}"`,
  ];
}

/** Applies the selected root modules of a layer. Reads LAYER. */
export function applyLayer(temp: string): string[] {
  return [`exec node "\${SCRIPTS}/apply-layer.mjs" --environment "\${ENVIRONMENT}" --layer "\${LAYER}" --selection "${selectionFile(temp)}"`];
}

/** Brings the selected applications to the cluster. Reads TIMEOUT_SECONDS. */
export function applyApplications(temp: string): string[] {
  return [
    'exec node "${SCRIPTS}/apply-applications.mjs" --environment "${ENVIRONMENT}" \\',
    `  --selection "${selectionFile(temp)}" --timeout-seconds "\${TIMEOUT_SECONDS}"`,
  ];
}

/**
 * Deploys an overlay. Reads NAMESPACE, OVERLAY and TIMEOUT_SECONDS; SERVICE, unless it is empty, restricts it. Where PRUNE is true, what
 * the overlay no longer has is removed: a variable, since the scripts are those of the commit that is deployed, and may be older.
 */
export const APPLY_OVERLAY: readonly string[] = [
  'exec node "${SCRIPTS}/apply-overlay.mjs" --overlay "${OVERLAY}" --namespace "${NAMESPACE}" \\',
  '  --service "${SERVICE:-}" --timeout-seconds "${TIMEOUT_SECONDS}"',
];

/** Deploys services to CloudBase Run. Reads DIRECTORY, their folder, and TIMEOUT_SECONDS; SERVICE, unless it is empty, restricts it. */
export function applyCloudBaseRun(): string[] {
  return [
    'exec node "${SCRIPTS}/apply-cloudbase-run.mjs" --directory "${DIRECTORY}" --environment "${ENVIRONMENT}" \\',
    '  --service "${SERVICE:-}" --timeout-seconds "${TIMEOUT_SECONDS}"',
  ];
}

/**
 * Compares what runs in CloudBase Run with what was deployed. Reads DIRECTORY, the folder of the services, REPORT, the file that the report is
 * written to, and JOB_URL, which leads the readers of the report.
 * @param deployed the folder of the commit that is deployed
 */
export function compareCloudBaseRun(deployed: string): string[] {
  return [
    `exec node "\${SCRIPTS}/drift-cloudbase-run.mjs" --directory "${deployed}/\${DIRECTORY}" --name "\${DIRECTORY}" --environment "\${ENVIRONMENT}" \\`,
    '  --report "${REPORT}" --link "${JOB_URL}"',
  ];
}

/**
 * Brings the dashboards of the environment to its Grafana.
 * @param program the script that is let in there
 */
export function applyDashboards(program: string): string[] {
  return [`exec node "\${SCRIPTS}/${program}" --environment "\${ENVIRONMENT}"`];
}

/** Runs the tests of policies. Reads POLICIES, their folder. */
export const TEST_POLICIES: readonly string[] = ['node "${SCRIPTS}/guarded.mjs" bash "${SCRIPTS}/conftest.sh" verify --policy "${POLICIES}"'];

/** Holds the rights which overlays and applications give in a cluster against the policies, after the tests of these. Reads POLICIES and JUDGED. */
export const CHECK_ACCESS: readonly string[] = [
  ...TEST_POLICIES,
  'readarray -t directories <<< "${JUDGED}"',
  'bash "${SCRIPTS}/check-access.sh" "${directories[@]}"',
];

/**
 * Fetches the kubeconfig of a cluster by the outputs of a root module, the first that answers. Reads ROOT_MODULE and
 * OUTPUTS.
 * @param prepare what makes an output a kubeconfig with credentials
 * @param keep what makes it known to later steps
 */
export function connectToCluster(
  temp: string, { prepare = [], keep }: { readonly prepare?: readonly string[]; readonly keep: readonly string[] },
): string[] {
  return [
    'umask 077',
    `export KUBECONFIG="${kubeconfig(temp)}"`,
    ...INERT,
    'for output in ${OUTPUTS}; do',
    '  { bash "${SCRIPTS}/terraform-root.sh" output "${ROOT_MODULE}" -- -raw "${output}" > "${KUBECONFIG}"; } 2>&1 | inert || continue',
    '  [[ -s "${KUBECONFIG}" ]] || continue',
    ...prepare.map((line) => `  ${line}`),
    '  if kubectl version --request-timeout=30s 2>&1 | inert; then',
    ...keep.map((line) => `    ${line}`),
    '    exit 0',
    '  fi',
    'done',
  ];
}

/** The kubeconfig of a cluster does not expire with the job. */
export function forgetKubeconfig(temp: string): string[] {
  return [`rm -f "${kubeconfig(temp)}"`];
}

function selectionFile(temp: string): string {
  return `\${${temp}}/selection.json`;
}

function kubeconfig(temp: string): string {
  return `\${${temp}}/kubeconfig`;
}
