/** Names that Windows keeps for devices, whatever their extension. */
const RESERVED = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i;
// eslint-disable-next-line no-control-regex
const FORBIDDEN = /[<>:"|?*\u0000-\u001f\u007f]/;
/** What common file systems allow for one name. */
const MAX_NAME_BYTES = 255;

/**
 * Why a file must not be written at `filePath`, or undefined when it may.
 *
 * A repository is cloned on Linux, macOS and Windows, so a path has to be legal on all of them, and it must not leave
 * the project.
 */
export function pathProblem(filePath: string): string | undefined {
  if (filePath === '') return 'it is empty';
  if (filePath.includes('\\')) return 'it contains a backslash; separate folders with "/"';
  if (filePath.startsWith('/') || /^[A-Za-z]:/.test(filePath)) return 'it is absolute; give it relative to the project';
  for (const name of filePath.split('/')) {
    const problem = nameProblem(name);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function nameProblem(name: string): string | undefined {
  if (name === '..') return 'it leads out of the project';
  if (name === '' || name === '.') return 'it has an empty part';
  const quoted = JSON.stringify(name);
  const forbidden = FORBIDDEN.exec(name);
  if (forbidden) return `${quoted} contains ${JSON.stringify(forbidden[0])}, which is not allowed on Windows`;
  if (isReservedName(name)) return `${quoted} is a reserved name on Windows`;
  if (/[. ]$/.test(name)) return `${quoted} ends with a dot or a space, which Windows cuts off`;
  if (Buffer.byteLength(name) > MAX_NAME_BYTES) return `${quoted} is longer than ${MAX_NAME_BYTES} bytes`;
  return undefined;
}

/** Whether Windows keeps this name of a file or folder for a device. */
export function isReservedName(name: string): boolean {
  return RESERVED.test(name);
}

/** Two paths with the same key are one file on a file system that ignores case (macOS, Windows). */
export function caseFolded(filePath: string): string {
  return filePath.normalize('NFC').toLowerCase();
}
