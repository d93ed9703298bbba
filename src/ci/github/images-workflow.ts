import { ACTION_PINS, reference } from './action-pins';
import type { CloudLogin } from './cloud-login';
import { ImagesMerge, mergeImagesJobs } from './merge-images';
import { checkout, checkoutNewest, proposalJobs } from './proposal-jobs';
import type { RegistryLogin } from './registry-login';
import { COMMON, Job, literal, RUNNER, script, ScriptStep, TEMP, Workflow } from './workflow';
import { collectBuilt, DETECT_BUILDS, findDigest, IMAGES_PROPOSAL } from '../commit-digests';
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

/**
 * The workflow that builds images on a push; undefined when none is built here.
 *
 * What runs code of a Dockerfile is a job without a right to write, which hands on digests. What follows from these is a proposal: a job that
 * runs packages hands over texts in which the job that may write takes nothing but other digests, and that one pushes to a branch of its own,
 * never to the default branch. All work on the newest commit of the default branch, whatever started them.
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
      BRANCH: IMAGES_PROPOSAL.branch,
      DEFAULT_BRANCH: literal(options.defaultBranch),
      FILES: environments.map(({ imagesFile }) => literal(imagesFile)).join(' '),
      SCRIPTS: literal(options.scriptsDir),
    },
    jobs: {
      detect: detectJob(builds, options.defaultBranch),
      build: buildJob(options, registry),
      built: BUILT_JOB,
      ...proposalJobs({ proposal: IMAGES_PROPOSAL, needs: ['built'], recorded: { BUILT: '${{ needs.built.outputs.built }}' } }),
      ...(merge && mergeImagesJobs(merge, environments.map(({ name }) => name))),
    },
  };
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
    'steps': [checkoutNewest(defaultBranch), detect],
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
