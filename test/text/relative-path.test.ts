import * as path from 'path';
import * as fc from 'fast-check';
import { relativePath } from '../../src/text/relative-path';

test('it is what the path module says, for any two folders of a repository', () => {
  const folder = fc.array(fc.constantFrom('a', 'ab', 'b'), { minLength: 1, maxLength: 4 }).map((names) => names.join('/'));
  fc.assert(fc.property(folder, folder, (from, to) => {
    expect(relativePath(from, to)).toBe(path.posix.relative(from, to));
  }));
});
