import { evaluate, fill, fillText, holds, Status } from './evaluate';
import type { ValueObject } from './value';

const CONTEXTS: ValueObject = {
  github: { ref: 'refs/heads/main', event: { number: 7, labels: [{ name: 'a' }, { name: 'b' }, {}] }, Empty: '' },
  needs: { detect: { result: 'success', outputs: { dirs: '["x","y"]' } }, plan: { result: 'failure', outputs: {} } },
  matrix: { 'root-module': 'network', 'deep': [[1, 2], [3]] },
};
const WENT_WELL: Status = { success: true, failure: false, cancelled: false };
const FAILED: Status = { success: false, failure: true, cancelled: false };
const CANCELLED: Status = { success: false, failure: false, cancelled: true };

test.each([
  ["'it''s'", "it's"], ['1', 1], ['-1.5e2', -150], ['0x1F', 31], ['0o17', 15], ['true', true], ['null', null], ["''", ''],
  ['github.ref', 'refs/heads/main'], ["github['ref']", 'refs/heads/main'], ['GitHub.REF', 'refs/heads/main'], ['github.nothing', null], ['github.nothing.at.all', null],
  ["matrix.root-module == 'network'", true], ['matrix.deep[0][1]', 2], ['matrix.deep[9]', null], ["github.event.labels['0'].name", 'a'],
  ['github.event.labels.*.name', ['a', 'b']], ['github.event.labels[*].name', ['a', 'b']], ['needs.*.result', ['success', 'failure']], ['matrix.deep.*.*', [1, 2, 3]],
  ["'ABC' == 'abc'", true], ["'ABC' != 'abc'", false], ["'a' < 'B'", true], ["1 == '1'", true], ["'' == 0", true], ['null == 0', true], ["null == ''", true], ["true == '1'", true],
  ["'x' == 0", false], ["'NaN' == 'nan'", true], ['fromJSON(\'[]\') == 0', false], ["'10' < '9'", true], ["'10' < 9", false], ["'x' < 1", false], ["'x' >= 1", false], ['2 >= 2', true], ['2 <= 1', false],
  ['!true', false], ["!''", true], ['!github', false], ['!!1', true],
  ["'' || 'b'", 'b'], ["'a' && 'b'", 'b'], ['0 && github.ref', 0], ["false && 'a' || 'c'", 'c'], ['true || false && false', true], ['(true || false) && false', false], ['1 < 2 == true', true],
  ["contains('Hello', 'ELL')", true], ["contains(needs.*.result, 'failure')", true], ["contains(needs.*.result, 'skipped')", false], ["contains(fromJSON('[1,2]'), '2')", true],
  ["startsWith(github.ref, 'REFS/heads/')", true], ["endsWith(github.ref, 'main')", true], ["endsWith(github.ref, 'dev')", false],
  ["format('{1} {0} {{x}}', 'a', 2)", '2 a {x}'], ["join(needs.*.result, ' ')", 'success failure'], ["join(fromJSON('[1,true]'))", '1,true'], ["join('one')", 'one'],
  ['fromJSON(needs.detect.outputs.dirs)[1]', 'y'], ['toJSON(github.event.number)', '7'], ["toJSON(fromJSON('{\"a\":[1]}'))", '{\n  "a": [\n    1\n  ]\n}'],
])('%s is %j', (expression, expected) => {
  expect(evaluate(expression, { contexts: CONTEXTS })).toEqual(expected);
});

test.each([
  ['nothing', 'there is no context nothing here; there are github, needs, matrix'],
  ['hashFiles()', 'there is no function hashfiles'],
  ["contains('a')", 'contains() is given 1 arguments'],
  ["format('{0} {1}', 1)", "format('{0} {1}') has no argument for {1}"],
  ["format('{', 1)", 'has no argument for {'],
  ["fromJSON('{')", 'what is no JSON'],
  ['success()', 'can be asked only by an if'],
  ['1 +', 'cannot read the expression 1 + from: +'],
  ["'open", "cannot read the expression 'open from: 'open"],
  ['(1', 'has its end where ) belongs'],
  ['1 2', 'has 2 where the end belongs'],
  ['github.', 'has its end where a name belongs'],
])('%s is an error', (expression, message) => {
  expect(() => evaluate(expression, { contexts: CONTEXTS })).toThrow(message);
});

test('a text takes the expressions in it as text, and a lone expression as what it is', () => {
  const scope = { contexts: CONTEXTS };
  expect(fill('a ${{ 1 }}${{ null }}${{ true }} }}', scope)).toBe('a 1true }}');
  expect(fill('${{ matrix.deep }}', scope)).toEqual([[1, 2], [3]]);
  expect(fill("${{ '${{' }} and ${{ '}}' }}", scope)).toBe('${{ and }}');
  expect(fill('', scope)).toBe('');
  expect(() => fill('${{ github.ref', scope)).toThrow('an expression is not ended');
  expect(() => fillText('${{ matrix.deep }}', scope)).toThrow('is an array or an object where a text belongs');
});

test.each([
  ['', WENT_WELL, true], ['', FAILED, false], ['true', WENT_WELL, true], ['true', FAILED, false], ['true', CANCELLED, false],
  ["github.ref == 'refs/heads/main'", WENT_WELL, true], ["${{ github.ref == 'x' }}", WENT_WELL, false],
  ['always()', FAILED, true], ['always()', CANCELLED, true], ['failure()', FAILED, true], ['failure()', WENT_WELL, false], ['failure()', CANCELLED, false],
  ['cancelled()', CANCELLED, true], ['!cancelled()', FAILED, true], ['${{ !cancelled() && true }}', CANCELLED, false], ['(success() || failure())', FAILED, true],
  ["contains(toJSON(failure()), 'true')", FAILED, true], ["'always()' == 'x' || true", FAILED, false],
])('if: %s after %j is %j', (condition, status, expected) => {
  expect(holds(condition, { contexts: CONTEXTS, status })).toBe(expected);
});

test('an if with text around its expression would always be true, so it is an error', () => {
  expect(() => holds('${{ false }} && false', { contexts: CONTEXTS, status: WENT_WELL })).toThrow('which is always true');
});
