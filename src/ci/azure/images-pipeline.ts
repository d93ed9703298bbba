import { useTemplate } from './common-templates';
import { literal } from './expressions';
import { buildPaths } from './path-filters';
import { BashStep, Job, Pipeline, POOL, TaskStep, TEMP, variables } from './pipeline';
import { serviceConnection } from './service-connection';
import {
  collectBuilt, commitDigests, DETECT_BUILDS, findDigest, gitLogin, HAND_OVER, IMAGES_BRANCH, proposeDigests, synthesiseDigests,
} from '../commit-digests';
import type { ImageBuilds } from '../image-builds';
import { script } from '../shell-script';

const BUILD_TIMEOUT_MINUTES = 120;
const RESULTS = `\${${TEMP}}/results`;
const DETECTED = "dependencies.detect.outputs['detect.builds']";
const ANY_BUILDS = `and(succeeded(), ne(${DETECTED}, '[]'))`;
/** The commit that all jobs work on. */
const COMMIT = { COMMIT: "$[ dependencies.detect.outputs['detect.commit'] ]" } as const;
const BUILT = { BUILT: "$[ dependencies.build.outputs['built.built'] ]" } as const;

export interface ImagesPipelineOptions extends ImageBuilds {
  /** Host of the registry that CI can log in to; undefined: there is none, which is a problem of its own. */
  readonly registry?: string;
  readonly projectName: string;
  readonly pipelinesDir: string;
  readonly scriptsDir: string;
  readonly defaultBranch: string;
  /** Whether the pull request with the digests is completed without a person. */
  readonly isMerged: boolean;
}

/**
 * The pipeline that builds the images of services on a push; undefined when none is built here.
 *
 * What runs code of packages or of a Dockerfile is a job that is given no token: it hands on digests, or texts in which the job that
 * pushes takes nothing but other digests. That one pushes to a branch of its own, never to the default branch. All work on the newest
 * commit of the default branch, whatever started them. The completion of the pull request is a push, which starts the deployment.
 */
export function imagesPipeline(options: ImagesPipelineOptions): Pipeline | undefined {
  const { builds, environments, registry, defaultBranch, pipelinesDir } = options;
  if (builds.length === 0 || environments.length === 0 || registry === undefined) return undefined;
  return {
    trigger: { batch: true, branches: { include: [literal(defaultBranch)] }, paths: { include: buildPaths(builds) } },
    pr: 'none',
    variables: variables({
      BRANCH: IMAGES_BRANCH,
      DEFAULT_BRANCH: literal(defaultBranch),
      FILES: environments.map(({ imagesFile }) => literal(imagesFile)).join(' '),
      SCRIPTS: literal(options.scriptsDir),
    }),
    jobs: [detectJob(options), buildJob(options, registry), synthesiseJob(pipelinesDir), proposeJob(options)],
  };
}

function detectJob({ builds, pipelinesDir }: ImagesPipelineOptions): Job {
  return {
    job: 'detect',
    displayName: 'Detect',
    pool: POOL,
    timeoutInMinutes: 10,
    steps: [
      useTemplate(pipelinesDir, 'checkout'),
      GO_TO_NEWEST,
      {
        bash: script(...DETECT_BUILDS),
        name: 'detect',
        displayName: 'Find what changed',
        env: { BUILDS: literal(JSON.stringify(builds)) },
      },
    ],
  };
}

/** Of the default branch, also when the pipeline is started for another one. */
const GO_TO_NEWEST: BashStep = { bash: script('git checkout --quiet --detach "origin/${DEFAULT_BRANCH}"'), displayName: 'Go to the newest commit' };

const GO_TO_COMMIT: BashStep = { bash: script('git checkout --quiet --detach "${COMMIT}"'), displayName: 'Go to the commit' };

function buildJob({ environments: [first], projectName, pipelinesDir }: ImagesPipelineOptions, registry: string): Job {
  return {
    job: 'build',
    displayName: 'Build',
    dependsOn: ['detect'],
    condition: ANY_BUILDS,
    pool: POOL,
    timeoutInMinutes: BUILD_TIMEOUT_MINUTES,
    variables: variables({ ...COMMIT, BUILDS: `$[ ${DETECTED} ]` }),
    steps: [
      useTemplate(pipelinesDir, 'checkout'),
      GO_TO_COMMIT,
      registryLogin(registry, serviceConnection(projectName, 'apply', first.name)),
      BUILD,
      // An output, because a job can add artifacts to its run, but cannot change what another one put out.
      { bash: script(...collectBuilt(RESULTS)), name: 'built', displayName: 'Hand the digests on' },
    ],
  };
}

