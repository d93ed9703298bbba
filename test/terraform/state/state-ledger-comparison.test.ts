import * as fc from 'fast-check';
import type { DeclaredState } from '../../../src/terraform/declare/declared';
import { StateLedger, stateName } from '../../../src/terraform/state/state-ledger';
import { compareWithLedger, unchangedLedger } from '../../../src/terraform/state/state-ledger-comparison';
import { explainLosses } from '../../../src/terraform/state/state-ledger-renames';
import { expectLinear } from '../../growth';

const EMPTY = new StateLedger(new Map(), new Map());
const NOTHING = { moved: [], refused: [], readdressed: [], lost: [], reused: [], swapped: [], fresh: [] };

function state(environment: string, rootModule: string, stateKey = rootModule, modules = [rootModule], movedFrom?: string): DeclaredState {
  return {
    environment,
    rootModule,
    backend: 'cos',
    key: `${environment}/${stateKey}`,
    address: `cos://${environment}/${stateKey}`,
    formerAddress: movedFrom === undefined ? undefined : `cos://${environment}/${movedFrom}`,
    modules,
  };
}

const compare = (ledger: StateLedger, declared: readonly DeclaredState[]) => compareWithLedger(ledger, declared, () => false);

/** Any estate: root modules with keys that do not clash, in some environments. */
const estates = fc.uniqueArray(fc.record({
  environment: fc.constantFrom('dev', 'prod', 'qa'),
  rootModule: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
  stateKey: fc.option(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { nil: undefined }),
}), { maxLength: 8, selector: ({ environment, rootModule }) => `${environment}/${rootModule}` })
  .map((shapes) => shapes.map(({ environment, rootModule, stateKey }) => state(environment, rootModule, stateKey)))
  .filter((states) => new Set(states.map(({ address }) => address)).size === states.length);

test('no recorded state is ever missing: it is declared, moved, readdressed or lost', () => {
  fc.assert(fc.property(estates, estates, (before, now) => {
    const ledger = compare(EMPTY, before).next;
    const { moved, readdressed, lost } = compare(ledger, now);
    const accounted = [
      ...now.map(({ address }) => address),
      ...moved.map(({ formerAddress }) => formerAddress),
      ...readdressed.map(({ recorded }) => recorded.address),
      ...lost.map(({ recorded }) => recorded.address),
    ];
    for (const { address } of ledger.states.values()) expect(accounted).toContain(address);
  }), { numRuns: 1000 });
});

test('an estate that stays as it is has nothing to say, whatever its order', () => {
  fc.assert(fc.property(estates, (states) => {
    const first = compare(EMPTY, states);
    const second = compare(first.next, [...states].reverse());
    expect(second).toMatchObject(NOTHING);
    expect(second.next.text()).toBe(first.next.text());
  }), { numRuns: 300 });
});

test('a ledger of the same text is compared without being read, with the same result', () => {
  let unchanged = 0;
  fc.assert(fc.property(estates, estates, fc.boolean(), (before, other, isSame) => {
    const now = isSame ? [...before].reverse() : other;
    const ledger = compare(EMPTY, before).next;
    const { next, ...nothing } = unchangedLedger(ledger.text(), now) ?? {};
    if (isSame) expect(next).toBeDefined();
    if (!next) return;
    unchanged++;
    expect(compare(ledger, now)).toMatchObject(nothing);
    expect(compare(ledger, now).next.text()).toBe(next.text());
  }), { numRuns: 300 });
  expect(unchanged).toBeGreaterThan(50);
});

test('a ledger is read when there may be anything to say', () => {
  const states = [state('dev', 'a'), state('dev', 'b')];
  const { next } = compare(EMPTY, states);
  expect(unchangedLedger(undefined, states)).toBeUndefined();
  expect(unchangedLedger(` ${next.text()}`, states)).toBeUndefined();
  expect(unchangedLedger(next.text(), [states[0], state('dev', 'b', 'b', ['b'], 'c')])).toBeUndefined();
  expect(unchangedLedger(new StateLedger(next.states, new Map([['cos://dev/c', 'dev/c']])).text(), states)).toBeUndefined();
});

test('a rename that keeps every key loses nothing', () => {
  fc.assert(fc.property(estates, (states) => {
    const renamed = states.map((one) => ({ ...one, rootModule: `${one.rootModule}-2` }));
    expect(compare(compare(EMPTY, states).next, renamed)).toMatchObject(NOTHING);
  }), { numRuns: 300 });
});

test('states that are all renamed, moved or lost at once are not compared each with each', () => {
  expectLinear((scale) => {
    const count = 2_000 * scale;
    const all = (prefix: string, movedFrom?: string) => Array.from({ length: count }, (_, i) =>
      state(`e${i % 10}`, `${prefix}${i}`, undefined, [`m${i}`], movedFrom === undefined ? undefined : `${movedFrom}${i}`));
    const [old, renamed, moved] = [all('old'), all('new'), all('new', 'old')];
    const ledger = compare(EMPTY, old).next;
    const names = new Set(renamed.map(({ rootModule }) => rootModule));
    return () => {
      expect(compare(ledger, old).lost).toEqual([]);
      expect(compare(ledger, moved).moved).toHaveLength(count);
      const { lost, fresh } = compare(ledger, renamed);
      const environments = new Set(fresh.map(({ environment }) => environment));
      const { rootModules } = explainLosses(lost, fresh, { environments, rootModules: names, recordedEnvironments: environments });
      expect(rootModules.every(({ name, renamedTo }) => renamedTo === name.replace('old', 'new'))).toBe(true);
      expect(ledger.text().length).toBeGreaterThan(0);
    };
  });
});

test('environments that are all renamed at once are paired by their root modules', () => {
  const before = ['one', 'two'].flatMap((environment) => ['x', 'y'].map((root) => state(environment, `${environment}-${root}`)));
  const now = before.map((one) => ({ ...state(`${one.environment}-new`, one.rootModule) }));
  const ledger = compare(EMPTY, before).next;
  const { lost, fresh } = compare(ledger, now);
  const { environments } = explainLosses(lost, fresh, {
    environments: new Set(now.map(({ environment }) => environment)),
    rootModules: new Set(now.map(({ rootModule }) => rootModule)),
    recordedEnvironments: new Set(before.map(({ environment }) => environment)),
  });
  expect(environments.map(({ name, renamedTo }) => [name, renamedTo])).toEqual([['one', 'one-new'], ['two', 'two-new']]);
  expect(lost.map(({ name }) => name)).toEqual(before.map(stateName).sort());
});
