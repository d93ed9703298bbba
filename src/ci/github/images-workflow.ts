import { ACTION_PINS, reference } from './action-pins';
import type { CloudLogin } from './cloud-login';
import { ImagesMerge, mergeImagesJobs } from './merge-images';
import type { RegistryLogin } from './registry-login';
import { CHECKOUT, CHECKOUT_WITH_HISTORY } from './terraform-steps';
import { ActionStep, COMMON, Job, literal, RUNNER, script, ScriptStep, TEMP, Workflow } from './workflow';
import {
  collectBuilt, commitDigests, DETECT_BUILDS, findDigest, gitLogin, IMAGES_BRANCH, proposeDigests, synthesiseDigests,
} from '../commit-digests';
import type { ImageBuilds, ServiceBuild } from '../image-builds';

export interface ImagesWorkflowOptions extends ImageBuilds {
  readonly login: CloudLogin;
  /** Undefined: CI can log in to no registry, which is a problem of its own. */
  readonly registry?: RegistryLogin;
  readonly scriptsDir: string;
  readonly defaultBranch: string;
  /** How the pull request is merged without a person; undefined: a person merges it. */
  readonly merge?: ImagesMerge;
}

const BUILD_TIMEOUT_MINUTES = 60;
/** How many images are built at a time. */
const PARALLEL_BUILDS = 4;
const ANY_BUILDS = "needs.detect.outputs.builds != '[]'";
const RESULTS = 'results';
const HAND_OVER_FOLDER = 'hand-over';

/** The commit that all jobs work on. */
const COMMIT = '${{ needs.detect.outputs.commit }}';

/**
 * The workflow that builds images on a push; undefined when none is built here.
 *
 * What runs code of packages or of a Dockerfile is a job without a right to write: it hands on digests, or texts in which the job
 * that may write takes nothing but other digests. That one pushes to a branch of its own, never to the default branch. All work
 * on the newest commit of the default branch, whatever started them.
 */
export function imagesWorkflow(options: ImagesWorkflowOptions): Workflow | undefined {
  const { builds, environments, registry, merge } = options;
  if (builds.length === 0 || environments.length === 0 || registry === undefined) return undefined;
  return {
    name: 'Images',
    on: { push: { branches: [options.defaultBranch] }, workflow_dispatch: {} },
    permissions: COMMON.permissions,
    // One after the other: the next one sees what this one proposed or merged.
    concurrency: { 'group': 'images', 'cancel-in-progress': false },
    defaults: COMMON.defaults,
    env: {
      BRANCH: IMAGES_BRANCH,
      DEFAULT_BRANCH: literal(options.defaultBranch),
      FILES: environments.map(({ imagesFile }) => literal(imagesFile)).join(' '),
      SCRIPTS: literal(options.scriptsDir),
    },
    jobs: {
      detect: detectJob(builds, options.defaultBranch),
      build: buildJob(options, registry),
      built: BUILT_JOB,
      synthesise: SYNTHESISE_JOB,
      propose: PROPOSE_JOB,
      ...(merge && mergeImagesJobs(merge, environments.map(({ name }) => name))),
    },
  };
}

/** Checks out the commit that all jobs work on. */
function checkout(step: ActionStep = CHECKOUT): ActionStep {
  return { ...step, with: { ...step.with, ref: COMMIT } };
}

function detectJob(builds: readonly ServiceBuild[], defaultBranch: string): Job {
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
    'outputs': { builds: '${{ steps.detect.outputs.builds }}', commit: '${{ steps.detect.outputs.commit }}' },
    'steps': [{ ...CHECKOUT, with: { ...CHECKOUT.with, ref: `refs/heads/${literal(defaultBranch)}` } }, detect],
  };
}

/** The image, tagged with what it is built from. A registry may clear away what has no tag; what is deployed is the digest. */
const IMAGE = '${{ matrix.build.repository }}:${{ matrix.build.source }}';

