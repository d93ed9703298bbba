import type { CloudLogin } from './cloud-login';
import { TencentLogin } from './tencent-login';
import type { Cloud } from '../../clouds/cloud';

/** How workflows log in, by name of the cloud. */
const LOGINS: Readonly<Record<string, (cloud: Cloud, projectName: string) => CloudLogin>> = {
  tencent: ({ _supplier: { region, account } }, projectName) => new TencentLogin({ projectName, region, accountUin: account }),
};

/** How the workflows of a project log in to a cloud. */
export function cloudLogin(cloud: Cloud, projectName: string): CloudLogin {
  return LOGINS[cloud.name](cloud, projectName);
}
