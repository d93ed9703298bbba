/** A line of a report, and the place in the source that it is about. */
export interface ReportLine {
  readonly where: string;
  readonly message: string;
}

/** From so many on, lines that say the same of several environments are one: two are read, ten hide all others. */
const FEWEST_FOLDED = 3;

/**
 * Makes one line of those that say the same, at one place, of several parts of the whole: the first, with the names of the others.
 * @param parts the words by which each part is called, its name first
 */
export function foldAlike<Line extends ReportLine>(lines: readonly Line[], parts: ReadonlyArray<readonly string[]>): Line[] {
  const patterns = parts.map((words) => ({ name: words[0], pattern: new RegExp(`(?<![\\w-])(?:${[...words].sort((a, b) => b.length - a.length).map(escaped).join('|')})(?![\\w-])`, 'g') }));
  const groups = new Map<string, Array<{ readonly line: Line; readonly name?: string }>>();
  for (const line of lines) {
    const named = patterns.filter(({ pattern }) => line.message.search(pattern) >= 0);
    const [only] = named;
    const isOfOne = named.length === 1 && !line.message.includes('\n');
    const key = JSON.stringify([line.where, isOfOne ? line.message.replace(only.pattern, '\0') : line.message]);
    groups.set(key, [...groups.get(key) ?? [], { line, name: isOfOne ? only.name : undefined }]);
  }
  return [...groups.values()].flatMap((group) => {
    const others = [...new Set(group.slice(1).map(({ name }) => name))];
    const [{ line }] = group;
    if (group[0].name === undefined || others.length + 1 < FEWEST_FOLDED) return group.map((each) => each.line);
    return { ...line, message: `${line.message} (and the same in ${others.join(', ')})` };
  });
}

function escaped(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
