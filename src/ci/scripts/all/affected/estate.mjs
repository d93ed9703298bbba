// The root modules and overlays of a committed dependency graph, and what a change does to them.
import { posix } from 'node:path';
import { isConfiguration } from './configuration.mjs';
import { contentOf, conversionsIn } from './content.mjs';
import { sourcesOf } from './sources.mjs';
import { selfAndAbove } from './tree.mjs';

/** Every root module in every environment: the environments in their order, in each by layer, then by name. */
export function rootModulesOf(graph) {
  return graph.environments.flatMap(({ name: environment }) => inLayers(graph.rootModules
    .filter(({ environments }) => environments?.includes(environment) ?? true)
    .map((root) => ({
      ...root,
      environment,
      dir: folderIn(environment, root.dir),
      readAsFiles: root.readAsFiles?.map((file) => folderIn(environment, file)),
      changes: new Set(),
    }))));
}

/** The overlay of every environment that has one; `reads` are the root modules whose outputs stand in it, with the services that have them. */
export function overlaysOf(graph) {
  return graph.environments.filter(({ overlay }) => overlay !== undefined)
    .map(({ name, overlay, reads }) => ({ environment: name, dir: overlay, reads, services: new Set(), changes: new Set() }));
}

/** What runs in CloudBase Run in every environment in which something does, as `overlaysOf` has overlays. */
export function cloudBaseRunsOf(graph) {
  return graph.environments.filter(({ cloudBaseRun }) => cloudBaseRun !== undefined)
    .map(({ name, cloudBaseRun: { dir, services: names, reads } }) => ({ environment: name, dir, names, reads, services: new Set(), changes: new Set() }));
}

/** The services of the overlay of an environment. */
export function servicesIn(graph, environment) {
  return graph.services.filter(({ environments }) => environments?.includes(environment) ?? true);
}

/** Every application in every environment to whose cluster it is brought; `reads` are the root modules whose outputs stand in it. */
export function applicationsOf(graph) {
  return graph.environments.flatMap(({ name: environment }) => (graph.applications ?? [])
    .filter(({ environments }) => environments?.includes(environment) ?? true)
    .map(({ name, dirs: [dir], reads = [] }) => ({ environment, name, dir, reads, changes: new Set() })));
}

/**
 * Notes in each root module, overlay, application and folder of CloudBase Run which of its files have another content.
 * @param before the graph of the base; undefined when there is none
 * @param trees what the base and the head hold
 */
export function noteChanges(graph, before, { rootModules, overlays, applications, cloudBaseRuns }, changes, trees, repository) {
  const sides = [[before ?? graph, trees[0]], [graph, trees[1]]];
  const users = sides.map(([side, tree]) => terraformUsers(rootModules, side, tree));
  const ofKustomize = new Map([...overlayUsers(graph, overlays), ...applicationUsers(applications), ...cloudBaseRunUsers(cloudBaseRuns)]);
  const uses = changes.flatMap((change) => [...new Set(trees.flatMap((tree) => tree.seenAs(change)))]
    .flatMap((path) => [...users.flatMap((some) => terraformUses(path, change, some)), ...kustomizeUses(path, change, ofKustomize)])
    .concat(posix.basename(change.path) === '.gitattributes' ? users.flatMap((some) => conversionUses(change, some)) : []));
  const isOfContent = contentComparison(uses, repository);
  for (const use of uses.filter(isOfContent)) {
    use.part.changes.add(`${use.change.path} ${use.change.what}`);
    if (use.service !== undefined) use.part.services.add(use.service);
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
    if (root === undefined) throw new Error('a root module reads outputs of one that is not there');
    root.layer ??= Math.max(-1, ...root.dependsOn.map((name) => layerOf(byName.get(name)))) + 1;
    return root.layer;
  };
  rootModules.forEach(layerOf);
  return rootModules.sort((a, b) => a.layer - b.layer || (a.name < b.name ? -1 : 1));
}

/** What the root modules are built from by the graph of one commit. One that this does not have is new, and its folder with it. */
function terraformUsers(rootModules, graph, tree) {
  const known = new Map(rootModulesOf(graph).map((root) => [`${root.environment} ${root.name}`, root]));
  return sourcesOf(rootModules.map((part) => [part, known.get(`${part.environment} ${part.name}`)]).filter(([, root]) => root !== undefined), tree);
}

function overlayUsers(graph, overlays) {
  const users = new Map();
  const add = (path, user) => (users.has(path) ? users.get(path).push(user) : users.set(path, [user]));
  for (const part of overlays) {
    add(part.dir, { part });
    for (const { name, base, overlay } of servicesIn(graph, part.environment)) {
      add(base, { part, service: name });
      add(folderIn(posix.basename(part.dir), overlay), { part, service: name });
    }
  }
  return users;
}

/** Each service is a file of the folder. */
function cloudBaseRunUsers(parts) {
  return parts.flatMap((part) => part.names.map((service) => [`${part.dir}/${service}.json`, [{ part, service }]]));
}

function applicationUsers(applications) {
  return new Map(applications.map(({ dir }) => [dir, applications.filter((part) => part.dir === dir).map((part) => ({ part }))]));
}

/** The root modules that use what changed, seen at a path, each with how its content is told from the way it is written. */
function terraformUses(path, change, users) {
  const byPart = new Map();
  const add = (part, meaning) => (byPart.has(part) ? byPart.get(part).push(meaning) : byPart.set(part, [meaning]));
  for (const place of selfAndAbove(path)) {
    for (const { part, isBytes, isRoot } of users.get(place) ?? []) {
      const isParsed = !isBytes && posix.dirname(path) === place && isConfiguration(posix.basename(path), isRoot);
      add(part, isBytes ? 'bytes' : isParsed ? 'meaning' : 'in doubt');
    }
  }
  // A link or a submodule stands for all that is below.
  if (!change.isFile) {
    for (const [place, below] of users) if (place.startsWith(`${path}/`)) for (const { part } of below) add(part, 'bytes');
  }
  return [...byPart].map(([part, meanings]) => ({
    part, change, content: !meanings.includes('bytes') && meanings.includes('meaning') ? contentOf(path) : undefined,
  }));
}

/** What git writes into the working tree may become other bytes in all that lies below a file of attributes. */
function conversionUses(change, users) {
  const folder = posix.dirname(change.path);
  const below = [...users].filter(([place]) => folder === '.' || place.startsWith(`${folder}/`)).flatMap(([, some]) => some);
  return [...new Set(below.map(({ part }) => part))].map((part) => ({ part, change, content: conversionsIn }));
}

function kustomizeUses(path, change, users) {
  return selfAndAbove(path).flatMap((place) => users.get(place) ?? []).map((user) => ({ ...user, change, content: contentOf(path) }));
}

/** A function that tells whether a change is one of content, in each of the ways that it is used. All contents are read at once. */
function contentComparison(uses, repository) {
  const objects = uses.filter(({ content }) => content).flatMap(({ change: { before, after } }) => [before, after]);
  const large = repository.tooLarge(objects);
  const texts = repository.read(objects.filter((object) => !large.has(object)));
  // Many root modules have the same text, and it changes in the same way.
  const known = new Map();
  return ({ change: { before, after, isFile }, content }) => {
    if (content === undefined || !isFile || large.has(before) || large.has(after)) return true;
    const key = `${content.name} ${before} ${after}`;
    if (!known.has(key)) known.set(key, before !== after && content(texts.get(before) ?? '') !== content(texts.get(after) ?? ''));
    return known.get(key);
  };
}
