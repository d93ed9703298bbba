/** Names that Windows keeps for devices, whatever their extension. */
const RESERVED = /^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³]) *(\.|$)/i;
// eslint-disable-next-line no-control-regex
const FORBIDDEN = /[<>:"|?*\u0000-\u001f\u007f]/;
/** What common file systems allow for one name. */
const MAX_NAME_BYTES = 255;
/** What Linux allows for a path is 4096 bytes; the folder of the repository needs some of them. */
const MAX_PATH_BYTES = 3000;

/**
 * Why a file must not be written at `filePath`, or undefined when it may.
 *
 * A repository is cloned on Linux, macOS and Windows, so a path has to be legal on all of them, and it must not leave
 * the project.
 */
export function pathProblem(filePath: string): string | undefined {
  if (isOrdinary(filePath)) return undefined;
  if (filePath === '') return 'it is empty';
  if (filePath.includes('\\')) return 'it contains a backslash; separate folders with "/"';
  if (filePath.startsWith('/') || /^[A-Za-z]:/.test(filePath)) return 'it is absolute; give it relative to the project';
  if (Buffer.byteLength(filePath) > MAX_PATH_BYTES) return `it is longer than ${MAX_PATH_BYTES} bytes`;
  for (const name of filePath.split('/')) {
    const problem = nameProblem(name);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

/** Letters, digits, and marks that mean nothing anywhere: nearly every path, seen in a fraction of the time. */
const ORDINARY = /^(?:[\w-]+(?:\.[\w-]+)*(?:\/|$))+$/;
const RESERVED_ANYWHERE = /(?:^|\/)(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:[./]|$)/i;

function isOrdinary(filePath: string): boolean {
  return filePath.length <= MAX_NAME_BYTES && !filePath.endsWith('/') && ORDINARY.test(filePath) && !RESERVED_ANYWHERE.test(filePath);
}

function nameProblem(name: string): string | undefined {
  if (name === '..') return 'it leads out of the project';
  if (name === '' || name === '.') return 'it has an empty part';
  const quoted = JSON.stringify(name);
  const forbidden = FORBIDDEN.exec(name);
  if (forbidden) return `${quoted} contains ${JSON.stringify(forbidden[0])}, which is not allowed on Windows`;
  if (/\p{Surrogate}/u.test(name)) return `${quoted} holds half of a surrogate pair, which no UTF-8 file name can carry`;
  if (name.toLowerCase() === '.git') return `${quoted} is the folder of git itself, which is never committed`;
  if (isReservedName(name)) return `${quoted} is a reserved name on Windows`;
  if (/[. ]$/.test(name)) return `${quoted} ends with a dot or a space, which Windows cuts off`;
  if (Buffer.byteLength(name) > MAX_NAME_BYTES) return `${quoted} is longer than ${MAX_NAME_BYTES} bytes`;
  return undefined;
}

/** Whether Windows keeps this name of a file or folder for a device. */
export function isReservedName(name: string): boolean {
  return RESERVED.test(name);
}

// eslint-disable-next-line no-control-regex
const ASCII = /^[\u0000-\u007f]*$/;

/** Two paths with the same key are one file on a file system that ignores case (macOS, Windows). */
export function caseFolded(filePath: string): string {
  // Most paths are in lower case as they are.
  if (ASCII.test(filePath)) return filePath.toLowerCase();
  // Both ways, because letters such as the two small sigmas differ in one of them only.
  return filePath.normalize('NFC').toLowerCase().toUpperCase().toLowerCase().normalize('NFC');
}
