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
  const run = onlyRun(before, after);
  if (run) return linesFrom(aligned(after, run.start, run.count), run.count);
  const lines = new Set<number>();
  let start = 0;
  let isAfterRemoval = false;
  for (const { added, removed, count } of diffArrays([...before], [...after])) {
    if (added) linesFrom(isAfterRemoval ? start : aligned(after, start, count), count).forEach((line) => lines.add(line));
    isAfterRemoval = removed;
    if (!removed) start += count;
  }
  return lines;
}

/** The one run of lines that was added, where nothing else differs: a comparison might find several in its place. */
function onlyRun(before: readonly string[], after: readonly string[]): { readonly start: number; readonly count: number } | undefined {
  const count = after.length - before.length;
  if (count <= 0) return undefined;
  let start = 0;
  while (start < before.length && before[start] === after[start]) start++;
  const isRest = before.slice(start).every((line, index) => line === after[start + count + index]);
  return isRest ? { start, count } : undefined;
}

function linesFrom(first: number, count: number): ReadonlySet<number> {
  return new Set(Array.from({ length: count }, (_, index) => first + index));
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
