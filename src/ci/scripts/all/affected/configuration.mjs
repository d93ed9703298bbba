// What Terraform reads as configuration, and the paths that are written in it.
import { posix } from 'node:path';
import { hclTokens } from './content.mjs';

/** Whether Terraform reads a file of this name as configuration, in the folder of a root module or of a module. */
export function isConfiguration(name, isRoot) {
  // What editors leave behind is ignored, and so are names that begin with a dot, but for the lock file.
  if (isRoot && name === '.terraform.lock.hcl') return true;
  if (name.startsWith('.') || name.endsWith('~') || (name.startsWith('#') && name.endsWith('#'))) return false;
  return /\.tf(\.json)?$/.test(name) || (isRoot && /\.(tfvars(\.json)?|hcl)$/.test(name));
}

/** A word that may be a path: relative, or below `path.module` and its like. What follows an interpolation is not known. */
const WORD = /(?:\$\{\s*path\.(module|root|cwd)\s*\}|(?<![\w.\/}]))((?:[^\s"'`$%{}()[\],;:=<>|&*?/]*\/)*[^\s"'`$%{}()[\],;:=<>|&*?/]*)([$%*?[{]?)/g;

/**
 * The paths in a file of configuration that may lead out of its folder, each with where it starts: `module`, `root` or `cwd`;
 * undefined: it may be any of these.
 */
export function pathsNamedIn(name, source) {
  if (!source.includes('..') && !source.includes('path.')) return [];
  const texts = name.endsWith('.json') ? [source] : hclTokens(source).filter((token) => /^("|<<)/.test(token));
  return texts.filter((text) => text.includes('/') || text.includes('..') || text.includes('\\')).flatMap((text) => wordsOf(text.replace(/\\+/g, '/')));
}

function wordsOf(text) {
  const words = [];
  for (const [, start, word, next] of text.matchAll(WORD)) {
    const path = start === undefined ? word : word.replace(/^\//, '');
    if (!/(^|\/)\.\.(\/|$)/.test(path)) continue;
    words.push({ start, path: next === '' ? path : path.slice(0, path.lastIndexOf('/') + 1) });
  }
  return words;
}

/** Where such a path leads from the folder that it is written in, in a root module that lies in `root`. */
export function placesOf({ start, path }, folder, root) {
  const from = { module: [folder], root: [root], cwd: [root, '.'] }[start] ?? [folder, root];
  return [...new Set(from.map((base) => posix.join(base, path).replace(/(?<=.)\/$/, '')))];
}
