import { StepsTemplate, TEMP, TemplateStep } from './pipeline';
import { CLOUD_ENVIRONMENT } from './service-connection';
import { terraformChecksum, TERRAFORM_RELEASES } from './terraform-release';
import { APPLY_OVERLAY, applyLayer, connectToCluster, ROLLOUT_TIMEOUT_SECONDS, selectAffected } from '../delivery';
import { script } from '../shell-script';

/** The steps that pipelines share, by the name of their file. */
export type CommonTemplate =
  'apply-layer' | 'base-scripts' | 'checkout' | 'connect-cluster' | 'deploy-overlay' | 'login' | 'plan' | 'select-affected' | 'setup-terraform';

/** Where `select-affected` leaves what it found, in the temporary folder of the job. */
export const AFFECTED_FILE = 'affected.json';

/** Where `base-scripts` leaves the scripts of the base, in the temporary folder of the job: they lie as in the repository. */
export const BASE_DIR = 'base';

const CONNECTION = { name: 'serviceConnection', type: 'string' } as const;
const CONDITION = { name: 'condition', type: 'string', default: 'succeeded()' } as const;
const WHEN = '${{ parameters.condition }}';

/** How a step runs a script as the identity of a service connection: that of the template, where none is named. */
export const AS_SERVICE_CONNECTION = {
  azureSubscription: '${{ parameters.serviceConnection }}',
  scriptType: 'bash',
  scriptLocation: 'inlineScript',
} as const;

/** All of them. */
export function commonTemplates(terraformVersion: string): Readonly<Record<CommonTemplate, StepsTemplate>> {
  return {
    'apply-layer': APPLY_LAYER,
    'base-scripts': BASE_SCRIPTS,
    'checkout': CHECKOUT,
    'connect-cluster': CONNECT_CLUSTER,
    'deploy-overlay': DEPLOY_OVERLAY,
    'login': LOGIN,
    'plan': PLAN,
    'select-affected': SELECT_AFFECTED,
    'setup-terraform': setupTerraform(terraformVersion),
  };
}

/** Path of the file, relative to the repository. */
export function commonTemplatePath(pipelinesDir: string, name: CommonTemplate): string {
  return `${pipelinesDir}/templates/common/${name}.yml`;
}

/** Includes a template. */
export function useTemplate(pipelinesDir: string, name: CommonTemplate, parameters?: Readonly<Record<string, string>>): TemplateStep {
  return { template: `/${commonTemplatePath(pipelinesDir, name)}`, ...(parameters && { parameters }) };
}

const CHECKOUT: StepsTemplate = {
  steps: [{ checkout: 'self', displayName: 'Check out the repository', fetchDepth: 0, persistCredentials: false }],
};

/**
 * What a pull request makes of the scripts has no reviewer yet, so a job that is somebody takes those of the default branch, before it is.
 */
const BASE_SCRIPTS: StepsTemplate = {
  steps: [{
    bash: script(
      `mkdir -p "\${${TEMP}}/${BASE_DIR}"`,
      `git archive "origin/\${DEFAULT_BRANCH}" -- "\${SCRIPTS}" | tar --extract --directory="\${${TEMP}}/${BASE_DIR}"`,
    ),
    displayName: 'Take the scripts of the base',
  }],
};

function setupTerraform(version: string): StepsTemplate {
  return {
    parameters: [
      { name: 'version', type: 'string', default: version },
      { name: 'sha256', type: 'string', default: terraformChecksum(version) },
      CONDITION,
    ],
    steps: [{
      bash: script(
        'name="terraform_${VERSION}_linux_amd64.zip"',
        `releases="${TERRAFORM_RELEASES}/\${VERSION}"`,
        'fetch() {',
        '  curl --silent --show-error --fail --location --retry 3 "$@"',
        '}',
        `cd "\${${TEMP}}"`,
        'fetch --output "${name}" "${releases}/${name}"',
        'if [[ -z "${SHA256:-}" ]]; then',
        '  # A version whose checksum did not come with the pipelines: what the publisher says of it.',
        '  SHA256="$(fetch "${releases}/terraform_${VERSION}_SHA256SUMS" | awk -v name="${name}" \'$2 == name { print $1 }\')"',
        'fi',
        'sha256sum --check <<< "${SHA256}  ${name}"',
        'unzip -q -o "${name}" terraform -d terraform-bin',
        'rm -- "${name}"',
        'echo "##vso[task.prependpath]${PWD}/terraform-bin"',
      ),
      displayName: 'Set up Terraform',
      condition: WHEN,
      env: { SHA256: '${{ parameters.sha256 }}', VERSION: '${{ parameters.version }}' },
    }],
  };
}

/** Later steps find who they are in their environment. None of it is a secret. */
const LOGIN: StepsTemplate = {
  parameters: [CONNECTION, CONDITION],
  steps: [{
    task: 'AzureCLI@2',
    displayName: 'Log in to Azure',
    condition: WHEN,
    inputs: {
      ...AS_SERVICE_CONNECTION,
      addSpnToEnvironment: true,
      inlineScript: script(
        'subscription="$(az account show --query id --output tsv)"',
        'echo "##vso[task.setvariable variable=ARM_CLIENT_ID]${servicePrincipalId:?}"',
        'echo "##vso[task.setvariable variable=ARM_TENANT_ID]${tenantId:?}"',
        'echo "##vso[task.setvariable variable=ARM_SUBSCRIPTION_ID]${subscription}"',
        'echo "##vso[task.setvariable variable=ARM_ADO_PIPELINE_SERVICE_CONNECTION_ID]${AZURESUBSCRIPTION_SERVICE_CONNECTION_ID:?}"',
      ),
    },
  }],
};

