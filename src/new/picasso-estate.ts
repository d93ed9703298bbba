import { projenrcText } from './projenrc-text';
import type { ConventionalEstate, ToldEstate } from './told-estate';
import type { AzureCloudOptions } from '../clouds/azure/azure-cloud-options';
import { Cloud } from '../clouds/cloud';
import { CiSystem } from '../estate/ci-system';
import { Convention, HABITS } from '../estate/convention';
import type { NewEstateOptions } from '../estate/feiyue-project-options';
import { quote } from '../text/typescript-quote';

/** The estate of a large product on Azure, with environments in China. */
export function picassoEstate(told: ToldEstate, options: NewEstateOptions): ConventionalEstate {
  const cloud = azureOptions(options);
  return { cloud: Cloud.azure(cloud), projenrc: projenrc(told, cloud), strangers: ['appId', 'accountUin', 'region', 'zones'] };
}

/** An ID that belongs to nobody: it stands in `.projenrc.ts`, and in `estates/`, until the user's own replaces it. */
const EXAMPLE_ID = '00000000-0000-0000-0000-000000000000';

/** The cloud that the command line tells of. */
export function azureOptions(
  { name, subscriptionId = EXAMPLE_ID, tenantId = EXAMPLE_ID, location = 'westeurope', registry }: NewEstateOptions,
): Required<Omit<AzureCloudOptions, 'stateAccess' | 'stateStorageAccountName'>> {
  return {
    subscriptionId: String(subscriptionId),
    tenantId: String(tenantId),
    location: String(location),
    registry: String(registry ?? `${String(name).replace(/[^a-z0-9]/g, '')}.azurecr.io`),
  };
}

function projenrc(told: ToldEstate, { subscriptionId, tenantId, location, registry }: ReturnType<typeof azureOptions>): string {
  return projenrcText('picasso', told, {
    ...(told.ciSystem === undefined && { '  CiSystem,\n': '' }),
    "'__subscription_id__'": quote(subscriptionId),
    "'__tenant_id__'": quote(tenantId),
    "'https://login.microsoftonline.com/__tenant_id__/v2.0'": quote(`https://login.microsoftonline.com/${tenantId}/v2.0`),
    "'__location__'": quote(location),
    "'__registry__'": quote(registry),
    ...SERVICES[told.ciSystem ?? HABITS[Convention.PICASSO].ciSystem],
  });
}

/** The services of an estate without products: a workflow of GitHub deploys an environment as a whole. */
const WITHOUT_PRODUCTS: Readonly<Record<string, string>> = {
  '// Products: services with a pipeline of their own.\n': '',
  "project.addProduct('picasso', { services: [agent, chat, memory, attachments] });\n": '',
  "for (const name of ['activation', 'computeruse', 'discovery', 'shopping']) project.addProduct(name, { services: [service(name)] });":
    "for (const name of ['activation', 'computeruse', 'discovery', 'shopping']) service(name);",
};

/** How what delivers the services differs from the program in `estates/`. */
const SERVICES: Readonly<Record<CiSystem, Readonly<Record<string, string>>>> = {
  [CiSystem.GITHUB_ACTIONS]: WITHOUT_PRODUCTS,
  [CiSystem.AZURE_PIPELINES]: {},
};
