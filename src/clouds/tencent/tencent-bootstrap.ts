import type { BackendConfiguration } from '../backends/backend-configuration';
import { CI_IDENTITIES, CiIdentity, ciProviderName, ciRoleName, readsCredentials } from '../ci-identity';
import type { BootstrapEnvironment, BootstrapFacts, BootstrapRootModule } from '../cloud-supplier';
import { moduleNamed } from '../module-facts';
import { bucketResource } from './tencent-buckets';
import { TENCENT_MODULES } from './tencent-modules';
import { CLOUDBASE_RUN_ACTIONS, tencentActions } from './tencent-permissions';
import { workloadRoles } from './tencent-workload-roles';

/** Values for the roles of workloads: nothing when none is granted anything. */
export function workloadVariables({ projectName, environments }: BootstrapFacts, accountUin: string | undefined): Record<string, unknown> {
  const roles = workloadRoles(projectName, environments);
  if (Object.keys(roles).length === 0) return {};
  return { ...(accountUin === undefined ? {} : { account_uin: accountUin }), workload_roles: roles };
}

/** Values for the identities of the bootstrap: nothing when there are no jobs to trust. */
export function identityVariables(facts: BootstrapFacts, accountUin: string | undefined, services: readonly string[]): Record<string, unknown> {
  const { projectName, trust } = facts;
  const environments = facts.environments.filter(({ rootModules }) => rootModules.length > 0);
  if (trust === undefined || environments.length === 0) return {};
  return {
    ...(accountUin === undefined ? {} : { account_uin: accountUin }),
    identity_provider: ciProviderName(projectName),
    environments: Object.fromEntries(environments.map(({ name, rootModules }) => [name, {
      states: statesOf(rootModules),
      credential_states: credentialStatesOf(rootModules),
      buckets: bucketsOf(rootModules),
    }])),
    roles: Object.fromEntries(environments.flatMap((environment) => CI_IDENTITIES.map((identity) => {
      const { name } = environment;
      const role = {
        environment: name,
        writes: identity === 'apply',
        reads_credentials: readsCredentials(identity),
        subjects: trust.subjects(identity, environment),
        actions: actionsIn(environment, identity, services),
      };
      return [ciRoleName(projectName, identity, name), role];
    }))),
  };
}

/** Where an environment has states: a bucket as CAM names it, and the folder in it. */
interface StateFolder {
  readonly bucket: string;
  readonly prefix: string;
}

function actionsIn(
  { rootModules, pushesImages, deploysToCloudBaseRun }: BootstrapEnvironment, identity: CiIdentity, services: readonly string[],
): string[] {
  const planned = rootModules.filter(({ plannedAtDeployment }) => readsCredentials(identity) || !plannedAtDeployment);
  const modules = planned.flatMap(({ libraryCalls }) => libraryCalls.map(({ module }) => module));
  const actions = tencentActions(identity, modules, pushesImages ? [...services, 'images'] : services);
  return deploysToCloudBaseRun ? [...new Set([...actions, ...CLOUDBASE_RUN_ACTIONS[identity]])].sort() : actions;
}

/** Folders of states, each once. A state in a store of another cloud is not for these roles. */
function statesOf(rootModules: readonly BootstrapRootModule[]): StateFolder[] {
  const folders = new Map<string, StateFolder>();
  for (const { backendType, backend } of rootModules) {
    if (backendType !== 'cos') continue;
    const folder = stateFolder(backend);
    folders.set(`${folder.bucket}/${folder.prefix}`, folder);
  }
  return [...folders.values()];
}

/** Folders of single states, in which credentials are. */
function credentialStatesOf(rootModules: readonly BootstrapRootModule[]): string[] {
  return rootModules.filter(({ backendType, holdsCredentials }) => backendType === 'cos' && holdsCredentials)
    .map(({ backend: { attributes } }) => `${bucketResource(String(attributes.region), String(attributes.bucket))}/${String(attributes.prefix)}`);
}

function stateFolder({ attributes }: BackendConfiguration): StateFolder {
  const prefix = String(attributes.prefix);
  return { bucket: bucketResource(String(attributes.region), String(attributes.bucket)), prefix: prefix.slice(0, prefix.lastIndexOf('/')) };
}

/** The buckets that library modules make. */
function bucketsOf(rootModules: readonly BootstrapRootModule[]): string[] {
  return rootModules.flatMap(({ libraryCalls }) => libraryCalls)
    .flatMap(({ module, inputs }) => moduleNamed(TENCENT_MODULES, module)?.buckets?.(inputs) ?? []);
}
