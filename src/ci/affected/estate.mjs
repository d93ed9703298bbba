// The root modules and overlays of a committed dependency graph, and what a change does to them.
import { posix } from 'node:path';
import { contentOf } from './content.mjs';

/** Every root module in every environment: the environments in their order, in each by layer, then by name. */
export function rootModulesOf(graph) {
  return graph.environments.flatMap(({ name: environment }) => inLayers(graph.rootModules
    .filter(({ environments }) => environments?.includes(environment) ?? true)
    .map((root) => ({ ...root, environment, dir: folderIn(environment, root.dir), changes: new Set() }))));
}

/** The overlay of every environment that has one. */
export function overlaysOf(graph) {
  return graph.environments.filter(({ overlay }) => overlay !== undefined)
    .map(({ name, overlay }) => ({ environment: name, dir: overlay, services: new Set(), changes: new Set() }));
}

/** Notes in each root module and overlay which of its files have another content. */
export function noteChanges(graph, rootModules, overlays, changes, repository) {
  const users = usersOf(graph, rootModules, overlays);
  const candidates = [];
  for (const change of changes) {
    const found = selfAndAbove(change.path).flatMap((path) => users.get(path) ?? []);
    // What is written for people does not change a plan, unless the Terraform reads that very file.
    const used = isForPeople(change.path) && !users.has(change.path) ? found.filter(({ isTerraform }) => !isTerraform) : found;
    if (used.length > 0) candidates.push({ change, used });
  }
  const isOfContent = contentComparison(candidates.map(({ change }) => change), repository);
  for (const { change, used } of candidates.filter((candidate) => isOfContent(candidate.change))) {
    for (const { part, service } of used) {
      part.changes.add(`${change.path} ${change.what}`);
      if (service !== undefined) part.services.add(service);
    }
  }
}

/** Folders of the graph have a star in the place of the environment or its overlay. */
function folderIn(name, dir) {
  return dir.replace('*', () => name);
}

/** Root modules by layer, then by name. One that reads no outputs is in layer 0. */
function inLayers(rootModules) {
  const byName = new Map(rootModules.map((root) => [root.name, root]));
  const layerOf = (root) => {
    root.layer ??= Math.max(-1, ...root.dependsOn.map((name) => layerOf(byName.get(name)))) + 1;
    return root.layer;
  };
  return rootModules.sort((a, b) => layerOf(a) - layerOf(b) || (a.name < b.name ? -1 : 1));
}

/** Who uses a file or folder, by its path. */
function usersOf(graph, rootModules, overlays) {
  const users = new Map();
  const add = (path, user) => (users.has(path) ? users.get(path).push(user) : users.set(path, [user]));
  for (const part of rootModules) {
    for (const path of [part.dir, ...part.moduleDirs, ...part.files ?? []]) add(path, { part, isTerraform: true });
  }
  for (const part of overlays) {
    add(part.dir, { part });
    for (const { name, base, overlay } of graph.services) {
      add(base, { part, service: name });
      add(folderIn(posix.basename(part.dir), overlay), { part, service: name });
    }
  }
  return users;
}

function selfAndAbove(path) {
  const found = [path];
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) found.push(path.slice(0, end));
  return found;
}

function isForPeople(path) {
  return /\.md$/i.test(path) || /^README(\.\w+)?$/i.test(posix.basename(path));
}

/** A function that tells whether a change is one of content. All contents are read at once. */
function contentComparison(changes, repository) {
  const texts = repository.read(changes.filter(({ path }) => contentOf(path)).flatMap(({ before, after }) => [before, after]));
  // Many root modules have the same text, and it changes in the same way.
  const known = new Map();
  return ({ path, before, after, isFile }) => {
    const content = contentOf(path);
    if (content === undefined || !isFile) return true;
    const key = `${content.name} ${before} ${after}`;
    if (!known.has(key)) known.set(key, before !== after && content(texts.get(before) ?? '') !== content(texts.get(after) ?? ''));
    return known.get(key);
  };
}
