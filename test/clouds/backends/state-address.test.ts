import * as fc from 'fast-check';
import { OwnedAddress, StateAddressConflict, findStateAddressConflicts } from '../../../src/clouds/backends/state-address';
import { expectLinear } from '../../growth';

function conflicts(...addresses: string[]): string[] {
  const owned = addresses.map((address, index) => ({ owner: `${index}`, address }));
  return findStateAddressConflicts(owned).map(({ first, second }) => `${first.owner}:${first.address} ${second.owner}:${second.address}`);
}

test('addresses side by side do not conflict', () => {
  expect(conflicts('cos://b/dev/network', 'cos://b/dev/database', 'cos://b/prod/network', 's3://b/dev/network')).toEqual([]);
});

test('equal addresses conflict, the one declared first comes first', () => {
  expect(conflicts('cos://b/dev/network', 'cos://b/prod/network', 'cos://b/dev/network')).toEqual(['0:cos://b/dev/network 2:cos://b/dev/network']);
});

test('an address above another conflicts with it, whichever is declared first', () => {
  expect(conflicts('cos://b/prod/db', 'cos://b/prod')).toEqual(['1:cos://b/prod 0:cos://b/prod/db']);
});

test('a common beginning within a segment is no conflict, and does not hide one', () => {
  expect(conflicts('b/prod', 'b/prod-eu', 'b/production')).toEqual([]);
  expect(conflicts('b/prod', 'b/prod-eu', 'b/prod.eu', 'b/prod/db')).toEqual(['0:b/prod 3:b/prod/db']);
});

test('each address is paired with the nearest one above it', () => {
  expect(conflicts('a', 'a/b/c', 'a/b')).toEqual(['0:a 2:a/b', '2:a/b 1:a/b/c']);
});

describe('compared with looking at every pair', () => {
  const segment = fc.constantFrom('a', 'b', 'a-b', 'a.b', 'ab', 'a!');
  const addresses = fc.array(fc.array(segment, { minLength: 1, maxLength: 4 }).map((segments) => segments.join('/')), { maxLength: 30 })
    .map((list) => list.map((address, index): OwnedAddress => ({ owner: `${index}`, address })));

  test('every reported pair is real, and the same states belong together', () => {
    fc.assert(fc.property(addresses, (list) => {
      const all = everyPair(list);
      const found = findStateAddressConflicts(list);
      const real = new Set(all.map(({ first, second }) => `${first.owner} ${second.owner}`));
      expect(found.filter(({ first, second }) => !real.has(`${first.owner} ${second.owner}`))).toEqual([]);
      expect(groups(list, found)).toEqual(groups(list, all));
    }), { numRuns: 2000 });
  });

  function everyPair(list: readonly OwnedAddress[]): StateAddressConflict[] {
    return list.flatMap((first, i) => list
      .filter((second, j) => second.address.startsWith(`${first.address}/`) || (second.address === first.address && i < j))
      .map((second) => ({ first, second })));
  }

  /** For each state, the least owner that it is connected with. */
  function groups(list: readonly OwnedAddress[], pairs: readonly StateAddressConflict[]): number[] {
    const group = list.map((_, index) => index);
    for (const { first, second } of pairs) {
      const [one, other] = [group[Number(first.owner)], group[Number(second.owner)]];
      group.forEach((g, index) => { if (g === one || g === other) group[index] = Math.min(one, other); });
    }
    return group;
  }
});

test('addresses below one another are not compared each with each', () => {
  expectLinear((scale) => {
    const count = 10_000 * scale;
    const list = Array.from({ length: count }, (_, i) => ({ owner: `${i}`, address: `cos://b/${i % 317}/${i}` }));
    return () => expect(findStateAddressConflicts([...list, { owner: 'top', address: 'cos://b' }])).toHaveLength(count);
  });
});
