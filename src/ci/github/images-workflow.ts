import { ACTION_PINS, reference } from './action-pins';
import type { CloudLogin } from './cloud-login';
import { deployWorkflowFile } from './deploy-workflow-file';
import type { RegistryLogin } from './registry-login';
import { CHECKOUT } from './terraform-steps';
import { COMMON, Job, literal, RUNNER, script, ScriptStep, Workflow } from './workflow';
import { commitDigests, DETECT_BUILDS, gitLogin, recordDigests } from '../commit-digests';
import type { ImageBuilds, ServiceBuild } from '../image-builds';

export interface ImagesWorkflowOptions extends ImageBuilds {
  readonly login: CloudLogin;
  /** Undefined: CI can log in to no registry, which is a problem of its own. */
  readonly registry?: RegistryLogin;
  readonly scriptsDir: string;
  readonly defaultBranch: string;
}

const BUILD_TIMEOUT_MINUTES = 60;
/** How many images are built at a time. */
const PARALLEL_BUILDS = 4;
const ANY_BUILDS = "needs.detect.outputs.builds != '[]'";
const RESULTS = 'results';

/**
 * The workflow that builds images on a push; undefined when none is built here.
 *
 * Building and writing are jobs of their own: what a Dockerfile runs never sees a token that may push to the repository.
 * The commit holds the digests and what the synthesis makes of them, and starts the deployment, since a push by a workflow
 * starts none.
 */
export function imagesWorkflow(options: ImagesWorkflowOptions): Workflow | undefined {
  const { builds, environments, registry } = options;
  if (builds.length === 0 || environments.length === 0 || registry === undefined) return undefined;
  return {
    name: 'Images',
    on: { push: { branches: [options.defaultBranch] }, workflow_dispatch: {} },
    permissions: COMMON.permissions,
    concurrency: { 'group': 'images', 'cancel-in-progress': false },
    defaults: COMMON.defaults,
    env: {
      DEFAULT_BRANCH: literal(options.defaultBranch),
      FILES: environments.map(({ imagesFile }) => literal(imagesFile)).join(' '),
      SCRIPTS: literal(options.scriptsDir),
    },
    jobs: { detect: detectJob(builds), build: buildJob(options, registry), commit: commitJob(options) },
  };
}

function detectJob(builds: readonly ServiceBuild[]): Job {
  const detect: ScriptStep = {
    name: 'Find what changed',
    id: 'detect',
    env: { BUILDS: literal(JSON.stringify(builds)) },
    run: script(...DETECT_BUILDS),
  };
  return {
    'name': 'Detect',
    'runs-on': RUNNER,
    'timeout-minutes': 5,
    'permissions': { contents: 'read' },
    'outputs': { builds: '${{ steps.detect.outputs.builds }}' },
    'steps': [CHECKOUT, detect],
  };
}

function buildJob({ environments: [first], login }: ImagesWorkflowOptions, registry: RegistryLogin): Job {
  return {
    'name': 'Build ${{ matrix.build.name }}',
    'needs': ['detect'],
    'if': ANY_BUILDS,
    'runs-on': RUNNER,
    'timeout-minutes': BUILD_TIMEOUT_MINUTES,
    'permissions': { contents: 'read', ...login.permissions },
    // For its identity alone: nothing is deployed here.
    'environment': { name: literal(first.name) },
    'strategy': { 'fail-fast': false, 'max-parallel': PARALLEL_BUILDS, 'matrix': { build: '${{ fromJSON(needs.detect.outputs.builds) }}' } },
    'steps': [
      CHECKOUT,
      { name: 'Set up the builder', uses: reference(ACTION_PINS.setupBuildx) },
      login.step(login.roleName('apply', literal(first.name)), { durationSeconds: BUILD_TIMEOUT_MINUTES * 60 }),
      registry.step,
      {
        name: 'Build and push',
        id: 'build',
        uses: reference(ACTION_PINS.buildPush),
        with: {
          context: '${{ matrix.build.context }}',
          file: '${{ matrix.build.dockerfile }}',
          provenance: 'mode=max',
          push: true,
          sbom: true,
          // A registry may clear away what has no tag; what is deployed is the digest.
          tags: '${{ matrix.build.repository }}:${{ github.sha }}',
        },
      },
      {
        name: 'Note the digest',
        env: { DIGEST: '${{ steps.build.outputs.digest }}', NAME: '${{ matrix.build.name }}', SOURCE: '${{ matrix.build.source }}' },
        run: script(
          `mkdir -p "\${RUNNER_TEMP}/${RESULTS}"`,
          `jq --null-input '{ name: env.NAME, digest: env.DIGEST, source: env.SOURCE }' > "\${RUNNER_TEMP}/${RESULTS}/\${NAME}.json"`,
        ),
      },
      {
        name: 'Hand the digest on',
        uses: reference(ACTION_PINS.uploadArtifact),
        with: { 'name': 'image-${{ matrix.build.name }}', 'path': `\${{ runner.temp }}/${RESULTS}`, 'retention-days': 1, 'if-no-files-found': 'error' },
      },
    ],
  };
}

function commitJob({ environments }: ImagesWorkflowOptions): Job {
  return {
    'name': 'Commit the digests',
    'needs': ['detect', 'build'],
    'if': ANY_BUILDS,
    'runs-on': RUNNER,
    'timeout-minutes': 15,
    'permissions': { actions: 'write', contents: 'write' },
    'steps': [
      // The newest, because a push to what is not is refused.
      { ...CHECKOUT, with: { ...CHECKOUT.with, ref: '${{ github.ref }}' } },
      { name: 'Get the digests', uses: reference(ACTION_PINS.downloadArtifact), with: { pattern: 'image-*', path: `\${{ runner.temp }}/${RESULTS}` } },
      {
        name: 'Record the digests',
        run: script(...recordDigests(`\${RUNNER_TEMP}/${RESULTS}`)),
      },
      {
        name: 'Synthesise',
        run: script('npm ci --ignore-scripts', 'npx projen'),
      },
      COMMIT,
      ...environments.map(({ name }) => startStep(name)),
    ],
  };
}

const COMMIT: ScriptStep = {
  name: 'Commit and push',
  env: { GH_TOKEN: '${{ github.token }}', ...gitLogin('x-access-token', 'GH_TOKEN') },
  run: script(...commitDigests({
    name: 'github-actions[bot]',
    email: '41898282+github-actions[bot]@users.noreply.github.com',
    commit: 'GITHUB_SHA',
    error: '::error title=Images::',
    refused: 'this workflow: run it again, or let it pass the protection',
  })),
};

function startStep(environment: string): ScriptStep {
  return {
    name: `Start the deployment to ${literal(environment)}`,
    env: { GH_TOKEN: '${{ github.token }}', WORKFLOW: literal(deployWorkflowFile(environment)) },
    run: script(
      'jq --null-input \'{ ref: env.DEFAULT_BRANCH }\' |',
      '  gh api --method POST "repos/${GITHUB_REPOSITORY}/actions/workflows/${WORKFLOW}/dispatches" --input -',
    ),
  };
}
