import { declaredEstate } from '../declared-estate';

/** Synthesises an estate that consists of the files of a JSON object. */
const [root, files] = process.argv.slice(2);
declaredEstate(root, JSON.parse(files) as Record<string, string>).synth();
