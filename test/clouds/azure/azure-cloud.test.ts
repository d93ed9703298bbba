import { AzureCloud } from '../../../src/clouds/azure/azure-cloud';
import type { AzureCloudOptions } from '../../../src/clouds/azure/azure-cloud-options';
import { AZURE_CHINA, AZURE_PUBLIC } from '../../../src/clouds/azure/azure-sovereign-cloud';
import { Backend } from '../../../src/clouds/backends/backend';
import { Cloud } from '../../../src/clouds/cloud';

const SUBSCRIPTION = '11111111-2222-3333-4444-555555555555';
const TENANT = '66666666-7777-8888-9999-aaaaaaaaaaaa';
const OPTIONS: AzureCloudOptions = { subscriptionId: SUBSCRIPTION, tenantId: TENANT, location: 'westeurope' };
const OTHER_SUBSCRIPTION = '99999999-2222-3333-4444-555555555555';

function cloud(options: Partial<AzureCloudOptions> = {}): AzureCloud {
  return new AzureCloud({ ...OPTIONS, ...options }, AZURE_PUBLIC);
}

const CHINA = new AzureCloud({ ...OPTIONS, location: 'chinanorth3' }, AZURE_CHINA);

test.each<[Partial<AzureCloudOptions>, RegExp[]]>([
  [{}, []],
  [{ location: 'eastus2' }, []],
  [{ location: 'eastus9' }, []],
  [{ location: 'saudiarabiaeast' }, []],
  [{ registry: 'shop.azurecr.io' }, []],
  [{ registry: 'shop.azurecr.io/team' }, []],
  [{ stateStorageAccountName: 'shopstates' }, []],
  [{ subscriptionId: 'prod' }, [/^subscriptionId "prod" is not the ID of a subscription, of the form "00000000-0000-0000-0000-000000000000": `az account show --query id` prints it$/]],
  [{ tenantId: 'contoso.com' }, [/^tenantId "contoso.com" is not the ID of a tenant/]],
  [{ location: 'westeurop' }, [/^location "westeurop" is not one of Azure; locations are: australiacentral, .* Did you mean "westeurope"\?$/]],
  [{ location: 'West Europe' }, [/Did you mean "westeurope"\?$/]],
  [{ stateStorageAccountName: 'shop-states' }, [/^stateStorageAccountName "shop-states" is not the name of a storage account: it has 3 to 24 lower-case letters and digits$/]],
  [{ registry: 'https://shop.azurecr.io/' }, [/^registry "https:\/\/shop.azurecr.io\/" is not of the form <name>.azurecr.io, in lower case and without a trailing slash$/]],
])('options %j have the problems %j', (options, problems) => {
  const found = cloud(options).problems();
  expect(found).toHaveLength(problems.length);
  found.forEach((problem, index) => expect(problem).toMatch(problems[index]));
});

test.each([
  ['chinanorth3', []],
  ['chinanorth4', []],
  ['chinanort3', [expect.stringMatching(/^location "chinanort3" is not one of Azure China; .* Did you mean "chinanorth"\?$/)]],
])('location %s of Azure China has the problems %j', (location, problems) => {
  expect(new AzureCloud({ ...OPTIONS, location }, AZURE_CHINA).problems()).toEqual(problems);
});

test('the provider and the backend say themselves which cloud, tenant and subscription they are for', () => {
  for (const [azure, environment] of [[cloud(), 'public'], [CHINA, 'china']] as const) {
    expect(azure.provider.configuration).toMatchObject({ environment, subscription_id: SUBSCRIPTION, tenant_id: TENANT });
    expect(azure.defaultBackend('shop')._configuration('dev', 'network').attributes).toMatchObject({ environment, subscription_id: SUBSCRIPTION, tenant_id: TENANT });
  }
});

test('states are signed in to with Entra, in a container for each environment', () => {
  expect(cloud().defaultBackend('feiyue-mono')._configuration('dev', 'network').attributes).toEqual({
    resource_group_name: 'rg-feiyue-mono-tfstate',
    storage_account_name: expect.stringMatching(/^feiyuemonotfstate[0-9a-f]{6}$/),
    container_name: 'tfstate-dev',
    key: 'dev/network/terraform.tfstate',
    use_azuread_auth: true,
    environment: 'public',
    subscription_id: SUBSCRIPTION,
    tenant_id: TENANT,
  });
});

test('an environment that was renamed keeps its container', () => {
  expect(cloud().defaultBackend('shop')._configuration('live', 'network', 'prod/network').attributes).toMatchObject({ container_name: 'tfstate-prod', key: 'prod/network/terraform.tfstate' });
});

