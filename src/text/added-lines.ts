import { diffArrays } from 'diff';

/** Which lines of `after` come from which of `before`: the index of each, undefined for a line that was added. */
export function originOfLines(before: readonly string[], after: readonly string[]): Array<number | undefined> {
  const origins: Array<number | undefined> = [];
  let next = 0;
  for (const { added, removed, count } of diffArrays([...before], [...after])) {
    if (removed) next += count;
    else for (let i = 0; i < count; i++) origins.push(added ? undefined : next++);
  }
  return origins;
}

/**
 * The lines of `after` that `before` does not have. Where lines repeat, more than one run of lines may be the added one: it
 * is the one that begins least indented, as an item of a list and a block do.
 */
export function addedLines(before: readonly string[], after: readonly string[]): ReadonlySet<number> {
  const lines = new Set<number>();
  let start = 0;
  let isAfterRemoval = false;
  for (const { added, removed, count } of diffArrays([...before], [...after])) {
    if (added) {
      const first = isAfterRemoval ? start : aligned(after, start, count);
      for (let i = 0; i < count; i++) lines.add(first + i);
    }
    isAfterRemoval = removed;
    if (!removed) start += count;
  }
  return lines;
}

/** Where a run of added lines begins when it is moved, past lines that are equal, to the last place where it is least indented. */
function aligned(lines: readonly string[], start: number, count: number): number {
  let first = start;
  while (first > 0 && lines[first - 1] === lines[first + count - 1]) first--;
  let best = first;
  for (; lines[first + count] !== undefined && lines[first] === lines[first + count]; first++) {
    if (indentOf(lines[first + 1]) <= indentOf(lines[best])) best = first + 1;
  }
  return best;
}

/** An empty line and a closing bracket belong to what is above them. */
function indentOf(line: string): number {
  const text = line.trimStart();
  if (/^[\]})]/.test(text)) return Infinity;
  return text === '' ? Number.MAX_SAFE_INTEGER : line.length - text.length;
}
