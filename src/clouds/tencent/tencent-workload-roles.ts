import type { BootstrapEnvironment, BootstrapWorkload } from '../cloud-supplier';
import { moduleNamed } from '../module-facts';
import { TENCENT_MODULES } from './tencent-modules';

/** Audience of the tokens of pods, which CAM accepts of a cluster of TKE unless it is told another one. */
export const POD_TOKEN_AUDIENCE = 'sts.cloud.tencent.com';

/** Most characters that the name of a role has. Source: CAM, CreateRole, RoleName. */
export const LONGEST_ROLE_NAME = 128;

/**
 * Shell that lets TKE tell CAM of the issuer of a cluster, once for each account. Source: Tencent Cloud document 457/57285.
 */
export function podIdentityCommands(): string[] {
  return [
    '# With a cluster, whose service role is there once TKE was opened in the console:',
    `tccli cam ListAttachedRolePolicies --RoleName ${SERVICE_ROLE} --Page 1 --Rp 200 | grep -q ${SERVICE_POLICY} ||`,
    `  tccli cam AttachRolePolicy --AttachRoleName ${SERVICE_ROLE} --PolicyName ${SERVICE_POLICY}`,
  ];
}

const SERVICE_ROLE = 'TKE_QCSRole';
const SERVICE_POLICY = 'QcloudAccessForTKERoleInOIDCConfig';

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
