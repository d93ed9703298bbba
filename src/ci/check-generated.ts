import { INERT } from './delivery';

/** How a CI system shows that something is wrong with a file. */
export interface FileErrors {
  /** What begins the line of the log, before the words. */
  readonly begin: (file: string, title: string) => string;
  /** What begins the line about a stale file, its path as text of jq. */
  readonly stale: string;
  /** Filter of jq that has a path stand in such a line. */
  readonly property: string;
  /** Whether the words about a stale file begin a sentence. */
  readonly isSentence: boolean;
}

/** Installs what runs `.projenrc.ts`, as locked. */
export function installLocked({ begin }: FileErrors): string[] {
  return [
    'npm ci --no-audit --no-fund || {',
    `  echo "${begin('package-lock.json', 'npm ci')}The packages cannot be installed as locked. If package.json and package-lock.json disagree: run npx projen and commit what it writes."`,
    '  exit 1',
    '}',
  ];
}

/**
 * Fails when a generated file is not what `.projenrc.ts` says, and names each in the log.
 * @param temp the shell's name for the temporary folder of a job
 * @param summary what is done besides, with the answer in `check`
 */
export function checkGenerated(temp: string, { begin, stale, property, isSentence }: FileErrors, summary: readonly string[] = []): string[] {
  const [edited, not] = isSentence ? ['Edited', 'Not'] : ['edited', 'not'];
  return [
    ...INERT,
    `check="\${${temp}}/check.json"`,
    'if npx --no-install feiyue-projen check --json > "${check}" 2> >(inert >&2); then',
    '  exit 0',
    'fi',
    '# Nothing but the answer tells stale files from an estate with problems, or from wrong types.',
    'if ! jq --exit-status \'has("changed")\' "${check}" > /dev/null 2>&1; then',
    '  inert < "${check}"',
    `  echo "${begin('.projenrc.ts', '.projenrc.ts')}It does not describe an estate that can be generated: the log says why. Run npx projen to see the same."`,
    '  exit 1',
    'fi',
    'jq --raw-output \'',
    `  def property: ${property};`,
    '  (.edits | map(.path)) as $edited | .created + .changed + .removed | unique[] |',
    `  "${stale}" + if IN($edited[])`,
    `    then "${edited} by hand: say it in .projenrc.ts, run npx projen and commit what it writes."`,
    `    else "${not} what .projenrc.ts says: run npx projen and commit what it writes." end`,
    '\' "${check}"',
    ...summary,
    'exit 1',
  ];
}
