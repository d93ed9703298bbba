import { ArgoCd, azure, Cloud, FeiyueProject, SecretDelivery, SecretStore } from '../../src';
import { emptyProject } from '../default-estate';
import { write } from '../synth/test-project';

export const TENANT = '00000000-0000-0000-0000-000000000002';

/** An estate on Azure whose service takes a secret from Key Vault by External Secrets, with all outputs recorded; as it was written. */
export function vaultEstate(): FeiyueProject {
  const project = emptyProject({
    cloud: Cloud.azure({ subscriptionId: '00000000-0000-0000-0000-000000000001', tenantId: TENANT, location: 'westeurope', stateAccess: { allowedIpRanges: ['203.0.113.0/24'] } }),
  });
  project.addEnvironment('dev');
  new ArgoCd(project, 'argo-cd');
  const data = project.addRootModule('data');
  const vault = new azure.Keyvault(data, 'vault', { resourceGroupName: 'rg-shop' });
  const events = new azure.EventhubNamespace(data, 'events', { resourceGroupName: 'rg-shop', localAuthenticationEnabled: true, hubs: { messages: {} } });
  new azure.KeyvaultSecrets(data, 'secrets', { keyVaultId: vault.id, values: { events: events.output('primary_connection_string') } });
  project.deliverSecrets(SecretDelivery.externalSecrets(SecretStore.keyVault({ vaultUri: vault.uri, clientId: '00000000-0000-0000-0000-000000000009' })));
  project.addService('api', { port: 8080, imageTag: '1.2.3', secretEnv: { EVENTS: events.output('primary_connection_string') } });
  const recorded = { data: { 'secrets_versions.events': 'c0ffee', 'vault_uri': 'https://shop-dev-vault.vault.azure.net/' } };
  write(project.outdir, 'outputs/dev.json', JSON.stringify(recorded));
  project.synth();
  return project;
}
