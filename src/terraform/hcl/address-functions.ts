import { EvaluationError, KnownValue, NotEvaluated, string, toNumber, toText } from './known-value';

/** The functions that compute with blocks of IPv4 addresses. */
export const addressFunctions: Readonly<Record<string, AddressFunction>> = {
  cidrhost: ([block, host]) => string(hostOf(parse(toText(block)), toNumber(host))),
  cidrnetmask: ([block]) => string(address(maskOf(parse(toText(block)).prefixLength))),
  cidrsubnet: ([block, bits, index]) => string(subnetOf(parse(toText(block)), toNumber(bits), toNumber(index))),
};

type AddressFunction = (args: readonly KnownValue[]) => KnownValue;

/** A block of IPv4 addresses as two numbers. */
interface Block {
  /** The first address. */
  readonly base: number;
  readonly prefixLength: number;
}

function parse(text: string): Block {
  const [, first, second, third, fourth, length] = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text) ?? [];
  const numbers = [first, second, third, fourth];
  if (first === undefined) {
    // What has a colon is IPv6.
    if (text.includes(':')) throw new NotEvaluated('an IPv6 block');
    if (/^[\d.]+\/\d+$/.test(text) && text.includes('..') === false && text.split('.').length === 4) throw new NotEvaluated('an unusual block');
    throw new EvaluationError(`${JSON.stringify(text)} is not a block of addresses`);
  }
  if (numbers.some((number) => number.length > 1 && number.startsWith('0')) || /^0\d/.test(length)) throw new NotEvaluated('a number that begins with 0');
  if (numbers.some((number) => Number(number) > 255) || Number(length) > 32) throw new EvaluationError(`${JSON.stringify(text)} is not a block of addresses`);
  const prefixLength = Number(length);
  const value = numbers.reduce((total, number) => total * 256 + Number(number), 0);
  return { base: value - (value % (2 ** (32 - prefixLength))), prefixLength };
}

function hostOf({ base, prefixLength }: Block, host: number): string {
  if (!Number.isInteger(host)) throw new EvaluationError('a host has a whole number');
  const size = 2 ** (32 - prefixLength);
  if (host >= size || host < -size) throw new EvaluationError('there is no such host in the block');
  return address(base + (host < 0 ? size + host : host));
}

function subnetOf({ base, prefixLength }: Block, bits: number, index: number): string {
  if (!Number.isInteger(bits) || !Number.isInteger(index) || bits < 0 || index < 0) throw new NotEvaluated('an unusual subnet');
  const length = prefixLength + bits;
  if (length > 32 || index >= 2 ** bits) throw new EvaluationError('there is no such subnet in the block');
  return `${address(base + index * 2 ** (32 - length))}/${length}`;
}

function maskOf(prefixLength: number): number {
  return 2 ** 32 - 2 ** (32 - prefixLength);
}

function address(value: number): string {
  return [24, 16, 8, 0].map((bits) => Math.floor(value / 2 ** bits) % 256).join('.');
}
