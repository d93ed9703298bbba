import type { AzureShop } from './azure-shop';
import type { TencentShop } from './tencent-shop';
import { azure, ExternalSecrets, SecretDelivery, SecretStore, tencent } from '../../src';

/** Has the secrets of the shop on Azure brought by External Secrets, from a Key Vault that an identity of its own reads. */
export function byKeyVault({ project, resourceGroupName, cluster, privateEndpoint, keys, sessions }: AzureShop): void {
  const store = project.addRootModule('store');
  const reader = new azure.Identity(store, 'reader', {
    resourceGroupName,
    oidcIssuerUrl: cluster.oidcIssuerUrl,
    serviceAccounts: [{ namespace: 'shop-staging', name: 'external-secrets-reader' }],
  }).override('pme-prod', { serviceAccounts: [{ namespace: 'shop-prod', name: 'external-secrets-reader' }] });
  const vault = new azure.Keyvault(store, 'vault', {
    resourceGroupName,
    privateEndpoint: privateEndpoint('vault'),
    roleAssignments: { reader: { role: 'Key Vault Secrets User', principalId: reader.principalId } },
  });
  new azure.KeyvaultSecrets(keys, 'secrets', { keyVaultId: vault.id, values: { 'session-key': sessions.output('key') } });
  project.deliverSecrets(SecretDelivery.externalSecrets(SecretStore.keyVault({ vaultUri: vault.uri, clientId: reader.clientId })));
  new ExternalSecrets(project, 'external-secrets');
}

/** Has those of the shop on Tencent Cloud brought from SSM by the add-on of TKE. */
export function bySsm({ project, cluster, rootModules, db, cache, queue }: TencentShop): void {
  for (const environment of ['dev', 'prod']) cluster.override(environment, { externalSecretsAddon: true });
  new tencent.SsmSecrets(rootModules.database, 'secrets', { values: { 'postgresql-password': db.password } });
  new tencent.SsmSecrets(rootModules.cache, 'secrets', { values: { 'redis-password': cache.password } });
  new tencent.SsmSecrets(rootModules.queue, 'secrets', { values: { 'amqp-password': queue.output('password') } });
  project.deliverSecrets(SecretDelivery.externalSecrets(SecretStore.ssm({
    roleArn: 'qcs::cam::uin/100000000001:roleName/shop-external-secrets',
    clusterId: cluster.clusterId,
  })));
}
