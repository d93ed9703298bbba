import type { ScriptStep } from './workflow';
import { literal, script } from './workflow';
import type { AzureCloud } from '../../clouds/azure/azure-cloud';
import type { Cloud } from '../../clouds/cloud';
import type { CloudSupplier } from '../../clouds/cloud-supplier';

/** How workflows log docker in to the registry of a cloud, after they logged in to the cloud itself. */
export interface RegistryLogin {
  readonly step: ScriptStep;
}

/** By name of the cloud. */
const LOGINS: Readonly<Record<string, (registry: string, supplier: CloudSupplier) => RegistryLogin>> = {
  azure: (registry, supplier) => ({
    step: {
      name: 'Log in to the registry',
      env: { REGISTRY: literal(registry), RESOURCE_MANAGER: (supplier as AzureCloud).sovereignCloud.resourceManagerUrl },
      run: script('node "${SCRIPTS}/azure-registry-login.mjs" --registry "${REGISTRY}" --resource-manager "${RESOURCE_MANAGER}"'),
    },
  }),
  tencent: (registry, { region }) => ({
    step: {
      name: 'Log in to the registry',
      env: { REGION: literal(region), REGISTRY: literal(registry) },
      run: script(
        'node "${SCRIPTS}/tencent-registry-login.mjs" --registry "${REGISTRY}" --region "${REGION}"',
        '# What builds the image needs the password of the registry, and no keys of the cloud.',
        'for name in TENCENTCLOUD_SECRET_ID TENCENTCLOUD_SECRET_KEY TENCENTCLOUD_SECURITY_TOKEN; do',
        '  echo "${name}=" >> "${GITHUB_ENV}"',
        'done',
      ),
    },
  }),
};

/** How workflows log in to the registry that images are pushed to; undefined when CI can log in to none. */
export function registryLogin(cloud: Cloud): RegistryLogin | undefined {
  const { pushRegistry } = cloud._supplier;
  return pushRegistry === undefined ? undefined : LOGINS[cloud.name](pushRegistry, cloud._supplier);
}
