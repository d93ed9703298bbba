/**
 * Where an interpolation or directive ends, behind its closing brace; the end of the text when it has none.
 *
 * @param start behind its `${` or `%{`
 */
export function endOfInterpolation(text: string, start: number): number {
  let depth = 1;
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (character === '"') at = endOfQuoted(text, at + 1) - 1;
    else if (character === '{') depth++;
    else if (character === '}' && --depth === 0) return at + 1;
  }
  return text.length;
}

/** Where a quoted string ends, behind its closing quote. @param start behind its opening one */
function endOfQuoted(text: string, start: number): number {
  for (let at = start; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at + 1;
    else if ((text[at] === '$' || text[at] === '%') && text[at + 1] === '{' && text[at - 1] !== text[at]) at = endOfInterpolation(text, at + 2) - 1;
  }
  return text.length;
}
