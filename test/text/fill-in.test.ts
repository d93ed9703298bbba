import { fillIn } from '../../src/text/fill-in';

test('every place of a name is filled in, with the syntax around it', () => {
  expect(fillIn('allowed := {"__region__"} # not "__region__"', { '{"__region__"}': 'set()', '"__region__"': '"x"' })).toBe('allowed := set() # not "x"');
  expect(fillIn('__a__-__a__ $& (__b__)', { '__a__': '$&', '(__b__)': '' })).toBe('$&-$& $& ');
});

test('what is filled in is not looked through', () => {
  expect(fillIn('__a__ __b__', { __a__: '__b__ __c__', __b__: '__a__' })).toBe('__b__ __c__ __a__');
});

test('a name without a value and a value without a place are mistakes of ours', () => {
  expect(() => fillIn('x __name__ __other_name__', { __name__: 'y' })).toThrow('nothing is filled in for __other_name__');
  expect(() => fillIn('x', { __name__: 'y' })).toThrow('the program has no __name__ to fill in');
  expect(() => fillIn('x __name__', {})).toThrow('nothing is filled in for __name__');
});

test('a program without names is left as it is', () => {
  expect(fillIn('x', {})).toBe('x');
});
