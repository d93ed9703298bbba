// What a commit holds, links included.
import { posix } from 'node:path';

const LINK = '120000';
const SUBMODULE = '160000';
/** A chain of links that is longer leads in a circle. */
const LONGEST_CHAIN = 40;

export class Tree {
  /** @param read gives the contents of objects */
  constructor(entries, read) {
    this.read = read;
    this.entries = new Map(entries.map(({ path, mode, object }) => [path, { mode, object }]));
    this.folders = new Map();
    for (const path of this.entries.keys()) {
      const folder = posix.dirname(path);
      if (!this.folders.has(folder)) this.folders.set(folder, []);
      this.folders.get(folder).push(posix.basename(path));
    }
    const links = entries.filter(({ mode }) => mode === LINK);
    const targets = read(links.map(({ object }) => object));
    this.targets = new Map(links.map(({ path, object }) => [path, asText(targets.get(object) ?? '')]));
  }

  /** The names of the files in a folder, and of the links. */
  namesIn(folder) {
    return this.folders.get(this.resolve(folder).path) ?? [];
  }

  /** The object that holds the content of a file; undefined when there is no file. */
  objectOf(file) {
    const entry = this.entries.get(this.resolve(file).path);
    return entry === undefined || entry.mode === SUBMODULE || entry.mode === LINK ? undefined : entry.object;
  }

  /** Where a path leads when all links are followed, and the links on the way. */
  resolve(path) {
    if (this.targets.size === 0) return { path, links: [] };
    const links = [];
    const rest = path.split('/');
    let at = '';
    while (rest.length > 0 && links.length < LONGEST_CHAIN) {
      at = posix.join(at, rest.shift());
      const target = this.targets.get(at);
      if (target === undefined) continue;
      links.push(at);
      if (target.startsWith('/')) return { path: at, links };
      rest.unshift(...target.split('/').filter((part) => part !== ''));
      at = posix.dirname(at);
    }
    return { path: posix.join(at, ...rest), links };
  }

  /** All paths under which something that changes is seen: its own, and those that links make of it. */
  seenAs({ path: changed, isFile }) {
    if (this.targets.size === 0) return [changed];
    const { over, leadingTo } = this.linksByPlace;
    const found = [changed, ...over.get(changed) ?? []].map((path) => ({ path, links: [] }));
    // A submodule may be what a link leads into.
    if (!isFile) for (const [place, links] of leadingTo) if (place.startsWith(`${changed}/`)) found.push(...links.map((path) => ({ path, links: [] })));
    for (const { path, links } of found) {
      for (const place of selfAndAbove(path)) {
        for (const link of leadingTo.get(place) ?? []) {
          // A link to a folder around it leads in a circle.
          if (!links.includes(link)) found.push({ path: `${link}${place === '.' ? `/${path}` : path.slice(place.length)}`, links: [...links, link] });
        }
      }
    }
    return [...new Set(found.map(({ path }) => path))];
  }

  /** The links that lead to a place, and those that lead over another link. */
  get linksByPlace() {
    if (this.places === undefined) {
      this.places = { leadingTo: new Map(), over: new Map() };
      const add = (map, place, link) => (map.has(place) ? map.get(place).push(link) : map.set(place, [link]));
      for (const [link, target] of this.targets) {
        if (target.startsWith('/')) continue;
        const { path, links } = this.resolve(`${posix.dirname(link)}/${target}`);
        add(this.places.leadingTo, path, link);
        for (const other of links) if (other !== link) add(this.places.over, other, link);
      }
    }
    return this.places;
  }
}

/** A path, and the folders around it up to the repository, which is `.`. */
export function selfAndAbove(path) {
  const found = [path];
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) found.push(path.slice(0, end));
  return path.startsWith('..') ? found : [...found, '.'];
}

/** Git keeps names as UTF-8. */
export function asText(bytes) {
  return Buffer.from(bytes, 'latin1').toString();
}
