// What the root modules of a commit are built from.
import { posix } from 'node:path';
import { isConfiguration, pathsNamedIn, placesOf } from './configuration.mjs';
import { asText } from './tree.mjs';

/**
 * The places that root modules are built from in a commit, by path: each with the root modules, and whether every byte of it counts
 * or, of what Terraform parses as configuration right in it, only what it says.
 *
 * The graph knows them from the last run of the generator. A path that the Terraform of the commit names counts also when the graph
 * does not know it yet: two branches that were merged, or a file that was edited since.
 * @param rootModules as `[part, root]`: for whom, and the root module of the graph of that commit
 */
export function sourcesOf(rootModules, tree) {
  const sources = new Map();
  const add = (path, source) => (sources.has(path) ? sources.get(path).push(source) : sources.set(path, [source]));
  const named = new NamedPaths(tree);
  named.prepare(rootModules.flatMap(([, { dir, moduleDirs }]) => [dir, ...moduleDirs]));
  for (const [part, root] of rootModules) {
    for (const path of [...root.files ?? [], ...root.readAsFiles ?? []]) add(path, { part, isBytes: true });
    for (const { path, isFolderOfModule } of builtFrom(root, named, tree)) add(path, { part, isBytes: !isFolderOfModule, isRoot: path === root.dir });
  }
  return sources;
}

/** The folders of a root module and of its modules, and the files and folders elsewhere that are named in them. */
function builtFrom({ dir, moduleDirs }, named, tree) {
  const folders = new Set([dir, ...moduleDirs]);
  const files = new Set();
  // A set that grows is visited to its end.
  for (const folder of folders) {
    const real = tree.resolve(folder).path;
    if (real !== folder) folders.add(real);
    for (const name of named.in(folder, folder === dir)) {
      for (const place of placesOf(name, folder, dir)) {
        if (folders.has(place)) continue;
        if (tree.namesIn(place).some((file) => isConfiguration(file, false))) folders.add(place);
        else files.add(place);
      }
    }
  }
  return [...[...folders].map((path) => ({ path, isFolderOfModule: true })), ...[...files].map((path) => ({ path, isFolderOfModule: false }))];
}

/** The paths that are named in the configuration in folders. Every content is read once. */
class NamedPaths {
  constructor(tree) {
    this.tree = tree;
    this.byObject = new Map();
    this.byFolder = new Map();
  }

  /** Reads the configuration of many folders at once. */
  prepare(folders) {
    this.read([...new Set(folders)].flatMap((folder) => this.filesIn(folder, true)));
  }

  in(folder, isRoot) {
    const key = `${isRoot} ${folder}`;
    if (!this.byFolder.has(key)) {
      const files = this.filesIn(folder, isRoot);
      this.read(files);
      this.byFolder.set(key, files.flatMap(({ object }) => this.byObject.get(object) ?? []));
    }
    return this.byFolder.get(key);
  }

  filesIn(folder, isRoot) {
    return this.tree.namesIn(folder).filter((name) => isConfiguration(name, isRoot))
      .map((name) => ({ name, object: this.tree.objectOf(posix.join(folder, name)) })).filter(({ object }) => object !== undefined);
  }

  read(files) {
    const unread = files.filter(({ object }) => !this.byObject.has(object));
    const texts = this.tree.read(unread.map(({ object }) => object));
    for (const { name, object } of unread) this.byObject.set(object, pathsNamedIn(name, asText(texts.get(object) ?? '')));
  }
}
