import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { HOSTILE, HOSTILE_NAME, hostileCommands, hostileMarkdown } from './hostile-text';
import { layOutScripts } from './script-sandbox';
import { AZURE_SCRIPTS } from '../../../src/ci/azure/azure-scripts';
import type { CiScripts } from '../../../src/ci/ci-scripts';
import { INERT } from '../../../src/ci/delivery';
import { failFunction } from '../../../src/ci/github/fail-function';
import { GITHUB_SCRIPTS } from '../../../src/ci/github/github-scripts';
import { script as shellScript } from '../../../src/ci/shell-script';
import { COMMIT, INIT } from '../../git-arguments';
import { describeWithTools } from '../github/run-step';

interface Attempt {
  /** The words after the script. */
  readonly args: readonly string[];
  /** Programs that stand in for real ones, by name: what each does. */
  readonly programs?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
  /** Only where this system runs the job. */
  readonly on?: string;
  /** Whether its output is for a program that reads it, and is shown to nobody. */
  readonly isData?: boolean;
  /** What has to be there, so that the text came through at all. */
  readonly shows: string;
}

const SOURCE = resolve(__dirname, '../../../src/ci/scripts');
const NAME = JSON.stringify(HOSTILE_NAME);
const DIR = 'terraform/dev/network';
/** Prints the text on both streams. */
const DIGEST = `sha256:${'a'.repeat(64)}`;
const SPEAK = 'cat "${BIN}/hostile"; cat "${BIN}/hostile" >&2';
const REPORT = JSON.stringify({
  dir: HOSTILE_NAME,
  url: '',
  status: 'changed',
  add: 0,
  change: 0,
  destroy: 1,
  destroyed: [HOSTILE_NAME],
  text: HOSTILE,
  violations: [{ policy: HOSTILE_NAME, severity: 'deny', message: HOSTILE }],
  unlocked: HOSTILE,
  mocked: { [HOSTILE_NAME]: [HOSTILE_NAME] },
  unknown: [HOSTILE_NAME],
  readers: [HOSTILE_NAME],
});
const PLAN = JSON.stringify({ resource_changes: [{ address: HOSTILE_NAME, mode: 'managed', type: 'database', change: { actions: ['delete'] } }] });
const SELECTION = JSON.stringify({ environment: 'dev', rootModules: [{ environment: 'dev', name: 'network', dir: DIR, layer: 0 }], allowedDestructions: [] });
const ROOT_MODULE = { [`${DIR}/main.tf`]: '', 'selection.json': SELECTION, 'ops/scripts/stateful-resources.json': '{"types":["database"]}', 'ops/scripts/terraform-root.sh': 'exec terraform "$@"\n' };
const TERRAFORM = `case " $* " in *" show -json "*) cat << 'PLAN'\n${PLAN}\nPLAN\n;; *" show "*) ${SPEAK} ;; *) ${SPEAK}; for word in "$@"; do [[ "$word" != -out=* ]] || touch "\${word#-out=}"; done; exit 2 ;; esac`;
const FINDS = `{ ${SPEAK}; } >&2; cat << 'FOUND'\n${JSON.stringify([{ namespace: 'plan.x', failures: [{ msg: HOSTILE }], warnings: [] }])}\nFOUND`;
const POLICIES = { 'ops/scripts/conftest.sh': FINDS.replaceAll('${BIN}', '../../bin').replaceAll('"../../bin/hostile"', '"$(dirname -- "$0")/../../bin/hostile"'), 'ops/scripts/policies.json': '{"plan":"policies","access":"policies"}', 'policies/x.rego': '' };
const AFFECTED = `process.stderr.write(${JSON.stringify(HOSTILE)}); console.log(JSON.stringify({rootModules: [{environment: 'dev', name: 'network', dir: ${NAME}, layer: 0, reasons: [${NAME}]}], removed: [{dir: ${NAME}}], overlays: [{environment: 'dev', dir: ${NAME}, services: [], reasons: [${NAME}]}]}));\n`;
const RUN = { id: 1, run_number: 1, path: '.github/workflows/deploy-dev.yml', event: 'push', head_branch: 'main', head_sha: 'SHA', head_repository: { full_name: 'o/r' } };
const JOBS = { total_count: 1, jobs: [{ name: 'Deploy dev at SHA', status: 'completed', conclusion: 'success', run_attempt: 1 }] };
const RECORDS = `case "$*" in */jobs*) echo '${JSON.stringify(JOBS)}' ;; *) echo '${JSON.stringify({ workflow_runs: [RUN] })}' ;; esac`;
const CLUSTER = JSON.stringify({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: HOSTILE_NAME, namespace: 'dev' } });
const PODS = JSON.stringify({ items: [{ status: { containerStatuses: [{ state: { waiting: { reason: 'Bad', message: HOSTILE } } }] } }] });
const APPLICATIONS = {
  '.projen/graph.json': JSON.stringify({ environments: [{ name: 'dev' }, { name: HOSTILE_NAME.slice(1) }], applications: [{ name: HOSTILE_NAME, dirs: ['a'] }] }),
};
const RECORDS_OF_OUTPUTS = {
  ...ROOT_MODULE,
  '.projen/graph.json': JSON.stringify({ environments: [{ name: 'dev' }], rootModules: [{ name: 'network', dir: 'terraform/*/network' }] }),
  '.projen/outputs.json': JSON.stringify({ environments: [{ name: 'dev', file: 'outputs/dev.json', outputs: { network: ['vpc_id'] } }] }),
};
const DEPLOYMENT = JSON.stringify({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: HOSTILE_NAME, namespace: 'dev' }, spec: { selector: {} } }, undefined, 2);
const APPLIES = `case "$*" in kustomize*) echo a ;; patch*) cat << 'LIVE'\n${DEPLOYMENT}\nLIVE\n;; diff*) ${SPEAK}; exit 1 ;; "get --filename"*) cat << 'LIVE'\n${DEPLOYMENT}\nLIVE\n;; `
  + `*"get pods --selector"*) cat << 'PODS'\n${PODS}\nPODS\n;; *"get namespaces"*) ;; *"rollout status"*) ${SPEAK}; exit 1 ;; *) ${SPEAK} ;; esac`;