/** The branch is called refs/heads/main in Azure Repos, and main on GitHub. */
const SELECT_AFFECTED: StepsTemplate = {
  steps: [{
    bash: script(
      'base="${SYSTEM_PULLREQUEST_TARGETBRANCH:-${DEFAULT_BRANCH}}"',
      ...selectAffected('origin/${base#refs/heads/}', `\${${TEMP}}/${AFFECTED_FILE}`),
    ),
    displayName: 'Select what differs from the base',
  }],
};

/** An artifact cannot be replaced, so that of a second attempt has another name. */
const PLAN: StepsTemplate = {
  parameters: [
    { name: 'environment', type: 'string' },
    { name: 'selection', type: 'string' },
    { name: 'repository', type: 'string', default: '.' },
    { name: 'scripts', type: 'string', default: '$(SCRIPTS)' },
    { name: 'policies', type: 'string', default: '' },
  ],
  steps: [
    {
      bash: script(
        // There also where nothing is deployed yet, so that it can be handed over.
        `mkdir -p "\${${TEMP}}/reports"`,
        'options=()',
        'if [[ -n "${PLAN_POLICIES:-}" && -f "${SCRIPTS}/check-policies.sh" ]]; then',
        '  common="$(git merge-base "origin/${DEFAULT_BRANCH}" HEAD)" || common=""',
        '  options+=(--check-policies-since "${common}")',
        'elif [[ -n "${PLAN_POLICIES:-}" ]]; then',
        '  node "${SCRIPTS}/tell.mjs" notice "${ENVIRONMENT}" "Not held against the policies: they are new, and hold once they are merged."',
        'fi',
        'exec node "${SCRIPTS}/plan-root-modules.mjs" --environment "${ENVIRONMENT}" --selection "${SELECTION}" \\',
        `  --repository "\${REPOSITORY}" --reports "\${${TEMP}}/reports" \\`,
        '  --link "${SYSTEM_COLLECTIONURI}${SYSTEM_TEAMPROJECTID}/_build/results?buildId=${BUILD_BUILDID}" "${options[@]}"',
      ),
      displayName: 'Plan',
      env: {
        ENVIRONMENT: '${{ parameters.environment }}',
        PLAN_POLICIES: '${{ parameters.policies }}',
        REPOSITORY: '${{ parameters.repository }}',
        SCRIPTS: '${{ parameters.scripts }}',
        SELECTION: '${{ parameters.selection }}',
        ...CLOUD_ENVIRONMENT,
      },
    },
    {
      publish: '$(Agent.TempDirectory)/reports',
      artifact: 'plans-${{ parameters.environment }}-$(System.JobAttempt)',
      displayName: 'Hand over the reports',
      condition: 'succeededOrFailed()',
    },
  ],
};

const APPLY_LAYER: StepsTemplate = {
  parameters: [{ name: 'layer', type: 'string' }, CONDITION],
  steps: [{
    bash: script(...applyLayer(TEMP)),
    displayName: 'Apply layer ${{ parameters.layer }}',
    condition: WHEN,
    env: { LAYER: '${{ parameters.layer }}', ...CLOUD_ENVIRONMENT },
  }],
};

const CONNECT_CLUSTER: StepsTemplate = {
  parameters: [CONNECTION, { name: 'rootModule', type: 'string' }, { name: 'outputs', type: 'string' }, { name: 'pipeline', type: 'string' }, CONDITION],
  steps: [
    {
      task: 'AzureCLI@2',
      displayName: 'Connect to the cluster',
      condition: WHEN,
      inputs: {
        ...AS_SERVICE_CONNECTION,
        inlineScript: script(
          ...connectToCluster(TEMP, {
            prepare: ['node "${SCRIPTS}/azure-cluster-login.mjs" --kubeconfig "${KUBECONFIG}"'],
            keep: ['echo "##vso[task.setvariable variable=KUBECONFIG]${KUBECONFIG}"'],
          }),
          'echo "##vso[task.logissue type=error]No connection to the cluster: no endpoint in the outputs of ${ROOT_MODULE} (${OUTPUTS}) answers this agent. '
            + 'Open the public endpoint to its address, or choose a pool in the network of the private one: in .projenrc.ts, '
            + 'ciRunners of the project, or for one job an override of its pool in ${PIPELINE}."',
          'exit 1',
        ),
      },
      env: {
        OUTPUTS: '${{ parameters.outputs }}',
        PIPELINE: '${{ parameters.pipeline }}',
        ROOT_MODULE: '${{ parameters.rootModule }}',
        ...CLOUD_ENVIRONMENT,
      },
    },
  ],
};

const DEPLOY_OVERLAY: StepsTemplate = {
  parameters: [
    { name: 'title', type: 'string', default: 'Deploy the overlay' },
    { name: 'overlay', type: 'string' },
    { name: 'namespace', type: 'string' },
    { name: 'service', type: 'string', default: '' },
    { name: 'prune', type: 'string', default: '' },
    CONDITION,
  ],
  steps: [{
    bash: script(...APPLY_OVERLAY),
    displayName: '${{ parameters.title }}',
    condition: WHEN,
    env: {
      NAMESPACE: '${{ parameters.namespace }}',
      OVERLAY: '${{ parameters.overlay }}',
      PRUNE: '${{ parameters.prune }}',
      SERVICE: '${{ parameters.service }}',
      TIMEOUT_SECONDS: String(ROLLOUT_TIMEOUT_SECONDS),
      // Objects may name outputs of root modules.
      ...CLOUD_ENVIRONMENT,
    },
  }],
};