test('another root module reads a state where it is', () => {
  expect(cloud().defaultBackend('shop')._remoteStateConfig('dev', 'network')).toMatchObject({ container_name: 'tfstate-dev', key: 'dev/network/terraform.tfstate' });
});

test('no two states have one address, and the default backend has other addresses than one container', () => {
  const backend = cloud({ stateStorageAccountName: 'states' }).defaultBackend('shop');
  expect([backend._stateAddress('dev', 'network'), backend._stateAddress('prod', 'network')]).toEqual(['azurerm://states/dev/network', 'azurerm://states/prod/network']);
  expect(Backend.azurerm({ storageAccountName: 'states', containerName: 'tfstate' })._stateAddress('dev', 'network')).toBe('azurerm://states/tfstate/dev/network');
});

test.each([
  ['another subscription', { subscriptionId: OTHER_SUBSCRIPTION }, undefined],
  ['another group', {}, 'pme-prod'],
])('%s has another storage account', (_, options, group) => {
  const nameOf = (azure: AzureCloud, name?: string) => azure.defaultBackend('shop', name)._configuration('dev', 'network').attributes.storage_account_name;
  expect(nameOf(cloud(options), group)).not.toBe(nameOf(cloud()));
});

test('a group has a resource group, an account and a bootstrap of its own', () => {
  const backend = cloud().defaultBackend('picasso', 'pme-prod');
  expect(backend._configuration('pme-prod', 'network').attributes).toMatchObject({
    resource_group_name: 'rg-picasso-pme-prod-tfstate',
    storage_account_name: expect.stringMatching(/^picassopmeprodtfst[0-9a-f]{6}$/),
  });
  expect(cloud().bootstrap(backend, 'pme-prod')).toMatchObject({ source: 'azure-storage', name: 'pme-prod' });
  expect(cloud().bootstrap(cloud().defaultBackend('picasso'))).toMatchObject({ source: 'azure-storage', name: 'azure-storage' });
});

test('the name of the storage account is as it was given', () => {
  const nameOf = (group?: string) => cloud({ stateStorageAccountName: 'states' }).defaultBackend('shop', group)._configuration('dev', 'network').attributes.storage_account_name;
  expect([nameOf(), nameOf('corp')]).toEqual(['states', expect.stringMatching(/^statescorptfstate[0-9a-f]{6}$/)]);
});

test('what is there already is not made', () => {
  expect(cloud().bootstrap(Backend.azurerm({ storageAccountName: 'states', containerName: 'tfstate' }))).toBeUndefined();
  expect(cloud().bootstrap(Backend.local())).toBeUndefined();
});

test('a name is legal for what the module makes', () => {
  const site = { projectName: 'feiyue-mono', environment: 'pme-prod', rootModule: 'storage', id: 'user_uploads' };
  expect(cloud().sharedInputs({ ...site, module: 'storage-account' })).toEqual({
    name: expect.stringMatching(/^feiyuemonopmeprod[a-z0-9]{7}$/),
    location: 'westeurope',
    tenant_id: TENANT,
    audience: 'api://AzureADTokenExchange',
    private_dns_zones: expect.objectContaining({ blob: 'privatelink.blob.core.windows.net' }),
    protected_environment: false,
  });
  expect(cloud().sharedInputs({ ...site, module: 'postgresql', isProtected: true }).protected_environment).toBe(true);
  expect(cloud().sharedInputs({ ...site, module: 'resource-group' }).name).toBe('feiyue-mono-pme-prod-user-uploads');
});

test.each([
  [cloud(), undefined, /^shop[0-9a-f]{6}\.azurecr\.io\/api$/],
  [CHINA, undefined, /^shop[0-9a-f]{6}\.azurecr\.cn\/api$/],
  [cloud({ registry: 'team.azurecr.io/shop' }), 'team.azurecr.io', /^team\.azurecr\.io\/shop\/api$/],
  [cloud({ registry: 'ghcr.io/team' }), undefined, /^ghcr\.io\/team\/api$/],
  [cloud({ registry: 'team.azurecr.cn' }), undefined, /^team\.azurecr\.cn\/api$/],
])('images of %# come from a registry, and are pushed to one of the same cloud', (azure, pushRegistry, repository) => {
  expect(azure.imageRepository('shop', 'api')).toMatch(repository);
  expect(azure.pushRegistry).toBe(pushRegistry);
});

test('the clouds have one name, because one library of modules serves both', () => {
  expect([Cloud.azure(OPTIONS).name, Cloud.azureChina(OPTIONS).name]).toEqual(['azure', 'azure']);
  expect(Cloud.azure(OPTIONS)._supplier.realm).not.toBe(Cloud.azureChina(OPTIONS)._supplier.realm);
});
