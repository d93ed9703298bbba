import { AzureLogin, azureSettings } from './azure-login';
import type { CloudLogin } from './cloud-login';
import type { LoginEnvironment, LoginSettings } from './settings-by-role';
import { TencentLogin, tencentSettings } from './tencent-login';
import type { Cloud } from '../../clouds/cloud';
import type { PerCloud } from '../../clouds/per-cloud';

/** How the workflows of a project log in to its cloud, and to those that environments have of their own. */
export function cloudLogin(
  projectName: string, cloud: Cloud, environments: () => ReadonlyArray<{ readonly name: string; readonly cloud: Cloud }>,
): CloudLogin {
  return cloud._in(LOGINS)({
    projectName,
    environments: () => environments().map(({ name, cloud: own }) => ({ name, settings: own._in(SETTINGS) })),
  });
}

/** What a login is made from, beside the cloud. */
interface LoginFacts {
  readonly projectName: string;
  /** The environments, as they are when a step is rendered. */
  readonly environments: () => readonly LoginEnvironment[];
}

/** How workflows log in. */
const LOGINS: PerCloud<(facts: LoginFacts) => CloudLogin> = {
  azure: (cloud) => (facts) => new AzureLogin({ ...facts, cloud }),
  tencent: ({ region, account }) => (facts) => new TencentLogin({ ...facts, region, accountUin: account }),
};

/** What they have to know of the place where they log in. */
const SETTINGS: PerCloud<LoginSettings> = {
  azure: azureSettings,
  tencent: ({ region, account }) => tencentSettings({ region, accountUin: account }),
};
