import { Job, script, ScriptStep } from './workflow';

/** One root module in the matrix that a job chose at run time, as expressions of the jobs over it. */
export const MATRIX_ROOT_MODULE = {
  environment: '${{ matrix.environment }}',
  name: '${{ matrix.name }}',
  dir: '${{ matrix.dir }}',
  /** The commit that is deployed, where that was asked for. */
  commit: '${{ matrix.commit }}',
} as const;

/** GitHub refuses a matrix of more jobs. */
const MATRIX_LIMIT = 256;

/** The outputs of a job whose step with the id `matrix` is `matrixStep`: one list of root modules per chunk. */
export function matrixOutputs(rootModules: number): Record<string, string> {
  return Object.fromEntries(chunks(rootModules).map((chunk) => [outputName(chunk), `\${{ steps.matrix.outputs.${outputName(chunk)} }}`]));
}

/**
 * The step that divides a selection of root modules into chunks that fit into a matrix.
 * @param selection path of JSON with `rootModules`; it may hold variables of the step's environment
 * @param rootModules how many there can be at most
 */
export function matrixStep(selection: string, rootModules: number): ScriptStep {
  return {
    id: 'matrix',
    name: 'Divide them among the jobs',
    env: { CHUNKS: String(chunks(rootModules).length), CHUNK_SIZE: String(MATRIX_LIMIT) },
    run: script(
      `selection="${selection}"`,
      'count="$(jq \'.rootModules | length\' "${selection}")"',
      'if ((count > CHUNKS * CHUNK_SIZE)); then',
      '  echo "::error title=Too many root modules::There are ${count}, and jobs for $((CHUNKS * CHUNK_SIZE)): run npx projen and commit what it writes."',
      '  exit 1',
      'fi',
      'for ((chunk = 0; chunk < CHUNKS; chunk++)); do',
      '  printf \'root-modules-%d=\' "$((chunk + 1))"',
      '  jq --compact-output --argjson start "$((chunk * CHUNK_SIZE))" --argjson size "${CHUNK_SIZE}" \\',
      '    \'.rootModules[$start:$start + $size] | map({environment, name, dir} + if .commit then {commit} else {} end)\' "${selection}"',
      'done >> "${GITHUB_OUTPUT}"',
    ),
  };
}

/**
 * One job per chunk, each over the root modules that the job before it put there.
 * @param id id of the first; the others are numbered
 * @param chooser id of the job whose outputs are `matrixOutputs`
 * @param event what they run on; on all that start the workflow when it is left out
 */
export function matrixJobs(
  id: string, chooser: string, rootModules: number, maxParallel: number, job: Omit<Job, 'if' | 'needs' | 'strategy'>, event?: string,
): Record<string, Job> {
  const when = event === undefined ? '' : `github.event_name == '${event}' && `;
  return Object.fromEntries(chunks(rootModules).map((chunk): [string, Job] => {
    const list = `needs.${chooser}.outputs.${outputName(chunk)}`;
    const { name, ...rest } = job;
    return [chunk === 1 ? id : `${id}-${chunk}`, {
      name,
      if: `${when}${list} != '[]'`,
      needs: [chooser],
      strategy: { 'fail-fast': false, 'max-parallel': maxParallel, 'matrix': { include: `\${{ fromJSON(${list}) }}` } },
      ...rest,
    }];
  }));
}

function outputName(chunk: number): string {
  return `root-modules-${chunk}`;
}

function chunks(rootModules: number): number[] {
  return Array.from({ length: Math.ceil(rootModules / MATRIX_LIMIT) }, (_, index) => index + 1);
}
