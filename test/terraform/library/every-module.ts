import { AZURE_CALLS } from './azure-calls';
import type { ModuleCalls } from './module-calls';
import { TENCENT_CALLS } from './tencent-calls';
import { Cloud, Environment, FeiyueProject } from '../../../src';
import type { CloudName } from '../../../src/clouds/cloud-name';
import { emptyProject } from '../../default-estate';

/** How many root modules the estate of a cloud has at least. */
export const ROOT_MODULES = 60;

const CALLS: Readonly<Record<CloudName, ModuleCalls<string>>> = { azure: AZURE_CALLS, tencent: TENCENT_CALLS };

const CLOUDS: Readonly<Record<CloudName, () => Cloud>> = {
  azure: () => Cloud.azure({
    subscriptionId: '00000000-0000-0000-0000-000000000001',
    tenantId: '00000000-0000-0000-0000-000000000002',
    location: 'westeurope',
    stateAccess: { allowedIpRanges: ['203.0.113.0/24'] },
  }),
  tencent: () => Cloud.tencent({ appId: '1250000000', region: 'ap-guangzhou', zones: ['ap-guangzhou-6', 'ap-guangzhou-7'] }),
};

/**
 * An estate with every module of a cloud, each in a root module of its own, in as many environments as it takes for so many root modules.
 * All environments but the first are protected, for which modules are called otherwise.
 */
export function everyModule(cloud: CloudName, rootModules = ROOT_MODULES): FeiyueProject {
  const project = emptyProject({ cloud: CLOUDS[cloud]() });
  const calls = Object.entries(CALLS[cloud]);
  let promotedFrom: Environment | undefined;
  for (let number = 1; number * calls.length < rootModules + calls.length; number++) promotedFrom = project.addEnvironment(`env-${number}`, { promotedFrom });
  for (const [name, call] of calls) call(project.addRootModule(name));
  return project;
}