/** All runs, and an object with a hostile name is no longer declared. */
const LEFT = ['a', HOSTILE_NAME].map((name) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: {
    name,
    uid: name,
    labels: { 'feiyue-projen/project': 'p', 'feiyue-projen/overlay': 'dev' },
    managedFields: ['github-actions', 'azure-pipelines'].map((manager) => ({ manager, operation: 'Apply' })),
  },
}));
const PRUNES = `case "$*" in kustomize*) echo x ;; patch*) cat << 'BUILT'\n${JSON.stringify(LEFT[0])}\nBUILT\n;; diff*) ;; *"get namespace"*) echo n ;; "get --filename"*) cat << 'LIVE'\n${JSON.stringify(LEFT[0])}\nLIVE\n;; `
  + `*api-resources*) echo configmaps ;; *"get secrets"*) ;; *"get configmaps"*) cat << 'LIVE'\n${JSON.stringify({ kind: 'List', items: LEFT })}\nLIVE\n;; *"get control"*) ;; *) ${SPEAK} ;; esac`;
const BUILT = JSON.stringify({ apiVersion: 'batch/v1', kind: 'Job', metadata: { name: HOSTILE_NAME, annotations: { 'feiyue-projen/before': HOSTILE_NAME } }, spec: {} }, undefined, 2);
const FAILED = JSON.stringify({ kind: 'Job', metadata: { name: HOSTILE_NAME }, status: { conditions: [{ type: 'Failed', status: 'True', reason: 'Bad', message: HOSTILE }] } });
const KUBECTL_OF_JOBS = `case "$*" in *"get namespace"*) echo n ;; kustomize*) echo x ;; patch*) cat << 'BUILT'\n${BUILT}\nBUILT\n;; *"get jobs"*) cat << 'JOBS'\n${FAILED}\nJOBS\n;; *"get pods --selector"*) cat << 'PODS'\n${PODS}\nPODS\n;; "get --filename"*) ;; *) ${SPEAK} ;; esac`;
const KUBECTL = `case "$*" in *"get namespace"*) echo n ;; kustomize*) echo x ;; patch*) cat << 'BUILT'\n${CLUSTER}\nBUILT\n;; diff*) ${SPEAK}; exit 1 ;; "get --filename"*) cat << 'LIVE'\n${CLUSTER}\nLIVE\n;; *"get pods --selector"*) cat << 'PODS'\n${PODS}\nPODS\n;; *"rollout status"*) ${SPEAK}; exit 1 ;; *) ${SPEAK} ;; esac`;

