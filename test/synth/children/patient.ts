import * as fs from 'fs';
import { declaredEstate } from '../declared-estate';

/** Declares an estate of some files with the same content, and synthesises it once it may. */
const [root, count, content, permission] = process.argv.slice(2);
const project = declaredEstate(root, Object.fromEntries(Array.from({ length: Number(count) }, (_, n) => [`k8s/${n % 10}/${n}`, `${content}\n`])));
process.stdout.write('declared\n');
const wait = setInterval(() => {
  if (!fs.existsSync(permission)) return;
  clearInterval(wait);
  project.synth();
}, 10);
