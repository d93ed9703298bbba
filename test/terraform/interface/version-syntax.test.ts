import { canBeMetTogether, isVersionConstraint, meetsConstraints } from '../../../src/terraform/interface/version-syntax';

test.each<[string, boolean]>([
  ['1', true], ['= 1.2.3', true], ['>=1.0,<2.0', true], ['~> v1.2', true], ['!= 1.2.3-beta.1', true], ['1.2.3+x', true], ['>   1.0', true],
  ['', false], ['latest', false], ['>= x', false], ['=> 1.0', false], ['1.0,', false], ['^1.0', false], ['1.x', false], ['>= 1.0 < 2.0', false],
])('%j is a version constraint: %s', (text, isConstraint) => {
  expect(isVersionConstraint(text)).toBe(isConstraint);
});

test.each<[string, string[], boolean]>([
  ['1.11.4', ['>= 1.11.0, < 2.0.0'], true], ['1.11.4', ['~> 1.5'], true], ['1.11.4', ['~> 1.5.0'], false], ['1.11.4', ['1.11.4'], true], ['1.11.4', ['!= 1.11.4'], false],
  ['1.11.4', ['> 1.11', '< 1.11.5'], true], ['1.11.4', ['> 1.12.0-rc1'], true], ['1.12.0-rc1', ['>= 1.11'], true],
])('%s meets %j: %s', (version, texts, isMet) => {
  expect(meetsConstraints(version, texts)).toBe(isMet);
});

test.each<[string[], boolean]>([
  [['~> 3.7', '>= 3.9'], true], [['~> 3.7', '>= 4'], false], [['>= 2', '< 2'], false], [['> 1.0.0', '< 1.0.2'], true], [['> 1.0.0', '< 1.0.1'], false],
  [['>= 1.0.0', '<= 1.0.1', '!= 1.0.0', '!= 1.0.1'], false], [['>= 1.0.0', '!= 1.0.0', '!= 1.0.1'], true], [['~> 1.2.0', '~> 1.3.0'], false], [['~> 1.2', '~> 1.3.0'], true],
  [['1.2.3', '1.2.4'], false], [['< 1.0', '!= 0.0.0'], true], [['> 1.0.0-beta', '< 0.5'], true],
])('%j can be met together: %s', (texts, canBe) => {
  expect(canBeMetTogether(texts)).toBe(canBe);
});