/** An object with a mark, and what kubectl says of it when it is filled in: it quotes all of it. */
const MARKED = JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: HOSTILE_NAME }, data: { A: '${terraform.network.a}', B: '${terraform.network.b}' } }, undefined, 2);
const KUBECTL_OF_OUTPUTS = `case "$*" in kustomize*) echo x ;; patch*) cat << 'BUILT'\n${MARKED}\nBUILT\n;; *"get namespace"*) echo n ;; "get --filename"*) ;; *) ${SPEAK}; cat >&2; exit 1 ;; esac`;
const putsOut = (...names: readonly string[]) => `cat << 'OUT'\n${JSON.stringify(Object.fromEntries(names.map((name) => [name, { sensitive: false, type: 'string', value: HOSTILE }])))}\nOUT`;
const READS = { ...ROOT_MODULE, '.projen/graph.json': JSON.stringify({ environments: [{ name: 'dev', overlay: 'k8s/overlays/dev' }], rootModules: [{ name: 'network', dir: 'terraform/*/network' }] }) };

const SHOWS_DASHBOARDS = {
  ...ROOT_MODULE,
  '.projen/graph.json': JSON.stringify({
    environments: [{ name: 'dev', dashboards: { dir: 'boards', folder: 'shop', rootModule: 'network', address: 'address', password: HOSTILE_NAME } }],
    rootModules: [{ name: 'network', dir: 'terraform/*/network' }],
  }),
};

const RUN_SERVICE = {
  '.projen/graph.json': JSON.stringify({ environments: [{ name: 'dev', cloudBaseRun: { dir: 'run', services: [HOSTILE_NAME] } }] }),
  'run/a.json': JSON.stringify({ service: HOSTILE_NAME, envId: HOSTILE_NAME, region: 'ap-guangzhou', variables: {} }),
};

const SETTINGS = {
  'ops/scripts/declared-settings.json': JSON.stringify({
    doctor: 'doctor.sh',
    organization: 'o',
    project: 'p',
    repository: 'o/r',
    defaultBranch: 'main',
    environments: [{ name: 'prod', branches: ['main'], needsApproval: true, approvers: ['platform'] }],
    requiredChecks: [],
    variables: [],
  }),
};
const PROTECTION = JSON.stringify({
  default_branch: HOSTILE_NAME,
  deployment_branch_policy: { custom_branch_policies: true },
  branch_policies: [{ id: 1, name: HOSTILE, type: 'branch' }],
  protection_rules: [{ type: 'required_reviewers', reviewers: [{ type: 'Team', reviewer: { id: 1, slug: HOSTILE_NAME } }] }],
});
const PROTECTS = `cat << 'FOUND'\n${PROTECTION}\nFOUND`;

