import { Job, script, ScriptStep } from './workflow';

/** One root module in the matrix that a job chose at run time, as expressions of the jobs over it. */
export const MATRIX_ROOT_MODULE = {
  environment: '${{ matrix.environment }}',
  name: '${{ matrix.name }}',
  dir: '${{ matrix.dir }}',
  /** The commit that is deployed, where that was asked for. */
  commit: '${{ matrix.commit }}',
  /** Why it is not planned, where that was decided. */
  reason: '${{ matrix.reason }}',
} as const;

/** GitHub refuses a matrix of more jobs. */
const MATRIX_LIMIT = 256;

/** The root modules that are for the same job. Which these are is decided when the workflow runs. */
export interface RootModuleList {
  /** Its name, without an underscore. */
  readonly name: string;
  /** How many there can be at most. */
  readonly rootModules: number;
}

/** How a step finds the list that a root module is for. */
export interface Assignment {
  /** jq that is run before; it may define functions. */
  readonly definitions?: readonly string[];
  /** jq from a root module of the selection to an object with `list`, and with what its matrix is told beside what all have. */
  readonly assign: string;
  /** What the jq reads from the environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** Shell that is run before. */
  readonly prepare?: readonly string[];
}

/** The outputs of a job whose step with the id `matrix` is `matrixStep`: for each list its root modules, in chunks. */
export function matrixOutputs(lists: readonly RootModuleList[]): Record<string, string> {
  const names = lists.flatMap((list) => chunks(list).map((chunk) => outputName(list, chunk)));
  return Object.fromEntries(names.map((name) => [name, `\${{ steps.matrix.outputs.${name} }}`]));
}

/**
 * The step that divides a selection of root modules among lists, and each of these into chunks that fit into a matrix.
 * @param selection path of JSON with `rootModules`; it may hold variables of the step's environment
 */
export function matrixStep(
  selection: string, lists: readonly RootModuleList[], { definitions = [], assign, env = {}, prepare = [] }: Assignment,
): ScriptStep {
  const chunksOf = Object.fromEntries(lists.map((list) => [list.name, chunks(list).length]));
  return {
    id: 'matrix',
    name: 'Divide them among the jobs',
    env: { LISTS: JSON.stringify(chunksOf), CHUNK_SIZE: String(MATRIX_LIMIT), ...env },
    run: script(
      ...prepare,
      "jq --raw-output '",
      ...definitions.map((line) => `  ${line}`),
      '  (env.LISTS | fromjson) as $chunks | (env.CHUNK_SIZE | tonumber) as $size',
      `  | [.rootModules[] | {environment, name, dir} + if .commit then {commit} else {} end + ${assign}] | group_by(.list)`,
      '  | map({key: .[0].list, value: map(del(.list))}) | from_entries as $lists',
      '  | ($lists | to_entries[] | {there: (.value | length), room: (($chunks[.key] // 0) * $size)} | select(.there > .room)',
      '      | "::error title=Too many root modules::There are \\(.there), and jobs for \\(.room): run npx projen and commit what it writes.\\n" | halt_error(1)),',
      '    ($chunks | to_entries[] | .key as $list | range(.value)',
      '      | "\\($list)_\\(. + 1)=\\(($lists[$list] // [])[. * $size:(. + 1) * $size] | tojson)")',
      `' "${selection}" >> "\${GITHUB_OUTPUT}"`,
    ),
  };
}

/**
 * One job per chunk of a list, each over the root modules that the job before it put there.
 * @param id id of the first; the others are numbered
 * @param chooser id of the job whose outputs are `matrixOutputs`
 * @param maxParallel undefined: all at a time
 * @param event what they run on; on all that start the workflow when it is left out
 */
export function matrixJobs(
  id: string, chooser: string, list: RootModuleList, maxParallel: number | undefined, job: Omit<Job, 'if' | 'needs' | 'strategy'>, event?: string,
): Record<string, Job> {
  const when = event === undefined ? '' : `github.event_name == '${event}' && `;
  return Object.fromEntries(chunks(list).map((chunk): [string, Job] => {
    const output = `needs.${chooser}.outputs.${outputName(list, chunk)}`;
    const { name, ...rest } = job;
    return [chunk === 1 ? id : `${id}_${chunk}`, {
      name,
      if: `${when}${output} != '[]'`,
      needs: [chooser],
      strategy: {
        'fail-fast': false,
        ...(maxParallel !== undefined && { 'max-parallel': maxParallel }),
        'matrix': { include: `\${{ fromJSON(${output}) }}` },
      },
      ...rest,
    }];
  }));
}

/** Condition that holds when a list has a root module. */
export function isAny(chooser: string, list: RootModuleList): string {
  return `needs.${chooser}.outputs.${outputName(list, 1)} != '[]'`;
}

/** No name of a list has an underscore, so that no two outputs share a name. */
function outputName({ name }: RootModuleList, chunk: number): string {
  return `${name}_${chunk}`;
}

function chunks({ rootModules }: RootModuleList): number[] {
  return Array.from({ length: Math.ceil(rootModules / MATRIX_LIMIT) }, (_, index) => index + 1);
}
