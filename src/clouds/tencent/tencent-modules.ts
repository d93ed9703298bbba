import { DataAccess } from '../data-access';
import type { ModuleEndpoint, ModuleFacts, ModuleGrants, ModuleInputs } from '../module-facts';
import { bucketProblems, bucketResources } from './tencent-buckets';
import type { TencentModuleName } from './tencent-module-name';
import { networkOf, networkProblems } from './tencent-network-problems';

/** What workloads can be granted of what a module of Tencent Cloud makes: actions of CAM. */
export interface TencentModuleGrants extends ModuleGrants {
  /** What a call makes, as resources of CAM. */
  readonly resources: (inputs: ModuleInputs) => string[];
}

/** What a library module of Tencent Cloud needs beside its `.tf` files. */
export interface TencentModuleFacts extends ModuleFacts {
  /** Types of its resources, and behind `data.` of its data sources, sorted: what a plan reads. */
  readonly types: readonly string[];
  /** What is applied for it: whole services by their name in CAM, or the parts of them that `tencent-permissions.ts` knows. */
  readonly services: readonly string[];
  /**
   * The buckets that a call makes, as resources of CAM, where their names are known before anything is applied.
   * @default - it makes none
   */
  readonly buckets?: (inputs: ModuleInputs) => string[];
  readonly grants?: TencentModuleGrants;
}

/** Actions that read the objects of a bucket and list them. Source of both: Tencent Cloud document 436/65935. */
const READS_OBJECTS = ['name/cos:GetBucket', 'name/cos:GetObject', 'name/cos:HeadBucket', 'name/cos:HeadObject'];

/** Actions that write objects, whole and in parts, and remove them. */
const WRITES_OBJECTS = [
  'name/cos:AbortMultipartUpload', 'name/cos:CompleteMultipartUpload', 'name/cos:DeleteObject', 'name/cos:InitiateMultipartUpload', 'name/cos:ListParts',
  'name/cos:PostObject', 'name/cos:PutObject', 'name/cos:UploadPart',
];

