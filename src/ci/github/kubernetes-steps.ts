import type { CloudLogin } from './cloud-login';
import { literal, script, ScriptStep, TEMP } from './workflow';
import { APPLY_OVERLAY, applyApplications, connectToCluster, forgetKubeconfig, ROLLOUT_TIMEOUT_SECONDS } from '../delivery';
import type { EnvironmentNode, OverlayNode } from '../dependency-graph';

/**
 * The steps that bring the cluster of an environment to the state of its applications and of its overlay; none where it has neither. They
 * follow the applied root modules, in a workflow that names the environment in ENVIRONMENT and the folder of the scripts in SCRIPTS.
 */
export function kubernetesSteps(environment: EnvironmentNode, login: CloudLogin, workflowPath: string): ScriptStep[] {
  const { overlay, applications = [] } = environment;
  const steps = [...(applications.length > 0 ? [APPLICATIONS] : []), ...(overlay === undefined ? [] : [deployStep(overlay)])];
  if (steps.length === 0) return [];
  const condition = steps.map((step) => step.if).join(' || ');
  const kubeconfig = kubeconfigStep(environment, login, workflowPath);
  if (kubeconfig === undefined) return [NO_CLUSTER];
  return [{ ...kubeconfig, if: condition }, ...steps, { ...FORGET_KUBECONFIG, if: `always() && ${steps.length > 1 ? `(${condition})` : condition}` }];
}

/** Whether this deployment has anything to do for the services. */
const OVERLAY_IS_AFFECTED = "steps.begin.outputs.overlay == 'true'";

function kubeconfigStep({ rootModules, kubeconfig }: EnvironmentNode, { kubeconfigLogin }: CloudLogin, workflowPath: string): ScriptStep | undefined {
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
      ...connectToCluster(TEMP, { prepare: kubeconfigLogin, keep: ['echo "KUBECONFIG=${KUBECONFIG}" >> "${GITHUB_ENV}"'] }),
      'echo "::error title=No connection to the cluster::No endpoint in the outputs of ${ROOT_MODULE} (${OUTPUTS}) answers this runner. '
        + 'Open the public endpoint to its address, or choose a runner in the network of the private one: in .projenrc.ts, '
        + 'ciRunners of the project, or for this job alone project.findObjectFile(\'${WORKFLOW}\').addOverride(\'jobs.deploy.runs-on\', [...])."',
      'exit 1',
    ),
  };
}

/** Fails rather than leaves out the workloads in silence. */
const NO_CLUSTER: ScriptStep = {
  name: 'Connect to the cluster',
  if: OVERLAY_IS_AFFECTED,
  run: script(
    'echo "::error title=No cluster::Environment ${ENVIRONMENT} has services, but no root module of it makes a cluster to run them on. Declare one in .projenrc.ts."',
    'exit 1',
  ),
};

const APPLICATIONS: ScriptStep = {
  name: 'Deploy the applications',
  if: "steps.begin.outputs.applications == 'true'",
  env: { TIMEOUT_SECONDS: String(ROLLOUT_TIMEOUT_SECONDS) },
  run: script(...applyApplications(TEMP)),
};

function deployStep({ dir, namespace, prunes }: OverlayNode): ScriptStep {
  return {
    name: 'Deploy the overlay',
    if: OVERLAY_IS_AFFECTED,
    env: {
      NAMESPACE: literal(namespace),
      OVERLAY: literal(dir),
      ...(prunes && { PRUNE: 'true' }),
      SERVICE: '${{ inputs.service }}',
      TIMEOUT_SECONDS: String(ROLLOUT_TIMEOUT_SECONDS),
    },
    run: script(...APPLY_OVERLAY),
  };
}

const FORGET_KUBECONFIG: ScriptStep = {
  name: 'Forget the kubeconfig',
  run: script(...forgetKubeconfig(TEMP)),
};
