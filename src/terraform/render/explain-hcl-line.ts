import type { TextLine } from '../../synth/files/explanation';

/** Where a line stands in a file that `renderHcl` wrote. */
export interface HclPlace {
  /** Which of the blocks and arguments of the file, from 0; -1 before the first. */
  readonly ordinal: number;
  /** The names around the line, the outermost first, and its own: `['module "vpc"', 'tags', 'team']`. Empty between two blocks. */
  readonly path: readonly string[];
}

const OUTSIDE: HclPlace = { ordinal: -1, path: [] };
const HEREDOC = /^[^#]*<<-?(\w+)$/;

/** Finds where a line stands by the indentation of those above it. */
export function hclPlaceOf({ lines, index }: TextLine): HclPlace {
  let place = OUTSIDE;
  let heredocEnd: string | undefined;
  for (const line of lines.slice(0, index + 1)) {
    if (heredocEnd !== undefined) {
      if (line.trim() === heredocEnd) heredocEnd = undefined;
      continue;
    }
    place = placeAfter(place, line);
    heredocEnd = HEREDOC.exec(line)?.[1];
  }
  const isEmpty = lines[index].trim() === '' && heredocEnd === undefined;
  return isEmpty ? { ...place, path: place.path.length > 1 ? place.path.slice(0, 1) : [] } : place;
}

function placeAfter({ ordinal, path }: HclPlace, line: string): HclPlace {
  const text = line.trim();
  const depth = Math.min((line.length - line.trimStart().length) / 2, path.length);
  if (text === '') return { ordinal, path };
  if (/^[\]})]/.test(text)) return { ordinal, path: path.slice(0, depth + 1) };
  if (text.startsWith('#')) return { ordinal, path: path.slice(0, depth) };
  return { ordinal: depth === 0 ? ordinal + 1 : ordinal, path: [...path.slice(0, depth), nameOf(text)] };
}

/** What a line begins: `module "vpc"` or `cidr_block`; an item of a list has no name. */
function nameOf(text: string): string {
  const [, quoted, name] = /^(?:"((?:[^"\\]|\\.)*)"|([\w-]+))\s+=(?:\s|$)/.exec(text) ?? [];
  return quoted ?? name ?? /^([\w-]+(?: (?:"(?:[^"\\]|\\.)*"|[\w-]+))*) \{(?:\s*\})?$/.exec(text)?.[1] ?? '';
}
