import type { ScriptStep } from './workflow';
import { literal, script } from './workflow';
import type { Cloud } from '../../clouds/cloud';
import type { PerCloud } from '../../clouds/per-cloud';

/** How workflows log docker in to the registry of a cloud, after they logged in to the cloud itself. */
export interface RegistryLogin {
  readonly step: ScriptStep;
}

const LOGINS: PerCloud<(registry: string) => RegistryLogin> = {
  azure: ({ sovereignCloud }) => (registry) => ({
    step: {
      name: 'Log in to the registry',
      env: { REGISTRY: literal(registry), RESOURCE_MANAGER: sovereignCloud.resourceManagerUrl },
      run: script('node "${SCRIPTS}/azure-registry-login.mjs" --registry "${REGISTRY}" --resource-manager "${RESOURCE_MANAGER}"'),
    },
  }),
  tencent: ({ region }) => (registry) => ({
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
  return pushRegistry === undefined ? undefined : cloud._in(LOGINS)(pushRegistry);
}
