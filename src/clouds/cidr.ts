import { BlockList, isIPv4 } from 'net';

/** An IPv4 address block. */
export interface Cidr {
  readonly address: string;
  readonly prefixLength: number;
}

/** Reads `a.b.c.d/n`; undefined when the text is no such block. */
export function parseCidr(text: string): Cidr | undefined {
  const [address, length, ...rest] = text.split('/');
  if (rest.length > 0 || !isIPv4(address) || !/^\d{1,2}$/.test(length ?? '') || Number(length) > 32) return undefined;
  return { address, prefixLength: Number(length) };
}

/** Whether every address of `inner` belongs to `outer`. */
export function containsCidr(outer: Cidr, inner: Cidr): boolean {
  return inner.prefixLength >= outer.prefixLength && blockOf(outer).check(inner.address);
}

/** Whether an address is given that is not the first of its block. */
export function hasHostBits(cidr: Cidr): boolean {
  return networkOf(cidr) !== `${cidr.address}/${cidr.prefixLength}`;
}

/** The block as it is written with its first address. */
export function networkOf({ address, prefixLength }: Cidr): string {
  const [first] = addressesOf({ address, prefixLength });
  return `${[24, 16, 8, 0].map((bits) => Math.floor(first / 2 ** bits) % 256).join('.')}/${prefixLength}`;
}

/** The first and the last address of a block, as numbers. */
export function addressesOf({ address, prefixLength }: Cidr): readonly [first: number, last: number] {
  const size = 2 ** (32 - prefixLength);
  const value = numberOf(address);
  const first = value - (value % size);
  return [first, first + size - 1];
}

/** Whether two blocks share an address. */
export function cidrsOverlap(a: Cidr, b: Cidr): boolean {
  return containsCidr(a, b) || containsCidr(b, a);
}

function blockOf({ address, prefixLength }: Cidr): BlockList {
  const block = new BlockList();
  block.addSubnet(address, prefixLength);
  return block;
}

function numberOf(address: string): number {
  return address.split('.').reduce((total, part) => total * 256 + Number(part), 0);
}
