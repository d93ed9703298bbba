import * as fc from 'fast-check';
import { CommentStyle, isMarkedAsGenerated, withHeader, withoutHeader } from '../../../src/synth/files/header';

test('taking the header off gives the content back, whatever it is', () => {
  const body = fc.string({ unit: fc.constantFrom('a', '#', '/', '<', '!', '-', ' ', '\n') });
  const content = fc.oneof(body, body.map((text) => `#!/bin/sh\n${text}`)).filter((text) => !text.startsWith('#!') || text.includes('\n'));
  fc.assert(
    fc.property(content, fc.constantFrom<CommentStyle[]>('#', '//', '<!--'), (text, style) => {
      const marked = withHeader(text, style);
      expect(isMarkedAsGenerated(marked)).toBe(true);
      expect(withoutHeader(marked)).toBe(text);
      expect(withoutHeader(text)).toBe(text);
    }),
  );
});
