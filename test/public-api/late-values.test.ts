import { ARGUMENTS, Declare, DeclaredEstate, IN_TERRAFORM, NOT_GIVEN, OPTIONS } from './declarations';
import { TextPlace, textPlaces } from './text-options';
import { Hcl } from '../../src';
import { problemsOf } from '../room';

// Nothing inside of a list or an object is text for a template.
const PLACES = textPlaces().filter(({ owner, path }) => !NOT_GIVEN.has(owner) && !(owner === 'Hcl.template' && path.includes('inside')));

function nameOf({ owner, path }: TextPlace): string {
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
function declareAll(places: readonly TextPlace[], valueOf: (index: number) => unknown): { problems: string[]; thrown: string[] } {
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

test('it is known how to give each option and argument that takes text', () => {
  const owners = [...new Set(PLACES.map(({ owner }) => owner))];
  expect(owners.filter((owner) => !OPTIONS[owner] && !ARGUMENTS[owner])).toEqual([]);
  expect(PLACES.length).toBeGreaterThan(300);
});

test('an expression of Terraform in text is a problem in every option and argument', () => {
  const { problems, thrown } = declareAll(PLACES, (index) => `${Hcl.reference(`var.place_${index}_it`)}`);
  expect(thrown).toEqual([]);
  expect(PLACES.filter((_, index) => !problems.some((problem) => problem.includes(`expression var.place_${index}_it is used as text`))).map(nameOf)).toEqual([]);
});

test('an expression of Terraform in place of text is a problem in every option and argument outside of Terraform', () => {
  const places = PLACES.filter(({ owner, path }) => !IN_TERRAFORM.has(`${owner} ${path[0]}`));
  const { problems, thrown } = declareAll(places, (index) => Hcl.reference(`var.place_${index}_it`));
  expect(thrown).toEqual([]);
  expect(places.filter((_, index) => !problems.some((problem) => problem.includes(`expression var.place_${index}_it is used as text`))).map(nameOf)).toEqual([]);
});
