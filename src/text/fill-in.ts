/** A name that is to be filled in. */
const NAME = /__[a-z]+(?:_[a-z]+)*__/;

/**
 * A program with the names filled in that stand in it as `__name__`. What is replaced is the whole of each key, the syntax around
 * the name with it, so that the program is a legal one before it is filled in as well: `{"__tag__"}` is a set of Rego, and so is
 * what takes its place. Nothing is filled into values. A key that the program lacks is a mistake of ours, and so is a name without a value.
 */
export function fillIn(program: string, values: Readonly<Record<string, string>>): string {
  const keys = Object.keys(values).sort((a, b) => b.length - a.length);
  const missing = keys.find((key) => !program.includes(key));
  if (missing !== undefined) throw new Error(`the program has no ${missing} to fill in`);
  const pieces = keys.length === 0 ? [program] : program.split(new RegExp(`(${keys.map(escapeRegExp).join('|')})`));
  return pieces.map((piece, index) => (index % 2 === 1 ? values[piece] : whole(piece))).join('');
}

function whole(piece: string): string {
  const left = NAME.exec(piece);
  if (left) throw new Error(`nothing is filled in for ${left[0]}`);
  return piece;
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