function registryLogin(registry: string, connection: string): TaskStep {
  return {
    task: 'AzureCLI@2',
    displayName: 'Log in to the registry',
    inputs: {
      azureSubscription: literal(connection),
      scriptType: 'bash',
      scriptLocation: 'inlineScript',
      inlineScript: script(
        'resource_manager="$(az cloud show --query endpoints.resourceManager --output tsv)"',
        'node "${SCRIPTS}/azure-registry-login.mjs" --registry "${REGISTRY}" --resource-manager "${resource_manager%/}"',
      ),
    },
    env: { REGISTRY: literal(registry) },
  };
}

/** Each image is tagged with what it is built from. A registry may clear away what has no tag; what is deployed is the digest. */
const BUILD: BashStep = {
  bash: script(
    `mkdir -p "${RESULTS}"`,
    'docker buildx create --use > /dev/null',
    'field() {',
    '  jq --raw-output --arg name "$1" \'.[$name]\' <<< "${build}"',
    '}',
    'while read -r build; do',
    '  image="$(field repository):$(field source)"',
    ...findDigest('${image}').map((line) => `  ${line}`),
    '  if [[ -z "${digest}" ]]; then',
    `    docker buildx build --push --provenance=mode=max --sbom=true --metadata-file "\${${TEMP}}/build.json" \\`,
    '      --file "$(field dockerfile)" --tag "${image}" "$(field context)" < /dev/null',
    `    digest="$(jq --raw-output '.["containerimage.digest"]' "\${${TEMP}}/build.json")"`,
    '  fi',
    `  jq --arg digest "\${digest}" '{ name, $digest, source }' <<< "\${build}" > "${RESULTS}/$(field name).json"`,
    'done < <(jq --compact-output \'.[]\' <<< "${BUILDS}")',
  ),
  displayName: 'Build and push',
};

/** Runs npm packages and `.projenrc.ts`, so no step is given the token of the job. */
function synthesiseJob(pipelinesDir: string): Job {
  return {
    job: 'synthesise',
    displayName: 'Synthesise',
    dependsOn: ['detect', 'build'],
    condition: ANY_BUILDS,
    pool: POOL,
    timeoutInMinutes: 15,
    variables: variables({ ...COMMIT, ...BUILT }),
    steps: [
      useTemplate(pipelinesDir, 'checkout'),
      GO_TO_COMMIT,
      { bash: script(...synthesiseDigests(`\${${TEMP}}/${HAND_OVER_ARTIFACT}`)), displayName: 'Synthesise' },
      { publish: `$(Agent.TempDirectory)/${HAND_OVER_ARTIFACT}`, artifact: `${HAND_OVER_ARTIFACT}-$(System.JobAttempt)`, displayName: 'Hand over what follows from the digests' },
    ],
  };
}

const HAND_OVER_ARTIFACT = 'hand-over';

/** Pushes, so it runs nothing but scripts of the default branch: no package, and nothing that was handed over. */
function proposeJob({ pipelinesDir, isMerged }: ImagesPipelineOptions): Job {
  return {
    job: 'propose',
    displayName: 'Keep the pull request up to date',
    dependsOn: ['detect', 'build', 'synthesise'],
    condition: ANY_BUILDS,
    pool: POOL,
    timeoutInMinutes: 10,
    variables: variables({ ...COMMIT, ...BUILT }),
    steps: [
      useTemplate(pipelinesDir, 'checkout'),
      GO_TO_COMMIT,
      { download: 'current', displayName: 'Get what follows from the digests' },
      COMMIT_DIGESTS,
      {
        bash: script(...proposeDigests(...(isMerged ? ['--merge'] : []))),
        displayName: 'Propose the commit',
        env: { PROPOSAL: '$(commit.commit)', SYSTEM_ACCESSTOKEN: '$(System.AccessToken)', ...gitLogin('build', 'SYSTEM_ACCESSTOKEN') },
      },
    ],
  };
}

/** Of a job that was run again the newest artifact counts. Nothing of it is believed. */
const COMMIT_DIGESTS: BashStep = {
  bash: script(
    `hand_over="$(find "\${PIPELINE_WORKSPACE}" -maxdepth 1 -name '${HAND_OVER_ARTIFACT}-*' | sort --version-sort | tail -n 1)"`,
    `cp -P "\${hand_over}/${HAND_OVER}" "\${${TEMP}}/${HAND_OVER}"`,
    ...commitDigests(`\${${TEMP}}`),
  ),
  name: 'commit',
  displayName: 'Commit the digests',
};
