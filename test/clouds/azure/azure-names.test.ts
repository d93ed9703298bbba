import fc from 'fast-check';
import type { AzureModuleName } from '../../../src/clouds/azure/azure-module-name';
import { AZURE_MODULES } from '../../../src/clouds/azure/azure-modules';
import { azureName, AzureNameRule, CONTAINER_NAME, CREDENTIAL_NAME, STORAGE_ACCOUNT_NAME } from '../../../src/clouds/azure/azure-names';

const OWNER = '11111111-2222-3333-4444-555555555555';

/** What Azure takes. Source: https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules */
const ACCEPTED: ReadonlyArray<readonly [string, AzureNameRule, RegExp]> = [
  // What follows in the name of a group, rule and association is the module's to check.
  ['action-groups', ruleOf('action-groups'), /^[a-zA-Z0-9][-a-zA-Z0-9]{0,61}[a-zA-Z0-9]$/],
  ['api-management', ruleOf('api-management'), /^[a-zA-Z]([-a-zA-Z0-9]{0,48}[a-zA-Z0-9])?$/],
  ['app-configuration', ruleOf('app-configuration'), /^(?!.*--)[a-zA-Z0-9-]{5,50}$/],
  ['application-gateway', ruleOf('application-gateway'), /^[a-zA-Z0-9]([-\w.]{0,70}[a-zA-Z0-9_])?$/],
  // The names of web tests follow.
  ['application-insights', ruleOf('application-insights'), /^[-\w.()]{0,259}[-\w()]$/],
  ['backup', ruleOf('backup'), /^[a-zA-Z0-9][-a-zA-Z0-9]{0,48}[a-zA-Z0-9]$/],
  // The names of budgets follow.
  ['budget', ruleOf('budget'), /^[-_a-zA-Z0-9]{1,30}$/],
  ['bastion', ruleOf('bastion'), /^[a-zA-Z0-9]([-\w.]{0,70}[a-zA-Z0-9_])?$/],
  ['cognitive-services', ruleOf('cognitive-services'), /^[a-zA-Z0-9][a-zA-Z0-9-]{0,62}[a-zA-Z0-9]$/],
  ['container', CONTAINER_NAME, /^(?=.{3,63}$)[a-z0-9](-?[a-z0-9])*$/],
  ['container-apps', ruleOf('container-apps'), /^[a-zA-Z][a-zA-Z0-9-]{0,58}[a-zA-Z0-9]$/],
  ['container-registry', ruleOf('container-registry'), /^[a-z0-9]{5,50}$/],
  ['cosmos', ruleOf('cosmos'), /^[a-z0-9][a-z0-9-]{1,42}[a-z0-9]$/],
  ['credential', CREDENTIAL_NAME, /^[a-zA-Z0-9][-\w]{2,119}$/],
  // The names of sets of rules follow.
  ['dns-resolver', ruleOf('dns-resolver'), /^[a-zA-Z0-9]([-\w]{0,48}[a-zA-Z0-9])?$/],
  ['entra-application', ruleOf('entra-application'), /^[a-zA-Z0-9]([-\w. ]{0,118}[a-zA-Z0-9])?$/],
  ['event-grid-system-topic', ruleOf('event-grid-system-topic'), /^[-a-zA-Z0-9]{3,128}$/],
  ['event-grid-topic', ruleOf('event-grid-topic'), /^[-a-zA-Z0-9]{3,50}$/],
  ['eventhub-namespace', ruleOf('eventhub-namespace'), /^[a-zA-Z][a-zA-Z0-9-]{4,48}[a-zA-Z0-9]$/],
  // What follows in the name of an address and a group of addresses is the module's to check.
  ['firewall', ruleOf('firewall'), /^[a-zA-Z0-9]([-\w.]{0,48}[a-zA-Z0-9_])?$/],
  ['front-door', ruleOf('front-door'), /^[a-zA-Z][a-zA-Z0-9-]{0,44}[a-zA-Z0-9]$/],
  ['function-app', ruleOf('function-app'), /^[a-zA-Z0-9][a-zA-Z0-9-]{0,30}[a-zA-Z0-9]$/],
  ['grafana', ruleOf('grafana'), /^[a-zA-Z][-a-zA-Z0-9]{0,21}[a-zA-Z0-9]$/],
  ['identity', ruleOf('identity'), /^[a-zA-Z0-9][-\w]{2,127}$/],
  ['keyvault', ruleOf('keyvault'), /^(?=.{3,24}$)[a-zA-Z](-?[a-zA-Z0-9])*$/],
  ['kubernetes-cluster', ruleOf('kubernetes-cluster'), /^[a-zA-Z0-9]([-a-zA-Z0-9]{0,52}[a-zA-Z0-9])?$/],
  ['log-analytics', ruleOf('log-analytics'), /^[a-zA-Z0-9][-a-zA-Z0-9]{2,61}[a-zA-Z0-9]$/],
  // The names of alerts follow.
  ['metric-alerts', ruleOf('metric-alerts'), /^[a-zA-Z0-9][-a-zA-Z0-9]{0,61}[a-zA-Z0-9]$/],
  ['monitor-workspace', ruleOf('monitor-workspace'), /^[a-zA-Z0-9][-a-zA-Z0-9]{2,42}[a-zA-Z0-9]$/],
  ['mssql', ruleOf('mssql'), /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/],
  ['mysql', ruleOf('mysql'), /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/],
  ['network', ruleOf('network'), /^[a-zA-Z0-9][-\w.]{0,38}[a-zA-Z0-9_]$/],
  // The names of assignments follow.
  ['policy-assignments', ruleOf('policy-assignments'), /^[a-zA-Z0-9]([-a-zA-Z0-9]{0,28}[a-zA-Z0-9])?$/],
  ['postgresql', ruleOf('postgresql'), /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/],
  ['prometheus-rules', ruleOf('prometheus-rules'), /^[a-zA-Z0-9][-a-zA-Z0-9]{0,61}[a-zA-Z0-9]$/],
  ['redis', ruleOf('redis'), /^(?=.{3,60}$)[a-zA-Z0-9](-?[a-zA-Z0-9])*$/],
  ['resource-group', ruleOf('resource-group'), /^[-\w.()]{0,89}[-\w()]$/],
  ['search', ruleOf('search'), /^(?=.{2,60}$)[a-z0-9]{2}(-?[a-z0-9])*$/],
  ['service-bus', ruleOf('service-bus'), /^(?!.*(-sb|-mgmt)$)[a-zA-Z][a-zA-Z0-9-]{4,48}[a-zA-Z0-9]$/],
  ['static-web-app', ruleOf('static-web-app'), /^[a-zA-Z0-9]([a-zA-Z0-9-]{0,38}[a-zA-Z0-9])?$/],
  ['storage-account', STORAGE_ACCOUNT_NAME, /^[a-z0-9]{3,24}$/],
  // The names of sites follow.
  ['vpn-gateway', ruleOf('vpn-gateway'), /^[a-zA-Z0-9]([-\w.]{0,48}[a-zA-Z0-9_])?$/],
  // The name of a workload follows: at most 63 more.
  ['workload-identities', ruleOf('workload-identities'), /^[a-zA-Z0-9][-\w]{0,63}$/],
];