/** What the modules of `src/terraform/modules/tencent/` need beside their `.tf` files. */
export const TENCENT_MODULES: Readonly<Record<TencentModuleName, TencentModuleFacts>> = {
  'alarm-notices': {
    types: ['data.tencentcloud_ssm_secret_versions', 'tencentcloud_monitor_alarm_notice'],
    services: ['monitor', 'ssm'],
    namesParts: true,
    statefulTypes: [],
    credentials: [
      { what: 'addresses of webhooks', from: 'state', ifInput: 'webhook_secret_names' },
      { what: 'values of all secrets of the account', from: 'plan', ifInput: 'webhook_secret_names' },
    ],
  },
  'alarm-policies': {
    types: ['tencentcloud_monitor_alarm_policy', 'tencentcloud_monitor_policy_binding_object'],
    services: ['monitor', 'tags'],
    namesParts: true,
    statefulTypes: [],
    credentials: [],
  },
  'certificate': {
    types: ['tencentcloud_ssl_certificate', 'tencentcloud_ssl_free_certificate'],
    services: ['ssl', 'dnspod', 'tags'],
    statefulTypes: [],
    credentials: [{ what: 'key of the certificate', from: 'state' }, { what: 'keys of all certificates of the account', from: 'plan' }],
  },
  'ckafka': {
    types: [
      'data.tencentcloud_availability_zones_by_product',
      'tencentcloud_ckafka_acl',
      'tencentcloud_ckafka_acl_rule',
      'tencentcloud_ckafka_instance',
      'tencentcloud_ckafka_route',
      'tencentcloud_ckafka_topic',
      'tencentcloud_ckafka_user',
    ],
    services: ['ckafka', 'vpc', 'tags'],
    statefulTypes: ['tencentcloud_ckafka_instance', 'tencentcloud_ckafka_topic'],
    credentials: [{ what: 'passwords of the users', from: 'state', ifInput: 'users' }],
  },
  'cloud-connect': {
    types: [
      'tencentcloud_ccn',
      'tencentcloud_ccn_attachment_v2',
      'tencentcloud_ccn_bandwidth_limit',
      'tencentcloud_ccn_instances_accept_attach',
      'tencentcloud_ccn_route_table',
      'tencentcloud_ccn_route_table_input_policies',
    ],
    services: ['vpc', 'tags'],
    statefulTypes: [],
    credentials: [],
  },
  'container-registry': {
    types: [
      'tencentcloud_tcr_immutable_tag_rule',
      'tencentcloud_tcr_instance',
      'tencentcloud_tcr_namespace',
      'tencentcloud_tcr_repository',
      'tencentcloud_tcr_service_account',
      'tencentcloud_tcr_tag_retention_rule',
      'tencentcloud_tcr_vpc_attachment',
    ],
    services: ['tcr', 'vpc', 'tags'],
    statefulTypes: ['tencentcloud_tcr_instance', 'tencentcloud_tcr_namespace', 'tencentcloud_tcr_repository'],
    credentials: [{ what: 'passwords of service accounts', from: 'state', ifInput: 'service_accounts' }],
  },
  'cos-storage': {
    types: ['tencentcloud_cos_bucket', 'tencentcloud_cos_bucket_policy'],
    services: ['tags'],
    statefulTypes: ['tencentcloud_cos_bucket'],
    credentials: [],
    buckets: bucketResources,
    problems: bucketProblems,
    grants: {
      levels: {
        [DataAccess.READ]: READS_OBJECTS,
        [DataAccess.WRITE]: WRITES_OBJECTS,
        [DataAccess.READ_WRITE]: [...READS_OBJECTS, ...WRITES_OBJECTS],
      },
      ports: [{ port: 443 }],
      resources: (inputs) => bucketResources(inputs).flatMap((bucket) => [`${bucket}/`, `${bucket}/*`]),
    },
  },
  'dns-zone': {
    types: ['tencentcloud_dnspod_domain_instance', 'tencentcloud_dnspod_record'],
    services: ['dnspod'],
    // Its records go with it.
    statefulTypes: ['tencentcloud_dnspod_domain_instance'],
    credentials: [],
  },
  'edge': {
    types: [
      'tencentcloud_teo_acceleration_domain',
      'tencentcloud_teo_certificate_config',
      'tencentcloud_teo_l7_acc_rule_v2',
      'tencentcloud_teo_l7_acc_setting',
      'tencentcloud_teo_origin_group',
      'tencentcloud_teo_security_policy_config',
      'tencentcloud_teo_zone',
    ],
    services: ['teo', 'ssl', 'tags'],
    statefulTypes: [],
    credentials: [{ what: 'keys in rules of all sites of the account', from: 'plan', ifInput: 'rules' }],
  },
  'existing-tke-cluster': {
    isCluster: true,
    types: ['tencentcloud_kubernetes_auth_attachment'],
    services: ['tke'],
    statefulTypes: [],
    credentials: [],
  },
  'file-storage': {
    types: [
      'data.tencentcloud_vpc_instances',
      'tencentcloud_cfs_access_group',
      'tencentcloud_cfs_access_rule',
      'tencentcloud_cfs_auto_snapshot_policy',
      'tencentcloud_cfs_auto_snapshot_policy_attachment',
      'tencentcloud_cfs_file_system',
    ],
    services: ['cfs', 'vpc', 'tags'],
    statefulTypes: ['tencentcloud_cfs_file_system'],
    credentials: [],
  },
  'grafana': {
    types: ['tencentcloud_monitor_grafana_instance', 'tencentcloud_monitor_grafana_whitelist_config', 'tencentcloud_monitor_tmp_manage_grafana_attachment'],
    services: ['monitor', 'vpc', 'tags'],
    statefulTypes: ['tencentcloud_monitor_grafana_instance'],
    credentials: [
      { what: 'password of the administrator', from: 'state' },
      { what: 'tokens of all managed Prometheus instances of the account', from: 'plan' },
    ],
  },
  'kms-keys': {
    types: ['tencentcloud_kms_key'],
    services: ['keys', 'tags'],
    // With a key goes all that it encrypted.
    namesParts: true,
    statefulTypes: ['tencentcloud_kms_key'],
    credentials: [],
  },
  'load-balancer': {
    types: [
      'data.tencentcloud_vpc_instances',
      'tencentcloud_clb_attachment',
      'tencentcloud_clb_instance',
      'tencentcloud_clb_listener',
      'tencentcloud_clb_listener_rule',
      'tencentcloud_clb_redirection',
      'tencentcloud_security_group',
      'tencentcloud_security_group_rule_set',
    ],
    services: ['clb', 'vpc', 'securityGroups', 'instances', 'tags'],
    statefulTypes: [],
    credentials: [],
  },
  'log-topics': {
    types: ['tencentcloud_cls_alarm', 'tencentcloud_cls_cos_shipper', 'tencentcloud_cls_index', 'tencentcloud_cls_logset', 'tencentcloud_cls_topic'],
    services: ['cls', 'tags'],
    statefulTypes: ['tencentcloud_cls_topic'],
    credentials: [],
  },
  'managed-prometheus': {
    types: [
      'data.tencentcloud_vpc_subnets',
      'tencentcloud_monitor_tmp_instance',
      'tencentcloud_monitor_tmp_tke_basic_config',
      'tencentcloud_monitor_tmp_tke_cluster_agent',
      'tencentcloud_monitor_tmp_tke_config',
    ],
    services: ['monitor', 'tke', 'vpc', 'tags'],
    statefulTypes: ['tencentcloud_monitor_tmp_instance'],
    credentials: [{ what: 'tokens of all managed Prometheus instances of the account', from: 'plan' }],
  },
  'mongodb': {
    types: [
      'data.tencentcloud_vpc_instances',
      'tencentcloud_mongodb_instance',
      'tencentcloud_mongodb_instance_account',
      'tencentcloud_mongodb_instance_backup_rule',
      'tencentcloud_mongodb_instance_params',
      'tencentcloud_mongodb_instance_ssl',
      'tencentcloud_security_group',
      'tencentcloud_security_group_rule_set',
    ],
    services: ['mongodb', 'vpc', 'securityGroups', 'tags'],
    statefulTypes: ['tencentcloud_mongodb_instance'],
    credentials: [{ what: 'password of the administrator', from: 'state' }, { what: 'passwords of further accounts', from: 'state', ifInput: 'accounts' }],
    endpoint: atHost(27017),
  },
  'mysql': {
    types: [
      'data.tencentcloud_vpc_instances',
      'tencentcloud_mysql_account',
      'tencentcloud_mysql_audit_service',
      'tencentcloud_mysql_backup_encryption_status',
      'tencentcloud_mysql_backup_policy',
      'tencentcloud_mysql_cls_log_attachment',
      'tencentcloud_mysql_instance',
      'tencentcloud_mysql_instance_encryption_operation',
      'tencentcloud_mysql_privilege',
      'tencentcloud_mysql_readonly_instance',
      'tencentcloud_mysql_remote_backup_config',
      'tencentcloud_mysql_ssl',
      'tencentcloud_mysql_time_window',
      'tencentcloud_security_group',
      'tencentcloud_security_group_rule_set',
    ],
    services: ['cdb', 'vpc', 'securityGroups', 'tags'],
    statefulTypes: ['tencentcloud_mysql_instance'],
    credentials: [{ what: 'password of the administrator', from: 'state' }, { what: 'passwords of further accounts', from: 'state', ifInput: 'accounts' }],
    endpoint: atHost(3306),
  },
  'mysql-database': {
    types: ['tencentcloud_mysql_account', 'tencentcloud_mysql_database', 'tencentcloud_mysql_privilege'],
    services: ['cdb'],
    statefulTypes: ['tencentcloud_mysql_database'],
    credentials: [{ what: 'password of the user of a database', from: 'state' }],
    endpoint: atHost(3306),
  },
  'network': {
    types: [
      'tencentcloud_eip',
      'tencentcloud_nat_gateway',
      'tencentcloud_route_table',
      'tencentcloud_route_table_entry',
      'tencentcloud_security_group',
      'tencentcloud_security_group_rule_set',
      'tencentcloud_subnet',
      'tencentcloud_vpc',
      'tencentcloud_vpc_acl',
      'tencentcloud_vpc_acl_attachment',
      'tencentcloud_vpc_end_point',
      'tencentcloud_vpc_flow_log',
      'tencentcloud_vpc_ipv6_cidr_block',
      'tencentcloud_vpc_ipv6_subnet_cidr_block',
    ],
    services: ['vpc', 'addresses', 'securityGroups', 'tags'],
    statefulTypes: [],
    credentials: [],
    problems: networkProblems,
    network: networkOf,
  },
  'postgresql': {
    types: [
      'data.tencentcloud_vpc_instances',
      'tencentcloud_postgresql_account',
      'tencentcloud_postgresql_backup_plan_config',
      'tencentcloud_postgresql_instance',
      'tencentcloud_postgresql_instance_ssl_config',
      'tencentcloud_postgresql_parameters',
      'tencentcloud_postgresql_readonly_group',
      'tencentcloud_postgresql_readonly_instance_v2',
      'tencentcloud_postgresql_time_window',
      'tencentcloud_security_group',
      'tencentcloud_security_group_rule_set',
    ],
    services: ['postgres', 'vpc', 'securityGroups', 'tags'],
    statefulTypes: ['tencentcloud_postgresql_instance'],
    credentials: [{ what: 'password of the administrator', from: 'state' }, { what: 'passwords of further accounts', from: 'state', ifInput: 'accounts' }],
    endpoint: atHost(5432),
  },
  'postgresql-database': {
    types: ['tencentcloud_postgresql_account', 'tencentcloud_postgresql_database'],
    services: ['postgres'],
    statefulTypes: ['tencentcloud_postgresql_database'],
    credentials: [{ what: 'password of the user of a database', from: 'state' }],
    endpoint: atHost(5432),
  },
  'private-dns-zone': {
    types: ['tencentcloud_private_dns_record', 'tencentcloud_private_dns_zone', 'tencentcloud_private_dns_zone_vpc_attachment'],
    services: ['privatedns', 'vpc', 'tags'],
    // Its records go with it.
    statefulTypes: ['tencentcloud_private_dns_zone'],
    credentials: [],
  },
  'prometheus-rules': {
    types: ['tencentcloud_monitor_tmp_alert_group', 'tencentcloud_monitor_tmp_recording_rule'],
    services: ['monitor'],
    statefulTypes: [],
    credentials: [],
  },
  'redis': {
    types: [
      'data.tencentcloud_availability_zones_by_product',
      'data.tencentcloud_vpc_instances',
      'tencentcloud_redis_backup_config',
      'tencentcloud_redis_instance',
      'tencentcloud_redis_maintenance_window',
      'tencentcloud_redis_param',
      'tencentcloud_redis_ssl',
      'tencentcloud_security_group',
      'tencentcloud_security_group_rule_set',
    ],
    services: ['redis', 'vpc', 'securityGroups', 'tags'],
    statefulTypes: ['tencentcloud_redis_instance'],
    credentials: [{ what: 'password of the default user', from: 'state' }],
    endpoint: atHost(6379),
  },
  'redis-account': {
    types: ['tencentcloud_redis_account'],
    services: ['redis'],
    statefulTypes: [],
    credentials: [{ what: 'password of an account', from: 'state' }],
    endpoint: atHost(6379),
  },
  'rocketmq': {
    types: [
      'tencentcloud_trocket_rocketmq_consumer_group',
      'tencentcloud_trocket_rocketmq_instance',
      'tencentcloud_trocket_rocketmq_role',
      'tencentcloud_trocket_rocketmq_topic',
    ],
    services: ['trocket', 'vpc', 'tags'],
    statefulTypes: ['tencentcloud_trocket_rocketmq_instance', 'tencentcloud_trocket_rocketmq_topic'],
    credentials: [
      { what: 'keys of roles', from: 'state', ifInput: 'roles' },
      { what: 'keys of all roles of RocketMQ of the account', from: 'plan', ifInput: 'roles' },
    ],
  },
  'scf-function': {
    types: [
      'tencentcloud_scf_function',
      'tencentcloud_scf_function_event_invoke_config',
      'tencentcloud_scf_reserved_concurrency_config',
      'tencentcloud_scf_trigger',
    ],
    services: ['scf', 'vpc', 'tags'],
    statefulTypes: [],
    credentials: [{ what: 'variables of all functions of the account', from: 'plan' }],
  },
  'security-groups': {
    types: ['tencentcloud_security_group', 'tencentcloud_security_group_rule_set'],
    services: ['securityGroups', 'tags'],
    namesParts: true,
    statefulTypes: [],
    credentials: [],
  },
  'ssm-secrets': {
    types: ['tencentcloud_ssm_secret', 'tencentcloud_ssm_secret_version_v2'],
    services: ['ssm', 'tags'],
    namesParts: true,
    statefulTypes: ['tencentcloud_ssm_secret'],
    credentials: [{ what: 'values of the secrets', from: 'state' }, { what: 'values of all secrets of the account', from: 'plan' }],
  },
  'tke-cluster': {
    isCluster: true,
    types: [
      'data.tencentcloud_vpc_instances',
      'tencentcloud_kubernetes_addon',
      'tencentcloud_kubernetes_auth_attachment',
      'tencentcloud_kubernetes_cluster',
      'tencentcloud_kubernetes_cluster_endpoint',
      'tencentcloud_kubernetes_encryption_protection',
      'tencentcloud_kubernetes_log_config',
      'tencentcloud_kubernetes_native_node_pool',
      'tencentcloud_kubernetes_node_pool',
      'tencentcloud_kubernetes_serverless_node_pool',
      'tencentcloud_security_group',
      'tencentcloud_security_group_rule_set',
    ],
    services: ['tke', 'as', 'vpc', 'securityGroups', 'instances', 'tags'],
    // With a pool goes what runs on its nodes, and what that keeps on their disks.
    statefulTypes: [
      'tencentcloud_kubernetes_cluster',
      'tencentcloud_kubernetes_native_node_pool',
      'tencentcloud_kubernetes_node_pool',
      'tencentcloud_kubernetes_serverless_node_pool',
    ],
    credentials: [
      { what: 'kubeconfig of the administrator', from: 'state' },
      { what: 'kubeconfigs of all clusters of the account', from: 'plan' },
      { what: 'password of the nodes', from: 'state' },
    ],
  },
  'vpn': {
    types: [
      'tencentcloud_route_table_entry',
      'tencentcloud_vpn_connection',
      'tencentcloud_vpn_customer_gateway',
      'tencentcloud_vpn_gateway',
      'tencentcloud_vpn_gateway_route',
    ],
    services: ['vpc', 'tags'],
    statefulTypes: [],
    credentials: [{ what: 'keys of the tunnels', from: 'state' }, { what: 'keys of all VPN tunnels of the account', from: 'plan' }],
  },
};

/** That of what has its address as the output `host`. */
function atHost(port: number): () => ModuleEndpoint {
  return () => ({ addresses: [{ output: 'host' }], ports: [{ port }] });
}
