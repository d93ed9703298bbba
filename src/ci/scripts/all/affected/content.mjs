// Tells what a file says from the way it is written.

/** How the content of a file is told from the way it is written. Every other file is its bytes. */
const CONTENT_OF = { tf: hclContent, hcl: hclContent, tfvars: hclContent, yaml: yamlContent, yml: yamlContent, json: jsonContent };

/** Of a file of attributes, the lines by which git writes other bytes into the working tree than it holds. */
export function conversionsIn(source) {
  return source.split('\n').filter((line) => !line.startsWith('#') && /\s[-!]?(text|crlf|eol|ident|filter|binary|working-tree-encoding)\b/.test(line)).join('\n');
}

/** What a file says, apart from how it is written; undefined when that is nothing but its bytes. */
export function contentOf(path) {
  return CONTENT_OF[/\.(\w+)$/.exec(path)?.[1]];
}

/** White space and comments; the start of a heredoc; a name; a number; any other character. */
const HCL = /([ \t\r\n]+|(?:#|\/\/)[^\n]*|\/\*[^]*?\*\/)|<<-?([A-Za-z_\x80-\xff][\w\x80-\xff-]*)\r?\n|[A-Za-z_\x80-\xff][\w\x80-\xff-]*|\d+|[^]/y;

/** HCL without comments and white space, but for those in strings and heredocs. */
function hclContent(source) {
  return hclTokens(source).join('\0');
}

/** The tokens of HCL, without comments and white space; a string or heredoc is one. */
export function hclTokens(source) {
  const tokens = [];
  for (let at = 0; at < source.length;) {
    const { end, isContent } = hclToken(source, at);
    if (isContent) tokens.push(source.slice(at, end));
    at = end;
  }
  return tokens;
}

function hclToken(source, at) {
  HCL.lastIndex = at;
  const [token, space, heredoc] = HCL.exec(source);
  const end = at + token.length;
  if (token === '"') return { end: endOfQuoted(source, end), isContent: true };
  if (heredoc !== undefined) return { end: endOfHeredoc(source, end, heredoc), isContent: true };
  return { token, end, isContent: space === undefined };
}

function endOfQuoted(source, start) {
  for (let at = start; at < source.length;) {
    if (source[at] === '"') return at + 1;
    if (source[at] === '\\') at += 2;
    else if (source.startsWith('$${', at) || source.startsWith('%%{', at)) at += 3;
    else if (source.startsWith('${', at) || source.startsWith('%{', at)) at = endOfInterpolation(source, at + 2);
    else at++;
  }
  return source.length;
}

function endOfInterpolation(source, start) {
  let braces = 1;
  let at = start;
  while (braces > 0 && at < source.length) {
    const { token, end } = hclToken(source, at);
    if (token === '{') braces++;
    if (token === '}') braces--;
    at = end;
  }
  return at;
}

function endOfHeredoc(source, start, marker) {
  for (let at = start; at < source.length;) {
    const newline = source.indexOf('\n', at);
    const end = newline < 0 ? source.length : newline;
    if (source.slice(at, end).trim() === marker) return end;
    at = end + 1;
  }
  return source.length;
}

const YAML_BLOCK = /[|>][-+\d]*(?:[ \t]+#.*)?$/;
const YAML_QUOTED = /(^|[\s[{,])(?:"(?:[^"\\]|\\.)*"|'(?:[^']|'')*')/g;
const YAML_STRUCTURE = /^ *(?:- |-$|---|\S.*:(?: |$))/;

/**
 * YAML without lines of comment and without blank lines, but for those in block scalars. Where a quoted scalar goes on
 * over several lines, all of the text counts.
 */
function yamlContent(source) {
  const kept = [];
  let block;
  let blanks = [];
  for (const line of source.split('\n')) {
    const bare = line.replace(/[ \t\r]+$/, '');
    const indent = bare.search(/[^ ]/);
    const isBlank = bare === '' && !(line.length > block?.indent);
    if (isBlank) {
      blanks.push(line);
      continue;
    }
    if (block !== undefined) {
      block.indent ??= indent > block.parent ? indent : Infinity;
      if (bare === '' || indent >= block.indent) {
        kept.push(...blanks, line);
        blanks = [];
        continue;
      }
      if (block.keepsEnd) kept.push(...blanks);
      block = undefined;
      blanks = [];
    }
    if (bare[indent] === '#') continue;
    if (/(^|[\s[{,])["']/.test(bare.replace(YAML_QUOTED, '$1'))) return source;
    // A blank line inside of a plain scalar is a line break in it.
    if (!YAML_STRUCTURE.test(bare)) kept.push(...blanks.map(() => ''));
    blanks = [];
    kept.push(bare);
    const header = YAML_BLOCK.exec(bare)?.[0];
    if (header !== undefined) block = { parent: indent, indent: /^.[-+]?\d/.test(header) ? indent + 1 : undefined, keepsEnd: header.includes('+') };
  }
  return [...kept, ...(block?.keepsEnd ? blanks : [])].join('\n');
}

/** JSON with the keys in order. Numbers stay text, because JavaScript would round large ones. A key that repeats is not lost. */
function jsonContent(source) {
  let keys = 0;
  const asText = source.replace(/"((?:[^"\\]|\\.)*)"(\s*:)?|(-?\d[\d.eE+-]*)/g, (_, string, colon, number) => {
    if (colon !== undefined) keys++;
    return number === undefined ? `"=${string}"${colon ?? ''}` : `"#${number}"`;
  });
  try {
    const inOrder = JSON.stringify(JSON.parse(asText), (_, value) => {
      if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
      keys -= Object.keys(value).length;
      return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
    });
    return keys === 0 ? inOrder : source;
  } catch {
    return source;
  }
}
