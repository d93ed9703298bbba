/** What plans of the sample shops show of the way of their secrets, by root module: who reads the store, and that no plan has a value. */

type PlannedByRootModule = Readonly<Record<string, readonly string[]>>;

/** Prefixes of the root modules of an environment on Azure, and the namespace of its workloads. */
const AZURE_ENVIRONMENTS = [['infra/pme-staging/staging', 'shop-staging'], ['infra/pme-prod/prod', 'shop-prod']] as const;

/** In Key Vault. */
export const PLANNED_BY_KEY_VAULT: PlannedByRootModule = Object.assign({}, ...AZURE_ENVIRONMENTS.map(([prefix, namespace]): PlannedByRootModule => ({
  [`${prefix}-store`]: [
    '# module.reader.azurerm_user_assigned_identity.this will be created',
    `# module.reader.azurerm_federated_identity_credential.this["${namespace}-external-secrets-reader"] will be created`,
    '+ audience = [+ "api://AzureADTokenExchange",]',
    `+ subject = "system:serviceaccount:${namespace}:external-secrets-reader"`,
    '# module.vault.azurerm_key_vault.this will be created',
    '# module.vault.azurerm_role_assignment.roles["reader"] will be created',
    '+ role_definition_name = "Key Vault Secrets User"',
  ],
  [`${prefix}-keys`]: [
    '# module.secrets.azurerm_key_vault_secret.this["session-key"] will be created',
    '+ value_wo = (write-only attribute)',
  ],
  [`${prefix}-workload-identities`]: [
    `+ subject = "system:serviceaccount:${namespace}:api"`,
    '+ role_definition_name = "Storage Blob Data Contributor"',
    '+ role_definition_name = "Azure Service Bus Data Sender"',
  ],
})));

/** Root modules on Tencent Cloud, and what of each is written to the store. */
const TENCENT_SECRETS = { database: 'postgresql-password', cache: 'redis-password', queue: 'amqp-password' };

/** In SSM. */
export const PLANNED_BY_SSM: PlannedByRootModule = Object.assign({}, ...['dev', 'prod'].map((environment): PlannedByRootModule => ({
  ...Object.fromEntries(Object.entries(TENCENT_SECRETS).map(([rootModule, name]) => [`terraform/${environment}/${rootModule}`, [
    `# module.secrets.tencentcloud_ssm_secret.this["${name}"] will be created`,
    `+ secret_name = "shop-${environment}-secrets-${name}"`,
    `# module.secrets.tencentcloud_ssm_secret_version_v2.this["${name}"] will be created`,
    '+ secret_string_wo = (write-only attribute)',
  ]])),
  [`terraform/${environment}/compute`]: ['# module.cluster.tencentcloud_kubernetes_addon.external_secrets[0] will be created'],
})));
