/** What git writes around the two sides of what it cannot merge; between `|` and `=` is what both come from, where git is told to show it. */
const MARKER = /^([<|=>])\1{6}(?: .*)?$/;

/** The two texts that git could not merge, each as a whole. */
export interface ConflictSides {
  readonly ours: string;
  readonly theirs: string;
}

/** Takes a text with conflict markers apart; undefined when it has none, or none that belong together. */
export function conflictSides(text: string): ConflictSides | undefined {
  if (!text.includes('<<<<<<<')) return undefined;
  const sides = { ours: [] as string[], theirs: [] as string[] };
  let expected = '<';
  let count = 0;
  for (const line of text.split('\n')) {
    const [, mark] = MARKER.exec(line.replace(/\r$/, '')) ?? [];
    if (mark === '<' && expected === '<') {expected = '|=';} else if (mark === '|' && expected === '|=') {expected = '=';} else if (mark === '=' && expected.endsWith('=')) {expected = '>';} else if (mark === '>' && expected === '>') {
      expected = '<';
      count++;
    } else {
      if (expected === '<' || expected === '|=') sides.ours.push(line);
      if (expected === '<' || expected === '>') sides.theirs.push(line);
    }
  }
  return expected === '<' && count > 0 ? { ours: sides.ours.join('\n'), theirs: sides.theirs.join('\n') } : undefined;
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