/** Scripts that show text from outside, each with how it comes to see some. A new script without a row fails. */
const ATTEMPTS: Readonly<Record<string, readonly Attempt[]>> = {
  'guarded.mjs': [
    { args: ['speaker'], programs: { speaker: SPEAK }, shows: 'hostile-a' },
    { args: [], input: HOSTILE, shows: 'hostile-a' },
    { args: ['--out', 'out', 'speaker'], programs: { speaker: SPEAK }, shows: 'hostile-a' },
  ],
  'tell.mjs': ['error', 'warning', 'notice'].flatMap((kind) => [
    { args: [kind, HOSTILE_NAME, HOSTILE], shows: 'hostile-a' },
    { args: [kind, HOSTILE_NAME], input: HOSTILE, shows: 'hostile-a' },
  ]),
  'apply-layer.mjs': [
    { args: ['--environment', 'dev', '--layer', '1', '--selection', 'selection.json'], files: ROOT_MODULE, programs: { terraform: TERRAFORM }, shows: 'refused: destroys' },
    { args: ['--environment', 'dev', '--layer', '1', '--selection', 'selection.json'], files: { ...ROOT_MODULE, ...POLICIES, 'ops/scripts/stateful-resources.json': '{"types":[]}' }, programs: { terraform: TERRAFORM }, shows: 'denied by policy' },
    {
      args: ['--environment', 'dev', '--layer', '1', '--selection', 'selection.json'],
      files: { ...ROOT_MODULE, 'selection.json': JSON.stringify({ environment: 'dev', rootModules: [HOSTILE_NAME, DIR].map((dir) => ({ dir, layer: 0 })), allowedDestructions: [] }) },
      programs: { terraform: TERRAFORM },
      shows: 'planning',
    },
  ],
  'plan-root-modules.mjs': [
    {
      args: ['--root-module', DIR, '--report', 'reports/r.json'],
      files: {
        ...ROOT_MODULE,
        [`${DIR}/.terraform.lock.hcl`]: `provider ${NAME} {\n}\n`,
        '.projen/graph.json': JSON.stringify({ environments: [{ name: 'dev' }], rootModules: [{ name: 'network', dir: 'terraform/*/network', providers: [HOSTILE_NAME] }] }),
      },
      programs: { terraform: TERRAFORM },
      shows: 'does not name',
    },
    { args: ['--root-module', DIR, '--report', 'reports/r.json'], files: ROOT_MODULE, programs: { terraform: TERRAFORM }, shows: 'hostile-a' },
    { args: ['--root-module', DIR, '--report', 'reports/r.json', '--check-policies'], files: { ...ROOT_MODULE, ...POLICIES }, programs: { terraform: TERRAFORM }, shows: 'hostile-a' },
    { args: ['--root-module', HOSTILE_NAME, '--report', 'reports/r.json'], files: ROOT_MODULE, programs: { terraform: TERRAFORM }, shows: 'planning' },
  ],
  'plan-report.sh': [
    { args: [DIR, 'r.json'], files: ROOT_MODULE, programs: { terraform: TERRAFORM }, shows: 'hostile-a' },
    { args: [HOSTILE_NAME, 'r.json'], files: ROOT_MODULE, programs: { terraform: 'echo "Error: Unable to find remote state"; exit 1' }, shows: 'Not planned yet' },
    { args: [HOSTILE_NAME, 'r.json'], files: ROOT_MODULE, env: { MOCK_VALUES: 'true' }, programs: { terraform: `echo "Error: Unable to find remote state"; ${SPEAK}; exit 1` }, shows: 'hostile-a' },
  ],
  'mock-values.mjs': [{ args: ['mock', DIR, 'log', 'plan.json', '.'], files: { 'log': HOSTILE, 'plan.json': HOSTILE }, shows: 'JSON' }],
  'plan-summary.mjs': [
    { args: ['comment', 'reports', 'https://ci.example/1', 'c0ffee'], files: { 'reports/a.report.json': REPORT, 'reports/affected.json': JSON.stringify({ rootModules: [{ dir: HOSTILE_NAME }], removed: [{ dir: HOSTILE_NAME }] }) }, shows: 'hostile-a' },
    { args: ['summary', 'r.json'], files: { 'r.json': REPORT }, shows: 'hostile-a' },
    { args: ['issue', 'r.json'], files: { 'r.json': REPORT }, shows: 'hostile-a' },
  ],
  'apply-overlay.mjs': [
    ...[KUBECTL, KUBECTL_OF_JOBS].map((kubectl) => (
      { args: ['--overlay', 'k8s/overlays/dev', '--namespace', 'dev', '--timeout-seconds', '1'], programs: { kubectl }, shows: 'hostile-a' })),
    ...[{ terraform: `${SPEAK}; exit 1`, shows: 'could not be read' }, { terraform: putsOut(HOSTILE_NAME), shows: 'has no output' }, { terraform: putsOut('a', 'b'), shows: 'hostile-a' }].map(({ terraform, shows }) => (
      { args: ['--overlay', 'k8s/overlays/dev', '--namespace', 'dev'], files: READS, programs: { kubectl: KUBECTL_OF_OUTPUTS, terraform }, shows })),
    ...['true', ''].map((PRUNE) => ({ args: ['--overlay', 'k8s/overlays/dev', '--namespace', 'dev'], programs: { kubectl: PRUNES }, env: { PRUNE }, shows: 'removed' })),
  ],
  'apply-cloudbase-run.mjs': [
    { args: ['--directory', 'run', '--environment', 'dev', '--service', `${HOSTILE_NAME}!`], files: RUN_SERVICE, shows: 'has no service' },
    { args: ['--directory', 'run', '--environment', 'dev'], files: RUN_SERVICE, shows: 'there are no keys' },
  ],
  'drift-cloudbase-run.mjs': [{ args: ['--directory', 'run', '--name', HOSTILE_NAME, '--environment', 'dev', '--report', 'r.json'], files: RUN_SERVICE, shows: 'there are no keys' }],
  'rollback-cloudbase-run.mjs': [
    { args: ['--environment', HOSTILE_NAME, '--service', 'a'], files: RUN_SERVICE, shows: 'nothing of environment' },
    { args: ['--environment', 'dev', '--service', HOSTILE_NAME], files: RUN_SERVICE, shows: 'there are no keys' },
  ],
  'apply-applications.mjs': [
    { args: ['--environment', HOSTILE_NAME], files: APPLICATIONS, shows: 'There is no environment' },
    { args: ['--environment', 'dev', '--application', `${HOSTILE_NAME}!`], files: APPLICATIONS, shows: 'No deployment brings' },
    { args: ['--environment', 'dev', '--timeout-seconds', '1'], files: APPLICATIONS, programs: { kubectl: APPLIES }, shows: 'hostile-a' },
  ],
  'check-policies.sh': [{ args: [HOSTILE_NAME, 'plan.json'], files: { ...POLICIES, 'plan.json': PLAN }, isData: true, shows: 'deny x' }],
  'check-access.sh': [{ args: [HOSTILE_NAME], files: POLICIES, programs: { kubectl: SPEAK }, shows: 'hostile-a' }],
  'deployment.mjs': [
    { args: ['commit', '--environment', 'dev', '--default-branch', 'main', '--commit', HOSTILE_NAME], shows: 'is no commit' },
    { args: ['begin', '--environment', 'dev', '--default-branch', 'main', '--layers', '9', '--selection', 's.json'], files: { 'ops/scripts/affected.mjs': AFFECTED }, programs: { gh: RECORDS }, on: 'GitHub Actions', shows: 'hostile' },
    { args: ['begin', '--environment', 'dev', '--default-branch', 'main', '--layers', '0', '--selection', 's.json'], files: { 'ops/scripts/affected.mjs': AFFECTED }, programs: { gh: RECORDS }, on: 'GitHub Actions', shows: 'more layers' },
    { args: ['deployed', '--environment', 'dev', '--default-branch', 'main'], programs: { gh: `${SPEAK}; exit 1` }, on: 'GitHub Actions', shows: 'hostile-a' },
  ],
  'check-protection.mjs': [
    { args: ['--environment', 'prod'], files: SETTINGS, programs: { gh: PROTECTS }, on: 'GitHub Actions', shows: 'hostile-a' },
    { args: ['--environment', 'prod'], files: SETTINGS, programs: { gh: `${SPEAK}; exit 1` }, on: 'GitHub Actions', shows: 'hostile-a' },
    { args: ['--environment', HOSTILE_NAME], files: SETTINGS, shows: 'declares no environment' },
  ],
  'doctor.mjs': [
    { args: [], files: SETTINGS, programs: { gh: PROTECTS, az: `${SPEAK}; exit 1` }, shows: 'hostile-a' },
    { args: ['--fix'], files: SETTINGS, programs: { gh: `${SPEAK}; exit 1`, az: `${SPEAK}; exit 1` }, shows: 'hostile-a' },
  ],
  'deployed-root-modules.sh': [{ args: ['--default-branch', 'main', 'dev'], files: { 'ops/scripts/affected.mjs': AFFECTED }, programs: { gh: RECORDS }, on: 'GitHub Actions', isData: true, shows: 'hostile-a' }],
  'drift-issues.sh': [{ args: ['reports', 'https://ci.example/1'], files: { 'reports/a.report.json': REPORT }, programs: { gh: 'cat > /dev/null || true' }, on: 'GitHub Actions', shows: 'opened' }],
  'images.mjs': [
    { args: ['changed', '--file', 'images/dev.json'], env: { BUILDS: JSON.stringify([{ name: HOSTILE_NAME, context: HOSTILE_NAME }]) }, shows: 'not in the repository' },
    { args: ['built', '--results', 'results'], env: { BUILDS: '[]' }, files: { 'results/a.json': JSON.stringify({ name: 'a', digest: HOSTILE }) }, shows: 'holds no digest' },
    { args: ['built', '--results', 'results'], env: { BUILDS: '[]' }, files: { 'results/a.json': JSON.stringify({ name: HOSTILE_NAME, digest: DIGEST }) }, shows: 'not to be built' },
    { args: ['record', '--file', 'images/dev.json'], env: { BUILT: JSON.stringify([{ name: HOSTILE_NAME, digest: DIGEST }]) }, shows: 'recorded' },
  ],
  'proposed-commit.mjs': [
    { args: ['collect', '--file', 'images/dev.json', '--hand-over', 'h.json'], files: { [HOSTILE_NAME]: 'x' }, shows: 'handed over' },
    { args: ['commit', '--of', 'images', '--file', 'images/dev.json', '--hand-over', 'h.json'], files: { 'images/dev.json': '{}', 'h.json': JSON.stringify({ files: { [HOSTILE_NAME]: HOSTILE } }) }, shows: 'is no file of' },
  ],
  'proposed-pull-request.mjs': [
    { args: ['--of', 'images', '--commit', HOSTILE_NAME, '--branch', 'b', '--default-branch', 'main', '--file', 'f'], shows: 'failed' },
    { args: ['--of', 'images', '--commit', 'HEAD', '--branch', HOSTILE_NAME, '--default-branch', 'main', '--file', 'f'], programs: { git: `case "$1" in ls-remote) ${SPEAK}; exit 1 ;; *) echo x ;; esac` }, shows: 'hostile-a' },
  ],
  'record-outputs.mjs': [
    { args: ['--environment', HOSTILE_NAME], files: RECORDS_OF_OUTPUTS, shows: 'is no environment' },
    { args: ['--handed-on'], env: { RECORDED_1: Buffer.from(JSON.stringify({ environment: HOSTILE_NAME, recorded: {} })).toString('base64') }, files: RECORDS_OF_OUTPUTS, shows: 'is no environment' },
    { args: ['--environment', 'dev'], files: RECORDS_OF_OUTPUTS, programs: { terraform: `${SPEAK}; exit 1` }, shows: 'hostile-a' },
  ],
  'azure-cluster-login.mjs': [
    { args: ['--kubeconfig', 'k'], programs: { kubectl: `${SPEAK}; exit 1` }, shows: 'hostile-a' },
    { args: ['--kubeconfig', 'k'], programs: { kubectl: 'echo \'{"users":[{"name":"a"}]}\'', az: `${SPEAK}; exit 1` }, shows: 'hostile-a' },
  ],
  'azure-dashboards.mjs': [
    { args: ['--environment', HOSTILE_NAME], files: SHOWS_DASHBOARDS, shows: 'There is no environment' },
    { args: ['--environment', 'dev'], files: SHOWS_DASHBOARDS, programs: { terraform: putsOut('address'), az: `${SPEAK}; exit 1` }, shows: 'does not begin with' },
  ],
  'tencent-dashboards.mjs': [
    { args: ['--environment', 'dev'], files: SHOWS_DASHBOARDS, programs: { terraform: putsOut(HOSTILE_NAME) }, shows: 'has no output' },
    { args: ['--environment', 'dev'], files: SHOWS_DASHBOARDS, programs: { terraform: putsOut('address') }, shows: 'does not begin with' },
  ],
  'azure-registry-login.mjs': [{ args: ['--registry', 'r.azurecr.io', '--resource-manager', 'https://rm'], programs: { az: `${SPEAK}; exit 1` }, shows: 'hostile-a' }],
};

