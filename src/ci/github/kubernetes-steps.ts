import { literal, script, ScriptStep } from './workflow';
import type { EnvironmentNode, OverlayNode } from '../dependency-graph';

/** How long all Deployments together may take until their new pods are available. */
const ROLLOUT_TIMEOUT_SECONDS = 900;

/**
 * The steps that bring the cluster of an environment to the state of its overlay. They follow the applied root modules,
 * in a workflow that names the environment in ENVIRONMENT.
 */
export function kubernetesSteps(environment: EnvironmentNode, overlay: OverlayNode, workflowPath: string): ScriptStep[] {
  const kubeconfig = kubeconfigStep(environment, workflowPath);
  if (kubeconfig === undefined) return [NO_CLUSTER];
  return [kubeconfig, applyStep(overlay), rolloutStep(overlay), FORGET_KUBECONFIG];
}

function kubeconfigStep({ rootModules, kubeconfig }: EnvironmentNode, workflowPath: string): ScriptStep | undefined {
  const rootModule = rootModules.find(({ name }) => name === kubeconfig?.rootModule);
  if (kubeconfig === undefined || rootModule === undefined) return undefined;
  return {
    name: 'Connect to the cluster',
    env: {
      ROOT_MODULE: literal(rootModule.dir),
      OUTPUTS: [kubeconfig.output, kubeconfig.publicOutput].flatMap((output) => (output === undefined ? [] : literal(output))).join(' '),
      WORKFLOW: literal(workflowPath),
    },
    run: script(
      'umask 077',
      'export KUBECONFIG="${RUNNER_TEMP}/kubeconfig"',
      'for output in ${OUTPUTS}; do',
      '  terraform -chdir="${ROOT_MODULE}" output -raw "${output}" > "${KUBECONFIG}" || continue',
      '  [[ -s "${KUBECONFIG}" ]] || continue',
      '  if kubectl version --request-timeout=30s; then',
      '    echo "KUBECONFIG=${KUBECONFIG}" >> "${GITHUB_ENV}"',
      '    exit 0',
      '  fi',
      'done',
      'echo "::error title=No connection to the cluster::No endpoint in the outputs of ${ROOT_MODULE} (${OUTPUTS}) answers this runner. '
        + 'Open the public endpoint to its address, or choose a runner in the network of the private one: in .projenrc.ts, '
        + 'project.tryFindObjectFile(\'${WORKFLOW}\')?.addOverride(\'jobs.deploy.runs-on\', [...])."',
      'exit 1',
    ),
  };
}

/** Fails rather than leaves out the workloads in silence. */
const NO_CLUSTER: ScriptStep = {
  name: 'Connect to the cluster',
  run: script(
    'echo "::error title=No cluster::Environment ${ENVIRONMENT} has services, but no root module of it makes a cluster to run them on. Declare one in .projenrc.ts."',
    'exit 1',
  ),
};

function applyStep({ dir }: OverlayNode): ScriptStep {
  return {
    name: 'Apply the overlay',
    env: { OVERLAY: literal(dir) },
    run: script(
      'kubectl kustomize "${OVERLAY}" > "${RUNNER_TEMP}/manifests.yaml"',
      'kubectl apply --server-side --field-manager=github-actions --filename "${RUNNER_TEMP}/manifests.yaml"',
    ),
  };
}

function rolloutStep({ namespace, deployments }: OverlayNode): ScriptStep {
  return {
    name: 'Wait for the rollout',
    env: {
      NAMESPACE: literal(namespace),
      DEPLOYMENTS: literal(deployments.join(' ')),
      TIMEOUT_SECONDS: String(ROLLOUT_TIMEOUT_SECONDS),
    },
    run: script(
      'failed=""',
      'for deployment in ${DEPLOYMENTS}; do',
      '  # The rollouts run at the same time, so they share one deadline.',
      '  left="$((TIMEOUT_SECONDS > SECONDS ? TIMEOUT_SECONDS - SECONDS : 1))"',
      '  kubectl --namespace "${NAMESPACE}" rollout status "deployment/${deployment}" --timeout="${left}s" || failed="${failed} ${deployment}"',
      'done',
      'if [[ -n "${failed}" ]]; then',
      '  kubectl --namespace "${NAMESPACE}" get pods --output wide || true',
      '  kubectl --namespace "${NAMESPACE}" get events --field-selector type=Warning --sort-by=.lastTimestamp || true',
      '  echo "::error title=Rollout::Not available after ${TIMEOUT_SECONDS} seconds:${failed}"',
      '  exit 1',
      'fi',
    ),
  };
}

/** The kubeconfig of a cluster does not expire with the job. */
const FORGET_KUBECONFIG: ScriptStep = {
  name: 'Forget the kubeconfig',
  if: 'always()',
  run: script('rm -f "${RUNNER_TEMP}/kubeconfig"'),
};
