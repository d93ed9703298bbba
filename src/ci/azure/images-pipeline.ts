import { useTemplate } from './common-templates';
import { literal } from './expressions';
import { buildPaths } from './path-filters';
import { BashStep, Job, Pipeline, POOL, TaskStep, TEMP, variables } from './pipeline';
import { COMMIT, GO_TO_COMMIT, GO_TO_NEWEST, proposalJobs } from './proposal-jobs';
import { serviceConnection } from './service-connection';
import { collectBuilt, DETECT_BUILDS, findDigest, IMAGES_PROPOSAL } from '../commit-digests';
import type { ImageBuilds } from '../image-builds';
import { script } from '../shell-script';

const BUILD_TIMEOUT_MINUTES = 120;
const RESULTS = `\${${TEMP}}/results`;
const DETECTED = "dependencies.detect.outputs['detect.builds']";
const ANY_BUILDS = `and(succeeded(), ne(${DETECTED}, '[]'))`;

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
 * What runs code of a Dockerfile is a job that is given no token, which hands on digests. What follows from these is a proposal: a job that
 * runs packages hands over texts in which the job that pushes takes nothing but other digests, and that one pushes to a branch of its own, never
 * to the default branch. All work on the newest commit of the default branch, whatever started them. The completion of the pull request is a
 * push, which starts the deployment.
 */
export function imagesPipeline(options: ImagesPipelineOptions): Pipeline | undefined {
  const { builds, environments, registry, defaultBranch } = options;
  if (builds.length === 0 || environments.length === 0 || registry === undefined) return undefined;
  return {
    trigger: { batch: true, branches: { include: [literal(defaultBranch)] }, paths: { include: buildPaths(builds) } },
    pr: 'none',
    variables: variables({
      BRANCH: IMAGES_PROPOSAL.branch,
      DEFAULT_BRANCH: literal(defaultBranch),
      FILES: environments.map(({ imagesFile }) => literal(imagesFile)).join(' '),
      SCRIPTS: literal(options.scriptsDir),
    }),
    jobs: [
      detectJob(options),
      buildJob(options, registry),
      ...proposalJobs({
        proposal: IMAGES_PROPOSAL,
        dependsOn: ['build'],
        condition: ANY_BUILDS,
        recorded: { BUILT: "$[ dependencies.build.outputs['built.built'] ]" },
        pipelinesDir: options.pipelinesDir,
        isMerged: options.isMerged,
      }),
    ],
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
