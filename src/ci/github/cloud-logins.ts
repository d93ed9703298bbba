import { AzureLogin } from './azure-login';
import type { CloudLogin } from './cloud-login';
import { TencentLogin } from './tencent-login';
import type { AzureCloud } from '../../clouds/azure/azure-cloud';
import type { Cloud } from '../../clouds/cloud';

/** An environment on a cloud. */
interface CloudEnvironment {
  readonly name: string;
  readonly cloud: Cloud;
}

/** What a login is made from. All clouds of an estate have the same name. */
interface LoginFacts {
  readonly projectName: string;
  readonly cloud: Cloud;
  /** The environments, as they are when a step is rendered. */
  readonly environments: () => readonly CloudEnvironment[];
}

/** How workflows log in, by name of the cloud. */
const LOGINS: Readonly<Record<string, (facts: LoginFacts) => CloudLogin>> = {
  azure: ({ projectName, cloud, environments }) => new AzureLogin({
    projectName,
    cloud: azureOf(cloud),
    environments: () => environments().map(({ name, cloud: own }) => ({ name, cloud: azureOf(own) })),
  }),
  tencent: ({ projectName, cloud: { _supplier: { region, account } }, environments }) => new TencentLogin({
    projectName,
    region,
    accountUin: account,
    environments: () => environments().map(({ name, cloud: { _supplier: own } }) => ({ name, region: own.region, accountUin: own.account })),
  }),
};

/** How the workflows of a project log in to a cloud. */
export function cloudLogin(facts: LoginFacts): CloudLogin {
  return LOGINS[facts.cloud.name](facts);
}

/** The supplier of a cloud of the name `azure`. */
function azureOf({ _supplier }: Cloud): AzureCloud {
  return _supplier as AzureCloud;
}
