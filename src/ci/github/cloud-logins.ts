import type { CloudLogin } from './cloud-login';
import { TencentLogin } from './tencent-login';
import type { Cloud } from '../../clouds/cloud';

/** How workflows log in, by name of the cloud. */
const LOGINS: Readonly<Record<string, (cloud: Cloud) => CloudLogin>> = {
  tencent: (cloud) => new TencentLogin(cloud._supplier.region),
};

/** How workflows log in to a cloud. */
export function cloudLogin(cloud: Cloud): CloudLogin {
  return LOGINS[cloud.name](cloud);
}
