import type { ResourceAlert, WatchedModule } from './resource-alert';

/** An alert on a metric of Cloud Monitor, that holds for five minutes. */
export interface TencentResourceAlert extends ResourceAlert {
  readonly metric: string;
}

/** What Cloud Monitor measures of a library module. */
export interface TencentWatchedModule extends WatchedModule<TencentResourceAlert> {
  /** Name of the service, as the module `alarm-policies` has it. */
  readonly service: 'mongodb' | 'mysql' | 'postgresql' | 'redis';
  /**
   * Name of the output that is the number of the instance.
   * @default - the ID alone says which it is
   */
  readonly uid?: string;
}

const DATABASE = 'terraform-database';
const SPACE_FILLS_UP = 'The disk fills up: once it is full, nothing can be written.';
const CONNECTIONS = 'Most of the connections are taken: soon none is left.';
const CPU = 'It has hardly any processor time left.';

/**
 * What is watched of the library's modules, by their path.
 *
 * Source of the metrics: https://cloud.tencent.com/document/product/248/50397, by the type of the policy
 */
export const TENCENT_WATCHED_MODULES: Readonly<Record<string, TencentWatchedModule>> = {
  'tencent/mongodb': {
    service: 'mongodb',
    runbook: DATABASE,
    alerts: {
      connections: { metric: 'Connper', threshold: 80, severity: 'warning', meaning: CONNECTIONS },
      // So it is spelt by the service.
      cpu: { metric: 'MonogdMaxCpuUsage', threshold: 90, severity: 'warning', meaning: CPU },
      disk: { metric: 'ClusterDiskusage', threshold: 80, severity: 'critical', meaning: SPACE_FILLS_UP },
    },
  },
  'tencent/mysql': {
    service: 'mysql',
    runbook: DATABASE,
    alerts: {
      connections: { metric: 'ConnectionUseRate', threshold: 80, severity: 'warning', meaning: CONNECTIONS },
      cpu: { metric: 'CpuUseRate', threshold: 90, severity: 'warning', meaning: CPU },
      disk: { metric: 'VolumeRate', threshold: 80, severity: 'critical', meaning: SPACE_FILLS_UP },
    },
  },
  'tencent/postgresql': {
    service: 'postgresql',
    uid: 'uid',
    runbook: DATABASE,
    alerts: {
      cpu: { metric: 'Cpu', threshold: 90, severity: 'warning', meaning: CPU },
      disk: { metric: 'StorageRate', threshold: 80, severity: 'critical', meaning: 'The disk fills up: an instance whose disk is full becomes read-only.' },
    },
  },
  'tencent/redis': {
    service: 'redis',
    runbook: DATABASE,
    alerts: {
      connections: { metric: 'ConnectionsUtil', threshold: 80, severity: 'warning', meaning: CONNECTIONS },
      cpu: { metric: 'CpuMaxUtil', threshold: 90, severity: 'warning', meaning: CPU },
      memory: { metric: 'MemMaxUtil', threshold: 80, severity: 'warning', meaning: 'The memory fills up: once it is full, keys are evicted or writes refused.' },
    },
  },
};
