import { AZURE_MODULES } from './azure/azure-modules';
import { CLOUD_NAMES, CloudName } from './cloud-name';
import { ModuleFacts, moduleNamed } from './module-facts';
import { TENCENT_MODULES } from './tencent/tencent-modules';

/** The modules of the library by their cloud, and what each needs beside its `.tf` files. */
export const LIBRARY_MODULES: Readonly<Record<CloudName, Readonly<Record<string, ModuleFacts>>>> = {
  azure: AZURE_MODULES,
  tencent: TENCENT_MODULES,
};

/**
 * What a module of the library needs beside its `.tf` files.
 * @param libraryPath `<cloud>/<module>`
 * @throws Error when there is no such module
 */
export function moduleFacts(libraryPath: string): ModuleFacts {
  const [first, name] = libraryPath.split('/');
  const cloud = CLOUD_NAMES.find((known) => known === first);
  const facts = cloud && moduleNamed(LIBRARY_MODULES[cloud], name);
  if (facts === undefined) throw new Error(`the library has no module ${libraryPath}`);
  return facts;
}
