/**
 * Actions of CAM with which the provider reads a resource, or a data source, when it plans: those of the library's modules, by their
 * types, behind `data.` those of data sources. CAM knows elastic addresses and security groups by the service `cvm`, though the API
 * for them is that of `vpc`; the settings of buckets are granted by their names.
 *
 * Source: the calls of the API under the functions that read, in provider tencentcloudstack/tencentcloud 1.83.25, `tencentcloud/services/`;
 * https://www.tencentcloud.com/document/product/213/10312 and https://www.tencentcloud.com/document/product/215/35499
 */
export const TENCENT_READ_ACTIONS: Readonly<Record<string, readonly string[]>> = {
  'data.tencentcloud_vpc_instances': ['vpc:DescribeSubnets', 'vpc:DescribeVpcs'],
  'tencentcloud_cos_bucket': [],
  'tencentcloud_cos_bucket_policy': [],
  'tencentcloud_eip': [
    'cvm:DescribeAddress*',
    'tag:DescribeResourceTagsByResourceIds',
    'vpc:DescribeBandwidthPackages',
  ],
  'tencentcloud_kubernetes_addon': ['tke:DescribeAddon'],
  'tencentcloud_kubernetes_auth_attachment': ['tke:DescribeClusterAuthenticationOptions'],
  'tencentcloud_kubernetes_cluster': [
    'cvm:DescribeInstances',
    'tke:DescribeClusterAsGroupOption',
    'tke:DescribeClusterAuthenticationOptions',
    'tke:DescribeClusterEndpointStatus',
    'tke:DescribeClusterEndpoints',
    'tke:DescribeClusterExtraArgs',
    'tke:DescribeClusterInstances',
    'tke:DescribeClusterKubeconfig',
    'tke:DescribeClusterSecurity',
    'tke:DescribeClusters',
    'tke:DescribeExternalNodeSupportConfig',
    'tke:DescribeIPAMD',
    'tke:DescribeLogSwitches',
  ],
  'tencentcloud_kubernetes_cluster_endpoint': [
    'tke:DescribeClusterKubeconfig',
    'tke:DescribeClusterSecurity',
    'tke:DescribeClusters',
  ],
  'tencentcloud_kubernetes_encryption_protection': ['tke:DescribeEncryptionStatus'],
  'tencentcloud_kubernetes_node_pool': [
    'as:DescribeAutoScalingGroups',
    'as:DescribeLaunchConfigurations',
    'tke:DescribeClusterNodePoolDetail',
    'tke:DescribeClusters',
  ],
  'tencentcloud_nat_gateway': [
    'cvm:DescribeAddress*',
    'tag:DescribeResourceTagsByResourceIds',
    'vpc:DescribeNatGateways',
  ],
  'tencentcloud_postgresql_account': ['postgres:DescribeAccounts'],
  'tencentcloud_postgresql_backup_plan_config': ['postgres:DescribeBackupPlans'],
  'tencentcloud_postgresql_database': ['postgres:DescribeDatabases'],
  'tencentcloud_postgresql_instance': [
    'postgres:DescribeAccounts',
    'postgres:DescribeBackupPlans',
    'postgres:DescribeDBInstanceAttribute',
    'postgres:DescribeDBInstanceParameters',
    'postgres:DescribeDBInstanceSecurityGroups',
    'postgres:DescribeDBInstances',
    'postgres:DescribeEncryptionKeys',
    'postgres:DescribeParamsEvent',
    'tag:DescribeResourceTagsByResourceIds',
  ],
  'tencentcloud_postgresql_instance_ssl_config': ['postgres:DescribeDBInstanceSSLConfig'],
  'tencentcloud_redis_account': ['redis:DescribeInstanceAccount'],
  'tencentcloud_redis_backup_config': ['redis:DescribeAutoBackupConfig'],
  'tencentcloud_redis_instance': [
    'redis:DescribeInstanceSecurityGroup',
    'redis:DescribeInstances',
    'region:DescribeZones',
    'tag:DescribeResourceTagsByResourceIds',
  ],
  'tencentcloud_redis_ssl': ['redis:DescribeSSLStatus'],
  'tencentcloud_route_table': ['tag:DescribeResourceTagsByResourceIds', 'vpc:DescribeRouteTables'],
  'tencentcloud_route_table_entry': ['vpc:DescribeRouteTables'],
  'tencentcloud_security_group': ['cvm:DescribeSecurityGroup*', 'tag:DescribeResourceTagsByResourceIds'],
  'tencentcloud_security_group_rule_set': ['cvm:DescribeSecurityGroup*'],
  'tencentcloud_ssm_secret': ['ssm:DescribeSecret', 'tag:DescribeResourceTagsByResourceIds'],
  'tencentcloud_ssm_secret_version_v2': ['ssm:DescribeSecret', 'ssm:GetSecretValue', 'ssm:ListSecretVersionIds'],
  'tencentcloud_subnet': ['tag:DescribeResourceTagsByResourceIds', 'vpc:DescribeSubnets'],
  'tencentcloud_vpc': ['vpc:DescribeRouteTables', 'vpc:DescribeVpcs'],
  'tencentcloud_vpc_flow_log': ['tag:DescribeResourceTagsByResourceIds', 'vpc:DescribeFlowLogs'],
};
