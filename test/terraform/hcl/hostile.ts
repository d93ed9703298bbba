import * as fc from 'fast-check';

/** Text made to break out of whatever it is written into. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof(
      {
        weight: 6,
        arbitrary: fc.constantFrom(
          '"', '\\', '\\"', '$', '%', '${', '%{', '$${', '%%{', '${~', '{', '}', '~}', '${var.x}', '%{ if true }', '\n', '\r', '\r\n', '\t', '\0', '\u001b', '\u007f',
          '\u0085', '\u00a0', '\u202e', '\u2028', '\u2066', '\ufeff', 'e\u0301', 'é', '中文', '한국', '🎉', '👩‍👩‍👧', '🇨🇳', 'EOT', '\nEOT\n', '<<EOT\n', '<<-EOT\n', '#', '//', '/*', '*/', "'", '`',
          ' ', '  ', '=', ',', 'a', 'for', 'null', '0', '-', '.', '\\n', '\\u0024', '%s',
        ),
      },
      { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 5 }) },
      { weight: 2, arbitrary: fc.stringMatching(/^[a-z_][a-z0-9_-]{0,12}$/) },
    ),
    { maxLength: 5 },
  )
  .map((pieces) => pieces.join(''));
