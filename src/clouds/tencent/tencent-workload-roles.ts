import type { BootstrapEnvironment, BootstrapWorkload } from '../cloud-supplier';
import { moduleNamed } from '../module-facts';
import { TENCENT_MODULES } from './tencent-modules';

/** Audience of the tokens of pods, which CAM accepts of a cluster of TKE unless it is told another one. */
export const POD_TOKEN_AUDIENCE = 'sts.cloud.tencent.com';

/** Most characters that the name of a role has. Source: CAM, CreateRole, RoleName. */
export const LONGEST_ROLE_NAME = 128;

/** Name of the role of a workload in an environment. Those of CI end otherwise. */
export function workloadRoleName(projectName: string, environment: string, workload: string): string {
  return `${projectName}-${environment}-workload-${workload}`;
}

/** The roles of the workloads in these environments, by name, as the bootstrap makes them. */
export function workloadRoles(projectName: string, environments: readonly BootstrapEnvironment[]): Record<string, unknown> {
  return Object.fromEntries(environments.flatMap(({ name: environment, workloads = [] }) => workloads.map((workload) => [
    workloadRoleName(projectName, environment, workload.name), roleOf(environment, workload),
  ])));
}

function roleOf(environment: string, { namespace, serviceAccountName, uses }: BootstrapWorkload): Record<string, unknown> {
  return {
    environment,
    subject: `system:serviceaccount:${namespace}:${serviceAccountName}`,
    grants: uses.map(({ module, inputs, names }) => ({
      actions: names,
      resources: moduleNamed(TENCENT_MODULES, module)?.grants?.resources(inputs) ?? [],
    })),
  };
}
