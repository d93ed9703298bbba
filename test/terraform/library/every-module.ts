import { AZURE_CALLS } from './azure-calls';
import type { ModuleCalls } from './module-calls';
import { TENCENT_CALLS } from './tencent-calls';
import { Cloud, FeiyueProject } from '../../../src';
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

/** An estate with every module of a cloud, each in a root module of its own, in as many environments as it takes for so many root modules. */
export function everyModule(cloud: CloudName, rootModules = ROOT_MODULES): FeiyueProject {
  const project = emptyProject({ cloud: CLOUDS[cloud]() });
  const calls = Object.entries(CALLS[cloud]);
  for (let number = 1; number * calls.length < rootModules + calls.length; number++) project.addEnvironment(`env-${number}`);
  for (const [name, call] of calls) call(project.addRootModule(name));
  return project;
}

/** An estate with every module of a cloud in one root module, `everything`. */
export function everyModuleTogether(cloud: CloudName): FeiyueProject {
  const project = emptyProject({ cloud: CLOUDS[cloud]() });
  project.addEnvironment('dev');
  const root = project.addRootModule('everything');
  for (const call of Object.values(CALLS[cloud])) call(root);
  return project;
}
