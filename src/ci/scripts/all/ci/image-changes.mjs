// What new digests of images change in generated files, and what they do not.
import { Refusal } from './refusal.mjs';

const DIGEST = /sha256:[0-9a-f]{64}/g;
/** A line of a kustomization that says which digest of an image runs, and what it stands below. */
const DIGEST_LINE = /^ *digest: sha256:[0-9a-f]{64}$/;
const IMAGE_LINE = /^ *(?:- name|newName|newTag): /;
/** How an image ends where it is named in one word; before its first build it has the tag 0.1.0. */
const IMAGE_END = /@sha256:[0-9a-f]{64}|:0\.1\.0(?![\w.-])/g;

/**
 * Refuses a file that differs in more than images, or names a digest that was not recorded.
 * @param changed files by path, each as it was and as it would be
 * @param recorded the files with the digests, by path
 */
export function checkImages(changed, recorded) {
  const digests = [...recorded.values()].flatMap((text) => text.match(DIGEST) ?? []);
  for (const [path, { before, after }] of changed) checkFile(path, before, after, digests);
}

function checkFile(path, before, after, recorded) {
  const [old, wanted] = [linesOf(before), linesOf(after)];
  if (skeleton(old) !== skeleton(wanted) || wanted.digests.length < old.digests.length) {
    throw new Refusal(`${path} would change in more than its images. Are the generated files those of .projenrc.ts?`);
  }
  const known = new Set([...recorded, ...before.match(DIGEST) ?? []]);
  const strange = (after.match(DIGEST) ?? []).find((digest) => !known.has(digest));
  if (strange !== undefined) throw new Refusal(`${path} would run ${strange}, which was not built here`);
}

/** The lines of a text, and those of them that say which digest of an image runs. */
function linesOf(text) {
  const lines = text.split('\n');
  return { lines, digests: lines.filter((line, index) => DIGEST_LINE.test(line) && IMAGE_LINE.test(lines[index - 1] ?? '')) };
}

/** The text without what says which digest of an image runs. */
function skeleton({ lines, digests }) {
  return lines.filter((line) => !digests.includes(line)).join('\n').replaceAll(IMAGE_END, '').replaceAll(DIGEST, 'sha256:');
}
