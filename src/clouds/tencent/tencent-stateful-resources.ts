import { TENCENT_MODULES } from './tencent-modules';
import { allStatefulTypes } from '../module-facts';

/** Those that no module of the library makes. */
const OTHERS: readonly string[] = [
  'tencentcloud_cbs_snapshot',
  'tencentcloud_cbs_storage',
  'tencentcloud_cdwdoris_instance',
  'tencentcloud_cdwpg_instance',
  'tencentcloud_chdfs_file_system',
  'tencentcloud_clickhouse_instance',
  'tencentcloud_cynosdb_cluster',
  'tencentcloud_cynosdb_cluster_v2',
  'tencentcloud_dcdb_db_instance',
  'tencentcloud_dcdb_hourdb_instance',
  'tencentcloud_eks_cluster',
  'tencentcloud_elasticsearch_instance',
  'tencentcloud_emr_cluster',
  'tencentcloud_emr_cluster_v2',
  'tencentcloud_instance',
  'tencentcloud_kms_external_key',
  'tencentcloud_lighthouse_disk',
  'tencentcloud_lighthouse_instance',
  'tencentcloud_lite_hbase_instance',
  'tencentcloud_mariadb_dedicatedcluster_db_instance',
  'tencentcloud_mariadb_hour_db_instance',
  'tencentcloud_mariadb_instance',
  'tencentcloud_mongodb_sharding_instance',
  'tencentcloud_mqtt_instance',
  'tencentcloud_postgresql_clone_db_instance',
  'tencentcloud_serverless_hbase_instance',
  'tencentcloud_sqlserver_basic_instance',
  'tencentcloud_sqlserver_db',
  'tencentcloud_sqlserver_general_cloud_instance',
  'tencentcloud_sqlserver_instance',
  'tencentcloud_ssm_product_secret',
  'tencentcloud_ssm_secret',
  'tencentcloud_tcaplus_cluster',
  'tencentcloud_tcr_instance',
  'tencentcloud_tcr_namespace',
  'tencentcloud_tcr_repository',
  'tencentcloud_tdcpg_cluster',
  'tencentcloud_tdmq_instance',
  'tencentcloud_tdmq_professional_cluster',
  'tencentcloud_tdmq_rocketmq_cluster',
  'tencentcloud_vdb_instance',
];

/**
 * Resource types of the Tencent Cloud provider whose destruction loses data, or everything that runs on them: databases,
 * caches, buckets, disks, queues, registries, keys and clusters. A deployment destroys none without being told to by name.
 *
 * Source: the resources of provider tencentcloudstack/tencentcloud 1.83.15
 */
export const TENCENT_STATEFUL_RESOURCES: readonly string[] = allStatefulTypes(TENCENT_MODULES, OTHERS);
