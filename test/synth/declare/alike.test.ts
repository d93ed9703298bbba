import { foldAlike } from '../../../src/synth/declare/alike';

const PARTS = [['dev', 'shop-dev'], ['staging', 'shop-staging'], ['prod', 'shop-prod'], ['prod-sh', 'shop-prod-sh', 'prodSh']];

/** Messages at the same place. */
function fold(...messages: string[]): string[] {
  return foldAlike(messages.map((message) => ({ where: 'a.ts:1', message })), PARTS).map(({ message }) => message);
}

const inEach = (message: (name: string) => string) => PARTS.map(([name]) => message(name));

test.each<[what: string, messages: string[], folded: string[]]>([
  ['those of all environments', inEach((name) => `is not in "${name}"`), ['is not in "dev" (and the same in staging, prod, prod-sh)']],
  ['those that name the namespace beside it', inEach((name) => `"shop-${name}" admits nothing in ${name}.`), ['"shop-dev" admits nothing in dev. (and the same in staging, prod, prod-sh)']],
  ['those that name it as code', ['patch(staging)', 'patch(prod)', 'patch(prodSh)'], ['patch(staging) (and the same in prod, prod-sh)']],
  ['others between them', ['in dev', 'elsewhere', 'in staging', 'in prod'], ['in dev (and the same in staging, prod)', 'elsewhere']],
  ['two, which are read', ['in dev', 'in prod'], ['in dev', 'in prod']],
  ['what differs otherwise', ['1 in dev', '2 in staging', '3 in prod'], ['1 in dev', '2 in staging', '3 in prod']],
  ['what names two', ['in dev and prod', 'in staging and prod', 'in prod-sh and prod'], ['in dev and prod', 'in staging and prod', 'in prod-sh and prod']],
  ['a part of another word', ['devs', 'prods', 'stagings'], ['devs', 'prods', 'stagings']],
  ['several lines', inEach((name) => `in ${name}:\n    more`), inEach((name) => `in ${name}:\n    more`)],
])('%s', (_, messages, folded) => {
  expect(fold(...messages)).toEqual(folded);
});

test('not those of two places', () => {
  const lines = ['a.ts:1', 'a.ts:2', 'a.ts:3'].map((where, index) => ({ where, message: `in ${PARTS[index][0]}` }));
  expect(foldAlike(lines, PARTS)).toEqual(lines);
});
