import { isDnsLabel, isDnsSubdomain, isVariableName } from '../../src/text/names';

test.each([
  ['a', true], ['0', true], ['a-b', true], ['x'.repeat(63), true],
  ['', false], ['-a', false], ['a-', false], ['A', false], ['a.b', false], ['a_b', false], ['x'.repeat(64), false], ['a\n', false],
])('a DNS label: %j %s', (name, isOne) => {
  expect(isDnsLabel(name)).toBe(isOne);
});

test.each([
  ['a', true], ['a.b-c', true], ['x'.repeat(253), true],
  ['', false], ['a..b', false], ['.a', false], ['a.', false], ['a.-b', false], ['A.b', false], ['x'.repeat(254), false],
])('a DNS subdomain: %j %s', (name, isOne) => {
  expect(isDnsSubdomain(name)).toBe(isOne);
});

test.each([['_', true], ['Ab_1', true], ['', false], ['1a', false], ['a-b', false], ['ä', false]])('the name of a variable: %j %s', (name, isOne) => {
  expect(isVariableName(name)).toBe(isOne);
});
