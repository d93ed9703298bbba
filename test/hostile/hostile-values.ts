import * as fc from 'fast-check';
import { anyCharacter } from '../any-character';

/** What at least one of the generated languages would take for something else than text. */
const PIECES = [
  // HCL
  '${', '%{', '$${', '%%{', '${var.x}', '%{ if true }', '<<EOT\n', '\nEOT\n', '<<-EOT\n', '/*', '*/', '//',
  // YAML and kustomize
  ': ', ' #', '- ', '? ', '&a', '*a', '!!str ', '|', '>', '---\n', '\n...\n', '%YAML 1.1', '{a: b}', '[', ']', '~', 'no', 'null', '007', '1e3', '12:30', '<<', '=', 'a=b',
  // Shell
  '$(touch hacked)', '`touch hacked`', '$HOME', '${IFS}', ';', '&&', '||', '\\', '\\n', '-rf', '*', '(', ')', '\nUSAGE\n',
  // GitHub, Go templates, PromQL
  '${{ secrets.GITHUB_TOKEN }}', '${{', '}}', "${{ '", '::error::', '{{', '{{{', '{{ .X }}', '{{- ', '{{"{{"}}', '"} or up{x="', '__name__=~".+"',
  // Markdown, Git, JSON
  '](', '![', '```', '~~~', '<b>', '&amp;', '/**', '!', '#', '\\u0000', '@',
  // Quotes, white space, control characters, Unicode
  '"', "'", ' ', '  ', '\t', '\n', '\r', '\r\n', '\n\n', '\0', '\u001b[31m', '\u007f', '\u0085', '\u00a0', '\u2028', '\u202e', '\u2066', '\ufeff', '\uffff', 'é', 'e\u0301', '飞跃', '🎉', '👩‍👧',
  'a', 'word', '%s', '.', ',',
];

/** Well-formed text that tries to break out of whatever it is written into. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof({ weight: 8, arbitrary: fc.constantFrom(...PIECES) }, { weight: 1, arbitrary: fc.string({ unit: anyCharacter, maxLength: 4 }) }),
    { maxLength: 5 },
  )
  .map((pieces) => pieces.join(''));

/** Names that every file system takes and that tools like to take for something else. */
export const hostileFileName: fc.Arbitrary<string> = fc
  .array(
    fc.constantFrom(
      'a', 'b', ' ', '  ', '$(touch hacked)', '`touch hacked`', '$HOME', "'", '&', ';', '!', '#', '[', ']', '[ab]', '{a,b}', '~', '-', '--', '=', ',', '@', '+', '^', '(', ')', '%', '%{', '${', '${{ github.token }}',
      '{{ .X }}', 'é', '飞跃', '.', '..', '\u00a0', '\u2028', '```',
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map((pieces) => pieces.join(''))
  .filter((name) => !/^\.\.?$|[. ]$/.test(name));

/** Half of a surrogate pair: no UTF-8 file can hold it. */
export const HALF_OF_A_PAIR = 'a\ud83cb';
