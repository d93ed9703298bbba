import { closest, distance } from 'fastest-levenshtein';

/**
 * The known name that a mistyped one most likely means, or undefined when none is near.
 *
 * Case does not count, so `vpcID` finds `vpcId`; neither does an ending that was left out.
 */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  if (known.length === 0) return undefined;
  const folded = known.map((k) => k.toLowerCase());
  const wanted = name.toLowerCase();
  const best = closest(wanted, folded);
  if (distance(wanted, best) <= Math.max(2, Math.floor(name.length / 3))) return known[folded.indexOf(best)];
  const beginsLikeIt = folded.findIndex((candidate) => wanted.length > 3 && distance(wanted, candidate.slice(0, wanted.length)) <= 2);
  return known[beginsLikeIt];
}

/** ` Did you mean "x"?`, or nothing when no known name is near. */
export function didYouMean(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  return nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
}
