import { useTemplate } from './common-templates';
import { literal } from './expressions';
import { buildPaths } from './path-filters';
import { BashStep, Job, Pipeline, POOL, TaskStep, TEMP, variables } from './pipeline';
import { serviceConnection } from './service-connection';
import { commitDigests, DETECT_BUILDS, gitLogin, recordDigests } from '../commit-digests';
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
}

/**
 * The pipeline that builds the images of services on a push; undefined when none is built here.
 *
 * Building and writing are jobs of their own: what a Dockerfile runs never sees the token that may push to the repository.
 * The commit holds the digests and what the synthesis makes of them; its push starts the deployment.
 */
export function imagesPipeline(options: ImagesPipelineOptions): Pipeline | undefined {
  const { builds, environments, registry, defaultBranch, pipelinesDir } = options;
  if (builds.length === 0 || environments.length === 0 || registry === undefined) return undefined;
  return {
    trigger: { batch: true, branches: { include: [literal(defaultBranch)] }, paths: { include: buildPaths(builds) } },
    pr: 'none',
    variables: variables({
      DEFAULT_BRANCH: literal(defaultBranch),
      FILES: environments.map(({ imagesFile }) => literal(imagesFile)).join(' '),
      SCRIPTS: literal(options.scriptsDir),
    }),
    jobs: [detectJob(options), buildJob(options, registry), commitJob(pipelinesDir)],
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
    variables: variables({ BUILDS: `$[ ${DETECTED} ]` }),
    steps: [
      useTemplate(pipelinesDir, 'checkout'),
      registryLogin(registry, serviceConnection(projectName, 'apply', first.name)),
      BUILD,
      { publish: '$(Agent.TempDirectory)/results', artifact: 'images-$(System.JobAttempt)', displayName: 'Hand the digests on' },
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

/** A registry may clear away what has no tag; what is deployed is the digest. */
const BUILD: BashStep = {
  bash: script(
    `mkdir -p "${RESULTS}"`,
    'docker buildx create --use > /dev/null',
    'field() {',
    '  jq --raw-output --arg name "$1" \'.[$name]\' <<< "${build}"',
    '}',
    'while read -r build; do',
    '  name="$(field name)"',
    `  docker buildx build --push --provenance=mode=max --sbom=true --metadata-file "\${${TEMP}}/build.json" \\`,
    '    --file "$(field dockerfile)" --tag "$(field repository):${BUILD_SOURCEVERSION}" "$(field context)" < /dev/null',
    '  jq --argjson build "${build}" \'{ name: $build.name, digest: .["containerimage.digest"], source: $build.source }\' \\',
    `    "\${${TEMP}}/build.json" > "${RESULTS}/\${name}.json"`,
    'done < <(jq --compact-output \'.[]\' <<< "${BUILDS}")',
  ),
  displayName: 'Build and push',
};

function commitJob(pipelinesDir: string): Job {
  return {
    job: 'commit',
    displayName: 'Commit the digests',
    dependsOn: ['detect', 'build'],
    condition: ANY_BUILDS,
    pool: POOL,
    timeoutInMinutes: 15,
    steps: [
      useTemplate(pipelinesDir, 'checkout'),
      GO_ON_FROM_NEWEST,
      { download: 'current', displayName: 'Get the digests' },
      RECORD,
      { bash: script('npm ci --ignore-scripts --no-audit --no-fund', 'npx projen'), displayName: 'Synthesise' },
      PUSH,
    ],
  };
}

const GIT_LOGIN = { ...gitLogin('build', 'SYSTEM_ACCESSTOKEN'), SYSTEM_ACCESSTOKEN: '$(System.AccessToken)' } as const;

/** Because a push to what is not the newest is refused. */
const GO_ON_FROM_NEWEST: BashStep = {
  bash: script('git fetch --quiet origin "${DEFAULT_BRANCH}"', 'git checkout --quiet --detach FETCH_HEAD'),
  displayName: 'Go on from the newest commit',
  env: GIT_LOGIN,
};

const RECORD: BashStep = {
  bash: script(...recordDigests(
    '${results}',
    'results="$(find "${PIPELINE_WORKSPACE}" -maxdepth 1 -name \'images-*\' | sort --version-sort | tail -n 1)"',
  )),
  displayName: 'Record the digests',
};

const PUSH: BashStep = {
  bash: script(...commitDigests({
    name: 'Azure Pipelines',
    email: 'azure-pipelines@localhost',
    commit: 'BUILD_SOURCEVERSION',
    error: '##vso[task.logissue type=error]Images: ',
    refused: 'this pipeline: run it again, or let the build service pass the policies',
  })),
  displayName: 'Commit and push',
  env: GIT_LOGIN,
};
