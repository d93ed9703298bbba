import * as fs from 'fs';
import * as path from 'path';

const read = new Map<string, string>();

/**
 * The text of a file that comes with this package as it is, such as a script. It is read once.
 * @param dir folder of the code that asks
 * @param file the way from there, with `/` between folders
 */
export function shippedText(dir: string, file: string): string {
  const place = path.join(dir, file);
  let text = read.get(place);
  if (text === undefined) {
    text = fs.readFileSync(place, 'utf-8');
    read.set(place, text);
  }
  return text;
}
