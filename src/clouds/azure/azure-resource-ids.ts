/** How the IDs of resources look on Azure, for values that stand for them in a plan. */

const SUBSCRIPTION = '/subscriptions/00000000-0000-0000-0000-000000000000';
const GROUP = `${SUBSCRIPTION}/resourceGroups/mock`;
const NO_ID = '00000000-0000-0000-0000-000000000000';

/** Where a resource is below its group: provider and type, and for one within another those that are around it. */
const TYPES: Readonly<Record<string, string>> = {
  azurerm_api_management: 'Microsoft.ApiManagement/service',
  azurerm_api_management_api: 'Microsoft.ApiManagement/service/mock/apis',
  azurerm_app_configuration: 'Microsoft.AppConfiguration/configurationStores',
  azurerm_application_gateway: 'Microsoft.Network/applicationGateways',
  azurerm_application_insights: 'Microsoft.Insights/components',
  azurerm_application_insights_standard_web_test: 'Microsoft.Insights/webTests',
  azurerm_bastion_host: 'Microsoft.Network/bastionHosts',
  azurerm_cdn_frontdoor_custom_domain: 'Microsoft.Cdn/profiles/mock/customDomains',
  azurerm_cdn_frontdoor_endpoint: 'Microsoft.Cdn/profiles/mock/afdEndpoints',
  azurerm_cdn_frontdoor_firewall_policy: 'Microsoft.Network/frontDoorWebApplicationFirewallPolicies',
  azurerm_cdn_frontdoor_origin_group: 'Microsoft.Cdn/profiles/mock/originGroups',
  azurerm_cdn_frontdoor_profile: 'Microsoft.Cdn/profiles',
  azurerm_cognitive_account: 'Microsoft.CognitiveServices/accounts',
  azurerm_cognitive_deployment: 'Microsoft.CognitiveServices/accounts/mock/deployments',
  azurerm_consumption_budget_resource_group: 'Microsoft.Consumption/budgets',
  azurerm_container_app: 'Microsoft.App/containerApps',
  azurerm_container_app_environment: 'Microsoft.App/managedEnvironments',
  azurerm_container_app_environment_certificate: 'Microsoft.App/managedEnvironments/mock/certificates',
  azurerm_container_app_job: 'Microsoft.App/jobs',
  azurerm_container_registry: 'Microsoft.ContainerRegistry/registries',
  azurerm_cosmosdb_account: 'Microsoft.DocumentDB/databaseAccounts',
  azurerm_cosmosdb_sql_container: 'Microsoft.DocumentDB/databaseAccounts/mock/sqlDatabases/mock/containers',
  azurerm_cosmosdb_sql_database: 'Microsoft.DocumentDB/databaseAccounts/mock/sqlDatabases',
  azurerm_dashboard_grafana: 'Microsoft.Dashboard/grafana',
  azurerm_data_protection_backup_instance_blob_storage: 'Microsoft.DataProtection/backupVaults/mock/backupInstances',
  azurerm_data_protection_backup_instance_kubernetes_cluster: 'Microsoft.DataProtection/backupVaults/mock/backupInstances',
  azurerm_data_protection_backup_instance_postgresql_flexible_server: 'Microsoft.DataProtection/backupVaults/mock/backupInstances',
  azurerm_data_protection_backup_vault: 'Microsoft.DataProtection/backupVaults',
  azurerm_dns_zone: 'Microsoft.Network/dnsZones',
  azurerm_eventgrid_event_subscription: 'Microsoft.EventGrid/topics/mock/providers/Microsoft.EventGrid/eventSubscriptions',
  azurerm_eventgrid_system_topic: 'Microsoft.EventGrid/systemTopics',
  azurerm_eventgrid_system_topic_event_subscription: 'Microsoft.EventGrid/systemTopics/mock/eventSubscriptions',
  azurerm_eventgrid_topic: 'Microsoft.EventGrid/topics',
  azurerm_eventhub: 'Microsoft.EventHub/namespaces/mock/eventhubs',
  azurerm_eventhub_namespace: 'Microsoft.EventHub/namespaces',
  azurerm_firewall: 'Microsoft.Network/azureFirewalls',
  azurerm_firewall_policy: 'Microsoft.Network/firewallPolicies',
  azurerm_ip_group: 'Microsoft.Network/ipGroups',
  azurerm_key_vault: 'Microsoft.KeyVault/vaults',
  azurerm_kubernetes_cluster: 'Microsoft.ContainerService/managedClusters',
  azurerm_linux_function_app: 'Microsoft.Web/sites',
  azurerm_local_network_gateway: 'Microsoft.Network/localNetworkGateways',
  azurerm_log_analytics_workspace: 'Microsoft.OperationalInsights/workspaces',
  azurerm_managed_redis: 'Microsoft.Cache/redisEnterprise',
  azurerm_monitor_action_group: 'Microsoft.Insights/actionGroups',
  azurerm_monitor_activity_log_alert: 'Microsoft.Insights/activityLogAlerts',
  azurerm_monitor_alert_prometheus_rule_group: 'Microsoft.AlertsManagement/prometheusRuleGroups',
  azurerm_monitor_data_collection_endpoint: 'Microsoft.Insights/dataCollectionEndpoints',
  azurerm_monitor_data_collection_rule: 'Microsoft.Insights/dataCollectionRules',
  azurerm_monitor_metric_alert: 'Microsoft.Insights/metricAlerts',
  azurerm_monitor_scheduled_query_rules_alert_v2: 'Microsoft.Insights/scheduledQueryRules',
  azurerm_monitor_workspace: 'Microsoft.Monitor/accounts',
  azurerm_mssql_database: 'Microsoft.Sql/servers/mock/databases',
  azurerm_mssql_elasticpool: 'Microsoft.Sql/servers/mock/elasticPools',
  azurerm_mssql_server: 'Microsoft.Sql/servers',
  azurerm_mysql_flexible_database: 'Microsoft.DBforMySQL/flexibleServers/mock/databases',
  azurerm_mysql_flexible_server: 'Microsoft.DBforMySQL/flexibleServers',
  azurerm_nat_gateway: 'Microsoft.Network/natGateways',
  azurerm_network_security_group: 'Microsoft.Network/networkSecurityGroups',
  azurerm_postgresql_flexible_server: 'Microsoft.DBforPostgreSQL/flexibleServers',
  azurerm_postgresql_flexible_server_database: 'Microsoft.DBforPostgreSQL/flexibleServers/mock/databases',
  azurerm_private_dns_resolver: 'Microsoft.Network/dnsResolvers',
  azurerm_private_dns_resolver_dns_forwarding_ruleset: 'Microsoft.Network/dnsForwardingRulesets',
  azurerm_private_dns_resolver_inbound_endpoint: 'Microsoft.Network/dnsResolvers/mock/inboundEndpoints',
  azurerm_private_dns_resolver_outbound_endpoint: 'Microsoft.Network/dnsResolvers/mock/outboundEndpoints',
  azurerm_private_dns_zone: 'Microsoft.Network/privateDnsZones',
  azurerm_private_endpoint: 'Microsoft.Network/privateEndpoints',
  azurerm_public_ip: 'Microsoft.Network/publicIPAddresses',
  azurerm_resource_group_policy_assignment: 'Microsoft.Authorization/policyAssignments',
  azurerm_route_table: 'Microsoft.Network/routeTables',
  azurerm_search_service: 'Microsoft.Search/searchServices',
  azurerm_service_plan: 'Microsoft.Web/serverFarms',
  azurerm_servicebus_namespace: 'Microsoft.ServiceBus/namespaces',
  azurerm_servicebus_queue: 'Microsoft.ServiceBus/namespaces/mock/queues',
  azurerm_servicebus_subscription: 'Microsoft.ServiceBus/namespaces/mock/topics/mock/subscriptions',
  azurerm_servicebus_topic: 'Microsoft.ServiceBus/namespaces/mock/topics',
  azurerm_static_web_app: 'Microsoft.Web/staticSites',
  azurerm_storage_account: 'Microsoft.Storage/storageAccounts',
  azurerm_storage_container: 'Microsoft.Storage/storageAccounts/mock/blobServices/default/containers',
  azurerm_subnet: 'Microsoft.Network/virtualNetworks/mock/subnets',
  azurerm_user_assigned_identity: 'Microsoft.ManagedIdentity/userAssignedIdentities',
  azurerm_virtual_network: 'Microsoft.Network/virtualNetworks',
  azurerm_virtual_network_gateway: 'Microsoft.Network/virtualNetworkGateways',
  azurerm_virtual_network_gateway_connection: 'Microsoft.Network/connections',
  azurerm_web_application_firewall_policy: 'Microsoft.Network/applicationGatewayWebApplicationFirewallPolicies',
};