const FIND: ScriptStep = {
  name: 'Look for it in the registry',
  id: 'find',
  env: { IMAGE },
  run: script(...findDigest('${IMAGE}'), 'echo "digest=${digest}" >> "${GITHUB_OUTPUT}"'),
};

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
      checkout(),
      { name: 'Set up the builder', uses: reference(ACTION_PINS.setupBuildx) },
      login.step(login.roleName('apply', literal(first.name)), { durationSeconds: BUILD_TIMEOUT_MINUTES * 60 }),
      registry.step,
      FIND,
      {
        name: 'Build and push',
        id: 'build',
        if: "steps.find.outputs.digest == ''",
        uses: reference(ACTION_PINS.buildPush),
        with: {
          context: '${{ matrix.build.context }}',
          file: '${{ matrix.build.dockerfile }}',
          provenance: 'mode=max',
          push: true,
          sbom: true,
          tags: IMAGE,
        },
      },
      {
        name: 'Note the digest',
        env: { DIGEST: '${{ steps.find.outputs.digest || steps.build.outputs.digest }}', NAME: '${{ matrix.build.name }}', SOURCE: '${{ matrix.build.source }}' },
        run: script(
          `mkdir -p "\${${TEMP}}/${RESULTS}"`,
          `jq --null-input '{ name: env.NAME, digest: env.DIGEST, source: env.SOURCE }' > "\${${TEMP}}/${RESULTS}/\${NAME}.json"`,
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

const BUILT_ENVIRONMENT = { BUILT: '${{ needs.built.outputs.built }}' } as const;

/** The digests become an output before any package runs: a job can add artifacts to its run, but cannot change what another one put out. */
const BUILT_JOB: Job = {
  'name': 'Collect the digests',
  'needs': ['detect', 'build'],
  'if': ANY_BUILDS,
  'runs-on': RUNNER,
  'timeout-minutes': 5,
  'permissions': { contents: 'read' },
  'outputs': { built: '${{ steps.built.outputs.built }}' },
  'steps': [
    checkout(),
    { name: 'Get the digests', uses: reference(ACTION_PINS.downloadArtifact), with: { pattern: 'image-*', path: `\${{ runner.temp }}/${RESULTS}` } },
    { name: 'Check the digests', id: 'built', env: { BUILDS: '${{ needs.detect.outputs.builds }}' }, run: script(...collectBuilt(`\${${TEMP}}/${RESULTS}`)) },
  ],
};

/** Runs npm packages and `.projenrc.ts`, so it may read and no more. */
const SYNTHESISE_JOB: Job = {
  'name': 'Synthesise',
  'needs': ['detect', 'built'],
  'runs-on': RUNNER,
  'timeout-minutes': 15,
  'permissions': { contents: 'read' },
  'steps': [
    checkout(),
    { name: 'Synthesise', env: BUILT_ENVIRONMENT, run: script(...synthesiseDigests(`\${${TEMP}}/${HAND_OVER_FOLDER}`)) },
    {
      name: 'Hand over what follows from the digests',
      uses: reference(ACTION_PINS.uploadArtifact),
      with: { 'name': HAND_OVER_FOLDER, 'path': `\${{ runner.temp }}/${HAND_OVER_FOLDER}`, 'retention-days': 1, 'if-no-files-found': 'error' },
    },
  ],
};

/** The variables of a step that pushes, or asks GitHub for something. */
const GITHUB_LOGIN = { GH_TOKEN: '${{ github.token }}', ...gitLogin('x-access-token', 'GH_TOKEN') } as const;

/** May write, so it runs nothing but scripts of the default branch: no package, and nothing that was handed over. */
const PROPOSE_JOB: Job = {
  'name': 'Keep the pull request up to date',
  'needs': ['detect', 'built', 'synthesise'],
  'runs-on': RUNNER,
  'timeout-minutes': 10,
  'permissions': { 'contents': 'write', 'pull-requests': 'write' },
  'outputs': { commit: '${{ steps.propose.outputs.commit }}', number: '${{ steps.propose.outputs.number }}' },
  'steps': [
    checkout(CHECKOUT_WITH_HISTORY),
    {
      name: 'Get what follows from the digests',
      uses: reference(ACTION_PINS.downloadArtifact),
      with: { name: HAND_OVER_FOLDER, path: `\${{ runner.temp }}/${HAND_OVER_FOLDER}` },
    },
    { name: 'Commit the digests', id: 'commit', env: BUILT_ENVIRONMENT, run: script(...commitDigests(`\${${TEMP}}/${HAND_OVER_FOLDER}`)) },
    { name: 'Propose the commit', id: 'propose', env: { PROPOSAL: '${{ steps.commit.outputs.commit }}', ...GITHUB_LOGIN }, run: script(...proposeDigests()) },
  ],
};
