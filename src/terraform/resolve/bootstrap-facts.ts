import * as path from 'path';
import type { ResolvedRootModule } from './resolved-root-module';
import type { CiTrust } from '../../clouds/ci-identity';
import type { BootstrapFacts, BootstrapRootModule, BootstrapWorkload } from '../../clouds/cloud-supplier';
import type { Environment } from '../../estate/environment';
import { cloudOf, EstateFacts } from '../../estate/estate-facts';
import type { Grant } from '../declare/grant';

/** What CI does, as far as its roles depend on it. */
export interface CiFacts {
  /** The jobs that are let in; undefined: none. */
  readonly trust?: CiTrust;
  /** The environment whose jobs push the images of services; undefined: none is built. */
  imagesEnvironment(): string | undefined;
  /** Whether its jobs deploy services of an environment to CloudBase Run. */
  deploysToCloudBaseRun(environment: Environment): boolean;
}

/** A workload, and what it is granted in an environment. */
export interface GrantedPods {
  readonly name: string;
  readonly serviceAccountName: string;
  readonly grants: readonly Grant[];
}

/** What the roles of a bootstrap follow from beside the root modules. */
export interface RoleSources {
  readonly ci: CiFacts;
  grantedIn(environment: Environment): readonly GrantedPods[];
}

/**
 * What the bootstrap has to know of the estate, from its settled root modules.
 * @param isLibrary whether the module in a folder of the monorepo is one of the library's, and not the user's own
 */
export function bootstrapFacts(
  facts: EstateFacts, environments: readonly Environment[], resolved: readonly ResolvedRootModule[], { ci, grantedIn }: RoleSources,
  isLibrary: (dir: string) => boolean,
): BootstrapFacts {
  const library = new Set([...new Set(resolved.flatMap(({ moduleDirs }) => moduleDirs))].filter(isLibrary));
  const imagesEnvironment = ci.imagesEnvironment();
  const byEnvironment = new Map<string, BootstrapRootModule[]>(environments.map(({ name }) => [name, []]));
  for (const root of resolved) byEnvironment.get(root.environment)?.push(bootstrapRootModule(root, library));
  return {
    projectName: facts.projectName,
    environments: environments.map((environment) => ({
      name: environment.name,
      isProtected: environment.isProtected,
      account: cloudOf(facts, environment)._supplier.account,
      rootModules: byEnvironment.get(environment.name)!,
      workloads: grantedIn(environment).map((pods) => bootstrapWorkload(pods, environment, resolved)),
      pushesImages: environment.name === imagesEnvironment,
      deploysToCloudBaseRun: ci.deploysToCloudBaseRun(environment),
    })),
    trust: ci.trust,
  };
}

/** What is granted and is not there is a problem already. */
function bootstrapWorkload(
  { name, serviceAccountName, grants }: GrantedPods, { name: environment, namespace }: Environment, resolved: readonly ResolvedRootModule[],
): BootstrapWorkload {
  return {
    name,
    namespace,
    serviceAccountName,
    uses: grants.flatMap(({ call, module, names }) => {
      const root = resolved.find((other) => other.environment === environment && other.name === call.rootModule.name);
      const inputs = root?.calls.find(({ id }) => id === call.callId)?.inputs;
      return inputs === undefined ? [] : [{ module, inputs, names }];
    }),
  };
}

function bootstrapRootModule(
  { dir, backendType, backend, calls, holdsCredentials, moduleDirs, plannedAtDeployment }: ResolvedRootModule, library: ReadonlySet<string>,
): BootstrapRootModule {
  const called = calls.map(({ source, inputs }) => ({ dir: path.posix.join(dir, source), inputs }));
  const typed = new Set(called.map((call) => call.dir));
  // The user's own files call modules too; with which inputs is not known here.
  const byHand = moduleDirs.filter((moduleDir) => !typed.has(moduleDir)).map((moduleDir) => ({ dir: moduleDir, inputs: {} }));
  const libraryCalls = [...called, ...byHand].filter((call) => library.has(call.dir))
    .map((call) => ({ module: path.posix.basename(call.dir), inputs: call.inputs }));
  return { backendType, backend, holdsCredentials, plannedAtDeployment, libraryCalls };
}
