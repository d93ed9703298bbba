import { Failure } from './failure';

/** Reads what a step wrote to GITHUB_OUTPUT or GITHUB_ENV: `name=value`, or `name<<end`, lines and `end`. */
export function readCommandFile(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  const lines = text.split('\n');
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index].replace(/\r$/, '');
    if (line === '') continue;
    const [, name, sign, rest] = /^(.*?)(=|<<)(.*)$/.exec(line) ?? [];
    if (name === undefined || name === '') throw new Failure(`Invalid format '${line}'`);
    if (sign === '=') {
      found[name] = rest;
      continue;
    }
    const end = lines.indexOf(rest, index + 1);
    if (rest === '' || end < 0) throw new Failure(`Invalid value. Matching delimiter not found '${rest}'`);
    found[name] = lines.slice(index + 1, end).join('\n');
    index = end;
  }
  return found;
}
