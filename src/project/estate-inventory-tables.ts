import type { EstateInventory } from './estate-inventory';
import type { Environment } from '../estate/environment';
import { planPoliciesDir } from '../policies/policy';
import { code, codes, table } from '../text/markdown';

/** A section for each kind of thing that there is in an estate, which names every one. */
export function inventorySections(inventory: EstateInventory): string[] {
  const { layout } = inventory;
  const everywhere = inventory.environments.map(({ name }) => name);
  const where = (names: readonly string[]) => (names.length === everywhere.length && everywhere.length > 1 ? 'all' : codes(names));
  const sections: ReadonlyArray<readonly [title: string, table: string]> = [
    ['Environments', table(['environment', 'deployed', 'reviewers', 'namespace', 'overlay', 'root modules'], inventory.environments.map((environment) => environmentRow(environment, inventory)))],
    ['Root modules', table(['root module', 'where', 'Terraform'], inventory.rootModules.map(({ name, isHandWritten, environments }) => [
      code(name), where(environments), isHandWritten ? 'written by hand' : 'generated',
    ]))],
    ...[...new Set(inventory.workloads.map(({ noun }) => noun))].map((noun) => workloadSection(noun, inventory)),
    ['Hosts', table(['host', 'environment', 'gateway', 'behind it'], inventory.hosts.map(({ host, environment, gateway, workloads }) => [
      code(host), code(environment), code(gateway), codes(workloads),
    ]))],
    ['Applications', table(['application', 'folder', 'namespace'], inventory.applications.map(({ name, directory, namespace }) => [code(name), code(directory), code(namespace)]))],
    ['Products', table(['product', 'services', 'environments'], inventory.products.map(({ name, services, environments }) => [code(name), codes(services), codes(environments)]))],
    ['Containers', table(['container', 'folder', 'image'], inventory.containers.map(({ name, dir, repository }) => [code(name), code(dir), code(repository)]))],
    ['Cloudflare workers', table(['worker', 'folder'], inventory.workers.map(({ name }) => [code(name), code(`${layout.workersDir}/${name}`)]))],
    ['Auth0 tenants', table(['tenant', 'folder'], inventory.auth0Tenants.map(({ name }) => [code(name), code(`${layout.auth0Dir}/data/${name}`)]))],
    ['Policies', table(['policy', 'rules'], inventory.policies.map(({ name }) => [code(name), code(`${planPoliciesDir(layout)}/${name}.rego`)]))],
    ['Access', table(['access', 'level', 'who', 'where'], inventory.access.map(({ name, level, subjects, environments }) => [
      code(name), level, subjects.length > 0 ? codes(subjects) : 'nobody: it is taken back', where(environments),
    ]))],
  ];
  return sections.filter(([, text]) => text !== '').map(([title, text]) => `## ${title}\n\n${text}`);
}

/** Where they are is told once one of them is not everywhere. */
function workloadSection(noun: string, { layout, workloads, environments }: EstateInventory): readonly [title: string, table: string] {
  const own = workloads.filter((workload) => workload.noun === noun);
  const running = environments.filter(({ runsServices }) => runsServices).length;
  const isEverywhere = own.every((workload) => workload.environments.length === running);
  const rows = own.map(({ name, isBuilt, environments: names, cloudBaseRunIn }) => [
    code(name),
    [
      ...(names.length === 0 || cloudBaseRunIn.length < names.length ? [code(layout.baseDir(name))] : []),
      ...cloudBaseRunIn.map((environment) => code(layout.cloudBaseRunFile(environment, name))),
    ].join(', '),
    isBuilt ? 'built by CI' : 'built elsewhere',
    ...(isEverywhere ? [] : [names.length === running ? 'all' : codes(names)]),
  ]);
  return [`${noun[0].toUpperCase()}${noun.slice(1)}s`, table([noun, 'base', 'image', ...(isEverywhere ? [] : ['where'])], rows)];
}

function environmentRow(environment: Environment, { layout }: EstateInventory): string[] {
  const { name, promotedFrom, reviewers, runsServices, namespace, overlay, _hasOverlay: hasOverlay } = environment;
  return [
    code(name),
    promotedFrom === undefined ? 'on every push' : `after ${code(promotedFrom.name)}`,
    reviewers.length > 0 ? codes(reviewers) : 'none',
    hasOverlay ? code(namespace) : '',
    hasOverlay ? code(layout.environmentOverlayDir(overlay)) : runsServices ? code(layout.cloudBaseRunDir(name)) : 'runs no services',
    code(layout.environmentDir(name)),
  ];
}
