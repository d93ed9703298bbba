// The pull requests that workflows keep, each with what its jobs have recorded: what may follow from that, and how it is told.
import { checkImages } from './image-changes.mjs';
import { cell } from './inert.mjs';
import { checkOutputs } from './output-changes.mjs';

/**
 * `title`: by which a run tells of it. `subject`: what is recorded. `message`: that of its commit, on top of another one. `check`: refuses what does
 * not follow from what is recorded. `entriesOf`: what a recorded file says, by a key, with the cells of its row in a table of `columns` and the name
 * that a title has of it. `pullRequestTitle`: with these names, or their number where they are too many. `origin`: where it comes from.
 */
export const PROPOSALS = {
  images: {
    title: 'Images',
    subject: 'images',
    message: (base) => `Deploy the images built from ${base}`,
    check: checkImages,
    columns: ['image', 'digest'],
    entriesOf: (data) => Object.entries(data).map(([name, { digest }]) => ({ key: name, text: digest, cells: [name, digest], name })),
    pullRequestTitle: (names, count) => `Deploy ${names === '' ? `${count} new images` : `new images of ${names}`}`,
    origin: (base) => `Built from ${base}`,
  },
  outputs: {
    title: 'Outputs',
    subject: 'outputs',
    message: (base) => `Record outputs of Terraform, read beside ${base}`,
    check: checkOutputs,
    // The values stand in the commit.
    columns: ['root module', 'output', 'file'],
    entriesOf: (data, file) => Object.entries(data).flatMap(([rootModule, outputs]) => Object.entries(outputs)
      .map(([output, text]) => ({ key: `${rootModule} ${output} ${file}`, text, cells: [rootModule, output, file], name: rootModule }))),
    pullRequestTitle: (names, count) => `Record outputs of ${names === '' ? `${count} root modules` : names}`,
    origin: (base) => `Read from the states of Terraform with the scripts of ${base}`,
  },
};

/** What two commits say otherwise in some files: rows of a table, and the names in them. */
export function changedEntries({ entriesOf }, files, before, after) {
  const changed = new Map();
  for (const file of files) {
    const [known, now] = [before, after].map((read) => new Map(entriesOf(read(file), file).map((entry) => [entry.key, entry])));
    for (const [key, entry] of [...known, ...now]) if (known.get(key)?.text !== now.get(key)?.text) changed.set(key, entry);
  }
  const entries = [...changed].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
  return { rows: entries.map(({ cells }) => `| ${cells.map(cell).join(' | ')} |`), names: [...new Set(entries.map(({ name }) => name))] };
}
