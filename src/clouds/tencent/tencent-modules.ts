import { bucketProblems, bucketResources } from './tencent-buckets';
import type { TencentModuleName } from './tencent-module-name';
import { networkProblems } from './tencent-network-problems';
import type { ModuleFacts, ModuleInputs } from '../module-facts';

/** What a library module of Tencent Cloud needs beside its `.tf` files. */
export interface TencentModuleFacts extends ModuleFacts {
  /** What it makes: whole services by their name in CAM, or the parts of them that `tencent-permissions.ts` knows. */
  readonly services: readonly string[];
  /**
   * The buckets that a call makes, as resources of CAM, where their names are known before anything is applied.
   * @default - it makes none
   */
  readonly buckets?: (inputs: ModuleInputs) => string[];
}

/** What the modules of `src/terraform/modules/tencent/` need beside their `.tf` files. */
export const TENCENT_MODULES: Readonly<Record<TencentModuleName, TencentModuleFacts>> = {
  'cos-storage': {
    services: ['tags'],
    statefulTypes: ['tencentcloud_cos_bucket'],
    credentials: [],
    buckets: bucketResources,
    problems: bucketProblems,
  },
  'network': {
    services: ['vpc', 'addresses', 'securityGroups', 'tags'],
    statefulTypes: [],
    credentials: [],
    problems: networkProblems,
  },
  'postgresql': {
    services: ['postgres', 'vpc', 'securityGroups', 'tags'],
    statefulTypes: ['tencentcloud_postgresql_instance'],
    credentials: [{ what: 'password of the administrator', from: 'state' }],
  },
  'redis': {
    services: ['redis', 'vpc', 'securityGroups', 'tags'],
    statefulTypes: ['tencentcloud_redis_instance'],
    credentials: [{ what: 'password of the default user', from: 'state' }],
  },
  'tke-cluster': {
    services: ['tke', 'as', 'vpc', 'securityGroups', 'instances', 'tags'],
    statefulTypes: ['tencentcloud_kubernetes_cluster'],
    credentials: [{ what: 'kubeconfig of the administrator', from: 'state' }, { what: 'password of the nodes', from: 'state' }],
  },
};