/** IDs of what is in no group. */
const OTHERS: Readonly<Record<string, string>> = {
  azurerm_consumption_budget_subscription: `${SUBSCRIPTION}/providers/Microsoft.Consumption/budgets/mock`,
  azurerm_policy_definition: `${SUBSCRIPTION}/providers/Microsoft.Authorization/policyDefinitions/mock`,
  azurerm_policy_set_definition: `${SUBSCRIPTION}/providers/Microsoft.Authorization/policySetDefinitions/mock`,
  azurerm_resource_group: GROUP,
  azurerm_role_assignment: `${GROUP}/providers/Microsoft.Authorization/roleAssignments/${NO_ID}`,
  azurerm_subscription_policy_assignment: `${SUBSCRIPTION}/providers/Microsoft.Authorization/policyAssignments/mock`,
};

/** Attributes that hold an ID of Entra or of a workspace, whatever the resource. */
const UUIDS = new Set(['client_id', 'object_id', 'principal_id', 'tenant_id', 'workspace_id']);

/**
 * What stands for an attribute of a resource that no state has yet, of the form that azurerm parses; undefined: its form is not known, and it may
 * be any text.
 */
export function azureMockAttribute(type: string, attribute: string): string | undefined {
  if (!type.startsWith('azurerm_')) return undefined;
  if (attribute === 'id') return OTHERS[type] ?? (Object.hasOwn(TYPES, type) ? `${GROUP}/providers/${TYPES[type]}/mock` : undefined);
  if (attribute === 'versionless_id') return `https://mock.vault.azure.net/${type === 'azurerm_key_vault_key' ? 'keys' : 'secrets'}/mock`;
  return UUIDS.has(attribute) ? NO_ID : undefined;
}
