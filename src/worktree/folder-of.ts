/** The folder of a file or folder, both parted by `/`; empty: the first of all. `path` goes through the name character by character. */
export function folderOf(filePath: string): string {
  return filePath.slice(0, Math.max(0, filePath.lastIndexOf('/')));
}
