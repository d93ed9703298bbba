import * as path from 'path';
import type { ResolvedRootModule } from './resolved-root-module';
import type { CiTrust } from '../clouds/ci-identity';
import type { BootstrapFacts, BootstrapRootModule } from '../clouds/cloud-supplier';
import type { EstateFacts } from '../estate';

/** What the bootstrap has to know of the estate, from its settled root modules. */
export function bootstrapFacts(
  { projectName, convention }: EstateFacts, environments: readonly string[], resolved: readonly ResolvedRootModule[], trust: CiTrust | undefined,
): BootstrapFacts {
  const byEnvironment = new Map<string, BootstrapRootModule[]>(environments.map((name) => [name, []]));
  for (const root of resolved) byEnvironment.get(root.environment)?.push(bootstrapRootModule(root, convention.modulesDir));
  return { projectName, environments: [...byEnvironment].map(([name, rootModules]) => ({ name, rootModules })), trust };
}

function bootstrapRootModule({ dir, backendType, backend, calls, moduleDirs }: ResolvedRootModule, modulesDir: string): BootstrapRootModule {
  const called = calls.map(({ source, inputs }) => ({ dir: path.posix.join(dir, source), inputs }));
  const typed = new Set(called.map((call) => call.dir));
  // The user's own files call modules too; with which inputs is not known here.
  const byHand = moduleDirs.filter((moduleDir) => !typed.has(moduleDir)).map((moduleDir) => ({ dir: moduleDir, inputs: {} }));
  const libraryCalls = [...called, ...byHand].filter((call) => path.posix.dirname(call.dir) === modulesDir)
    .map((call) => ({ module: path.posix.basename(call.dir), inputs: call.inputs }));
  return { backendType, backend, libraryCalls };
}
