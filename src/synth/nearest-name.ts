import { closest, distance } from 'fastest-levenshtein';

/**
 * The known name that a mistyped one most likely means, or undefined when none is near.
 *
 * Case does not count, so `vpcID` finds `vpcId`.
 */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const folded = known.map((k) => k.toLowerCase());
  const best = closest(name.toLowerCase(), folded);
  if (distance(name.toLowerCase(), best) > Math.max(2, Math.floor(name.length / 3))) return undefined;
  return known[folded.indexOf(best)];
}

/** ` Did you mean "x"?`, or nothing when no known name is near. */
export function didYouMean(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  return nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
}
