/** One folder of a state's path, as a regular expression source. No store, shell or file system sees anything special in it. */
export const STATE_FOLDER = '[A-Za-z0-9_-][A-Za-z0-9._-]*';

/** What a legal folder of a state's path is, in words. */
export const STATE_FOLDER_RULE = 'letters, digits, "-", "_" and ".", not beginning with "."';

/** Whether a text can stand for a root module in the addresses of its states. */
export function isStateFolder(text: string): boolean {
  return new RegExp(`^${STATE_FOLDER}$`).test(text);
}
