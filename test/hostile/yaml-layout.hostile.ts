import * as fc from 'fast-check';
import { parse } from 'yaml';
import { hostileText } from './hostile-values';
import { yamlText } from '../../src/synth/files/yaml-text';

/** Text whose end is white space, where what follows could be taken for a part of it. */
const text = fc.oneof(hostileText, fc.array(fc.constantFrom('a', 'word', ' ', '\n', '\t', '#'), { maxLength: 6 }).map((pieces) => pieces.join('')));

test('empty lines and comments between the keys change no text, wherever it ends', () => {
  const fourTexts = fc.array(text, { minLength: 4, maxLength: 4 });
  fc.assert(fc.property(fc.uniqueArray(hostileText, { minLength: 2, maxLength: 4 }), fourTexts, hostileText, (keys, values, comment) => {
    const data = Object.fromEntries([...keys.map((key, index) => [key, values[index]]), ['list', values]]);
    const read = parse(yamlText(data, { comments: () => comment, spaceBetween: () => true }), { strict: true });
    expect(read).toEqual(data);
  }), { numRuns: 300 });
});
