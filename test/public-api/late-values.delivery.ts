import { ARGUMENTS, IN_TERRAFORM, NOT_GIVEN, OPTIONS } from './declarations';
import { declareAll, nameOf } from './declare-all';
import { textPlaces } from './text-options';
import { Hcl } from '../../src';

/** They take no list and no object, so nothing inside of one is text for them. */
const ONLY_PLAIN = new Set(['Hcl.element', 'Hcl.template']);
const PLACES = textPlaces().filter(({ owner, path }) => !NOT_GIVEN.has(owner) && !(ONLY_PLAIN.has(owner) && path.includes('inside')));

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
