import * as fc from 'fast-check';

const SURROGATES = 0xd800;
const AFTER_SURROGATES = 0xe000;
const GAP = AFTER_SURROGATES - SURROGATES;

/**
 * Any code point that UTF-8 can hold, as a unit of strings: what `unit: 'binary'` of fast-check draws from, in the same order. That one makes a
 * table of all million of them in each process that asks for such a string, which takes longer than most suites.
 */
export const anyCharacter: fc.Arbitrary<string> = fc
  .nat({ max: 0x10ffff - GAP })
  .map((index) => String.fromCodePoint(index < SURROGATES ? index : index + GAP), indexOf);

/** Without it, fast-check would leave the names out that JavaScript has ideas of its own about, such as `__proto__`. */
function indexOf(character: unknown): number {
  const point = typeof character === 'string' ? character.codePointAt(0) : undefined;
  if (point === undefined || String.fromCodePoint(point) !== character || (point >= SURROGATES && point < AFTER_SURROGATES)) {
    throw new Error('not one character');
  }
  return point < SURROGATES ? point : point - GAP;
}
