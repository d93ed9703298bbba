import { ARGUMENTS, Declare, DeclaredEstate, OPTIONS } from './declarations';
import type { TextPlace } from './text-options';
import { problemsOf } from '../room';

type Place = Pick<TextPlace, 'owner' | 'path'>;

export function nameOf({ owner, path }: Place): string {
  return `${owner} ${path.join('.')}`;
}

/** A value where the path leads to: the options or arguments around it. */
function around(path: readonly (string | number)[], value: unknown): any {
  const [first, ...rest] = path;
  if (first === undefined) return value;
  const inner = around(rest, value);
  return typeof first === 'number' ? [inner] : { [first]: inner };
}

/** Declares everything with a value of its own; returns the problems, and what was thrown. */
export function declareAll(places: readonly Place[], valueOf: (index: number) => unknown): { problems: string[]; thrown: string[] } {
  const estate = new DeclaredEstate();
  const thrown: string[] = [];
  places.forEach((place, index) => {
    const declare: Declare | undefined = OPTIONS[place.owner] ?? ARGUMENTS[place.owner];
    const [position, ...inside] = place.path;
    const given = typeof position === 'number' ? { [position]: around(inside, valueOf(index)) } : around(place.path, valueOf(index));
    try {
      declare(estate, given);
    } catch (error) {
      thrown.push(`${nameOf(place)}: ${(error as Error).message}`);
    }
  });
  return { problems: problemsOf(estate.project), thrown };
}
