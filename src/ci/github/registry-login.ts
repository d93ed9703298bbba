import type { ScriptStep } from './workflow';
import { literal, script } from './workflow';
import type { Cloud } from '../../clouds/cloud';

/** How workflows log docker in to the registry of a cloud, after they logged in to the cloud itself. */
export interface RegistryLogin {
  readonly step: ScriptStep;
}

/** By name of the cloud. */
const LOGINS: Readonly<Record<string, (registry: string, region: string) => RegistryLogin>> = {
  tencent: (registry, region) => ({
    step: {
      name: 'Log in to the registry',
      env: { REGION: literal(region), REGISTRY: literal(registry) },
      run: script('node "${SCRIPTS}/tencent-registry-login.mjs" --registry "${REGISTRY}" --region "${REGION}"'),
    },
  }),
};

/** How workflows log in to the registry that images are pushed to; undefined when CI can log in to none. */
export function registryLogin(cloud: Cloud): RegistryLogin | undefined {
  const { pushRegistry, region } = cloud._supplier;
  return pushRegistry === undefined ? undefined : LOGINS[cloud.name](pushRegistry, region);
}
