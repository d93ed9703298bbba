/**
 * How much a run reads at most, in bytes. What is larger is no file that people write or that a run has written: it ends in an error, and is
 * not read.
 */

const MEBIBYTE = 1024 * 1024;

/** A file that people write and that a run parses: Terraform, a list of images, a graph. The module library's largest file has a hundredth of it. */
export const LARGEST_INPUT_BYTES = 8 * MEBIBYTE;

/** A file that a run may have generated, or that lies where it generates one. */
export const LARGEST_GENERATED_BYTES = 64 * MEBIBYTE;

/** What git answers to one question. */
export const LARGEST_GIT_ANSWER_BYTES = 256 * MEBIBYTE;

/** A file that Terraform reads as a file: one that is larger is not searched for paths to others. */
export const LARGEST_SEARCHED_BYTES = 1_000_000;

/** A size for people. */
export function sizeText(bytes: number): string {
  return `${Math.ceil(bytes / MEBIBYTE)} MiB`;
}