/** Scripts that show nothing from outside by themselves, and why. */
const QUIET: Readonly<Record<string, string>> = {
  'affected.mjs': 'what runs it for people runs it through guarded.mjs',
  'doctor.sh': 'doctor.mjs does all of it',
  'conftest.sh': 'all that run it run it through guarded.mjs',
  'tencent-registry-login.mjs': 'it shows what the registry answers by the function that azure-registry-login.mjs shows it by',
  'tencent-kubeconfig.mjs': 'as tencent-registry-login.mjs',
  'pull-request-comment.mjs': 'it shows what Azure DevOps answers by the function that drift-work-items.mjs shows it by',
  'drift-work-items.mjs': 'what it writes is written by plan-summary.mjs, and what it says by functions that others say it by',
};

const SYSTEMS: ReadonlyArray<readonly [string, CiScripts, Record<string, string>]> = [
  ['GitHub Actions', GITHUB_SCRIPTS, { GITHUB_ACTIONS: 'true' }],
  ['Azure Pipelines', AZURE_SCRIPTS, { TF_BUILD: 'True' }],
];

test('every script that is run has a row here, or a reason to have none', () => {
  const scripts = readdirSync(SOURCE, { recursive: true, encoding: 'utf-8' }).filter((file) => /\.(mjs|sh)$/.test(file) && readFileSync(join(SOURCE, file), 'utf-8').startsWith('#!'));
  expect(scripts.map((file) => file.split('/').at(-1)!).sort()).toEqual([...Object.keys(ATTEMPTS), ...Object.keys(QUIET)].sort());
});