/** The rule of a module that takes a name. */
function ruleOf(module: AzureModuleName): AzureNameRule {
  const { nameRule } = AZURE_MODULES[module];
  if (nameRule === undefined) throw new Error(`module ${module} takes no name`);
  return nameRule;
}

const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/);
const identifier = fc.stringMatching(/^[a-zA-Z_][a-zA-Z0-9_-]{0,40}[a-z0-9]$/);

test.each(ACCEPTED)('whatever a project, an environment and a call are named, the name of a %s is one that Azure takes', (_, rule, accepted) => {
  fc.assert(fc.property(label, label, identifier, (project, environment, id) => accepted.test(azureName(rule, `${project}-${environment}-${id}`, OWNER))));
});

test('the name of whatever a module makes is tried', () => {
  const named = Object.entries(AZURE_MODULES).filter(([, { nameRule }]) => nameRule !== undefined).map(([module]) => module);
  expect(ACCEPTED.map(([what]) => what)).toEqual(expect.arrayContaining(named));
});

test('a short name of what is known in its subscription alone is left as it is', () => {
  expect(azureName(ruleOf('network'), 'shop-dev-vnet', OWNER)).toBe('shop-dev-vnet');
});

test('a global name ends in six characters that follow from the whole name and the subscription', () => {
  const nameOf = (text: string, owner = OWNER) => azureName(STORAGE_ACCOUNT_NAME, text, owner);
  expect(nameOf('shop-dev-uploads')).toBe('shopdevuploadsdcbdb0');
  expect(nameOf('shop-dev-uploads', OWNER.toUpperCase())).toBe(nameOf('shop-dev-uploads'));
  expect(new Set([nameOf('shop-dev-uploads'), nameOf('shop-dev-upload-s'), nameOf('shop-dev-uploads', 'another')]).size).toBe(3);
});

test('names that are alike as far as there is room remain two', () => {
  const rule = ruleOf('network');
  const [first, second] = ['one', 'two'].map((end) => azureName(rule, `${'shop-'.repeat(10)}${end}`, OWNER));
  expect(first.slice(0, 33)).toBe(second.slice(0, 33));
  expect(first).not.toBe(second);
});

test('what has to begin with a letter does', () => {
  expect(azureName(ruleOf('keyvault'), '3d-dev-keys', OWNER)).toMatch(/^a-3d-dev-keys-[0-9a-f]{6}$/);
});
