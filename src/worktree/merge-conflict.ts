/** What git writes around the two sides of what it cannot merge; between `|` and `=` is what both come from, where git is told to show it. */
const MARKER = /^([<|=>])\1{6}(?: .*)?$/;

/** The two texts that git could not merge, each as a whole. */
export interface ConflictSides {
  readonly ours: string;
  readonly theirs: string;
}

/** Where in a conflict a line stands: outside, on our side, in what both come from, or on their side. */
type Part = 'outside' | 'ours' | 'base' | 'theirs';

/** What begins with a marker, where it has its place. */
const NEXT: Readonly<Record<Part, Readonly<Record<string, Part>>>> = {
  outside: { '<': 'ours' },
  ours: { '|': 'base', '=': 'theirs' },
  base: { '=': 'theirs' },
  theirs: { '>': 'outside' },
};

/** Takes a text with conflict markers apart; undefined when it has none, or none that belong together. */
export function conflictSides(text: string): ConflictSides | undefined {
  if (!text.includes('<<<<<<<')) return undefined;
  const sides = { ours: [] as string[], theirs: [] as string[] };
  let part: Part = 'outside';
  let hasConflict = false;
  for (const line of text.split('\n')) {
    const [, marker = ''] = MARKER.exec(line.replace(/\r$/, '')) ?? [];
    const next: Part | undefined = NEXT[part][marker];
    if (next !== undefined) {
      part = next;
      hasConflict = true;
      continue;
    }
    if (part === 'outside' || part === 'ours') sides.ours.push(line);
    if (part === 'outside' || part === 'theirs') sides.theirs.push(line);
  }
  return part === 'outside' && hasConflict ? { ours: sides.ours.join('\n'), theirs: sides.theirs.join('\n') } : undefined;
}

/**
 * Reads JSON; of a text with conflict markers both sides, as far as they are JSON.
 * @returns nothing where the text is neither
 */
export function jsonSides(text: string): unknown[] {
  const sides = conflictSides(text);
  return (sides ? [sides.ours, sides.theirs] : [text]).flatMap((side) => {
    try {
      return [JSON.parse(side) as unknown];
    } catch {
      return [];
    }
  });
}