describeWithTools(['bash'], () => {
  test('steps that use no script make text inert by themselves', () => {
    const { status, stdout } = spawnSync('bash', ['-c', shellScript(...INERT, 'inert')], { input: HOSTILE, encoding: 'utf-8' });
    expect([status, stdout]).toEqual([0, expect.stringContaining('hostile-a')]);
    expect(hostileCommands(stdout)).toEqual([]);
    expect(spawnSync('bash', ['-c', shellScript(...INERT, 'inert')], { input: 'Plan: 1 to add.\n  + input = "a::b"\n', encoding: 'utf-8' }).stdout).toBe('Plan: 1 to add.\n  + input = "a::b"\n');
  });

  test('the error that ends a step holds its whole message, and nothing but it', () => {
    const { status, stdout } = spawnSync('bash', ['-c', shellScript(...failFunction('Login'), 'fail "$1"'), 'bash', `100%\r${HOSTILE}`], { encoding: 'utf-8' });
    expect([status, stdout.trimEnd().split('\n')]).toEqual([1, [expect.stringMatching(/^::error title=Login::100%25%0D::hostile-a::x%0A/)]]);
  });
});

function git(cwd: string, ...args: string[]): string {
  return execFileSync('git', ['-c', 'user.name=t', '-c', 'user.email=t@t', '-c', 'commit.gpgsign=false', ...args], { cwd, encoding: 'utf-8' }).trim();
}

