import * as fs from 'fs';
import * as nodeModule from 'module';
import * as path from 'path';

/**
 * Lets the modules of a project find each other and their packages while its `package.json` cannot be read, as after a merge that git
 * could not finish. Node looks there first, for what the project calls itself, and gives up; the run that would write the
 * file anew could not even begin.
 */
export function resolvePackagesWithout(packageJson: string): void {
  if (!isDamaged(packageJson)) return;
  const loader = nodeModule.Module as unknown as Loader;
  const root = path.dirname(packageJson);
  const packages = path.join(root, 'node_modules');
  // Seen from among the packages, the project has no `package.json`.
  const stranger = { id: packages, filename: path.join(packages, 'of-the-estate'), paths: loader._nodeModulePaths(root) };
  const resolve = loader._resolveFilename;
  loader._resolveFilename = function (request, parent, ...rest) {
    const from = parent?.filename;
    if (!from?.startsWith(root + path.sep) || from.startsWith(packages + path.sep)) return resolve.call(this, request, parent, ...rest);
    const absolute = /^\.\.?(\/|$)/.test(request) ? path.resolve(path.dirname(from), request) : request;
    return resolve.call(this, absolute, stranger, ...rest);
  };
}

type Resolve = (request: string, parent: { readonly filename?: string | null } | undefined, ...rest: unknown[]) => string;

/** The part of Node's loader that it does not declare, and that every transpiler builds upon. */
interface Loader {
  _resolveFilename: Resolve;
  _nodeModulePaths(directory: string): string[];
}

function isDamaged(packageJson: string): boolean {
  try {
    JSON.parse(fs.readFileSync(packageJson, 'utf-8'));
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ENOENT';
  }
}