describeWithTools(['bash', 'jq'], () => {
  const repository = mkdtempSync(join(tmpdir(), 'inert-'));
  git(repository, ...INIT);
  git(repository, ...COMMIT, `--message=${HOSTILE}`);
  const sha = git(repository, 'rev-parse', 'HEAD');
  git(repository, 'update-ref', 'refs/remotes/origin/main', sha);

  const rows = SYSTEMS.flatMap(([system, ciScripts, env]) => Object.entries(ATTEMPTS)
    .flatMap(([script, attempts]) => attempts.filter(({ on = system }) => on === system)
      .map((attempt, index) => [system, script, index + 1, attempt, ciScripts, env] as const)));

  test.each(rows)('on %s what %s shows from outside is mere text (%d)', (_, script, __, attempt, ciScripts, env) => {
    const dir = mkdtempSync(join(tmpdir(), 'inert-'));
    const write = (file: string, text: string) => {
      mkdirSync(dirname(join(dir, file)), { recursive: true });
      writeFileSync(join(dir, file), text);
    };
    layOutScripts(join(dir, 'ops/scripts'), ciScripts);
    write('bin/hostile', HOSTILE);
    cpSync(repository, dir, { recursive: true });
    for (const [file, text] of Object.entries(attempt.files ?? {})) write(file, text);
    for (const [name, body] of Object.entries(attempt.programs ?? {})) {
      write(`bin/${name}`, `#!/usr/bin/env bash\nBIN='${join(dir, 'bin')}'\n${body.replaceAll('SHA', sha)}\n`);
      chmodSync(join(dir, 'bin', name), 0o755);
    }
    for (const file of ['summary', 'output']) write(`temp/${file}`, '');
    const temp = join(dir, 'temp');
    const { status, stdout, stderr } = spawnSync(script.endsWith('.sh') ? 'bash' : process.execPath, [join('ops/scripts', script), ...attempt.args], {
      cwd: dir,
      encoding: 'utf-8',
      input: attempt.input ?? '',
      env: {
        PATH: `${join(dir, 'bin')}:${process.env.PATH}`,
        HOME: dir,
        GITHUB_REPOSITORY: 'o/r',
        RUNNER_TEMP: temp,
        AGENT_TEMPDIRECTORY: temp,
        GITHUB_OUTPUT: join(temp, 'output'),
        GITHUB_STEP_SUMMARY: join(temp, 'summary'),
        ...env,
        ...attempt.env,
      },
    });
    const isPage = script === 'plan-summary.mjs';
    expect([status, `${stdout}${stderr}`]).toEqual([status, expect.stringContaining(attempt.shows)]);
    expect(hostileCommands(isPage || attempt.isData === true ? '' : stdout)).toEqual([]);
    expect(hostileCommands(stderr)).toEqual([]);
    const uploaded = readdirSync(temp).filter((name) => name.startsWith('summary-')).map((name) => join(temp, name, 'summary.md'));
    const pages = [join(temp, 'summary'), ...uploaded].map((file) => readFileSync(file, 'utf-8'));
    for (const page of [...pages, ...(isPage ? [stdout] : [])]) expect([page, hostileMarkdown(page)]).toEqual([page, []]);
    const outputs = readFileSync(join(temp, 'output'), 'utf-8').split('\n').filter((text) => text !== '');
    for (const line of outputs) expect(line).toMatch(/^(whole|affected|overlay|cloudbase-run|applications|dashboards|outputs|layer-\d+|builds|commit)=/);
  });
});
