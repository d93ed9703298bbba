import { byEnvironment, findRepository, readWords, requireConfirmation, scriptHead, terraformInit } from '../text/bash-script';

/** Where the access to the cluster of an environment stands. */
export interface ClusterAccess {
  readonly environment: string;
  readonly isProtected: boolean;
  /** Folder of the root module that makes the cluster. */
  readonly rootModuleDir: string;
  /** Output with the kubeconfig of the private endpoint. */
  readonly output: string;
  /** Output with that of the public endpoint; undefined: there is none. */
  readonly publicOutput?: string;
}

export interface KubeconfigScriptOptions {
  /** Where the script stands, relative to the repository. */
  readonly path: string;
  /** File name of the partial backend configuration. */
  readonly backendFile: string;
  readonly clusters: readonly ClusterAccess[];
  /** What a person has to know of such a kubeconfig, in one sentence. */
  readonly note: string;
}

/** The script that fetches the kubeconfig of an environment's cluster into a file that only its owner can read. */
export function kubeconfigScript({ path, backendFile, clusters, note }: KubeconfigScriptOptions): string {
  const guarded = clusters.filter(({ isProtected }) => isProtected).map(({ environment }) => environment);
  const example = clusters[0]?.environment ?? 'dev';
  return [
    ...scriptHead([
      'Fetches the kubeconfig of an environment\'s cluster from the outputs of its state into a new file outside of the repository,',
      `which only you can read. ${note}`,
      '',
      `Usage: ${path} <environment> <file> [--public] [--confirm <environment>]`,
      '',
      '  --public   the public endpoint of the cluster, in place of the private one',
      '',
      `Example: ${path} ${example} ~/.kube/${example}`,
      ...guarded.map((name) => `For ${name} it needs the name as an explicit word: --confirm ${name}`),
      '',
      'Credentials are those that terraform itself finds in the environment.',
    ]),
    ...readWords({ words: ['environment', 'file'], flags: { '--public': 'public' }, tooMany: 'one file at a time; $1 is one word too many' }),
    '',
    '[[ -n "${environment}" && -n "${file}" ]] || {',
    '  usage >&2',
    '  exit 2',
    '}',
    ...byEnvironment(
      clusters.map(({ environment, rootModuleDir, output, publicOutput = '' }) => [environment, { root_module: rootModuleDir, private_output: output, public_output: publicOutput }]),
      'no root module makes a cluster in ${environment}',
    ),
    ...requireConfirmation(guarded, 'fetch the keys of its cluster'),
    'output="${private_output}"',
    'if [[ -n "${public}" ]]; then',
    '  output="${public_output}"',
    '  [[ -n "${output}" ]] || fail "${root_module} has no output with a public endpoint" 2',
    'fi',
    '',
    findRepository(path),
    'directory="$(dirname -- "${file}")"',
    '[[ -d "${directory}" ]] || fail "there is no directory ${directory}" 2',
    'file="$(cd -- "${directory}" && pwd -P)/$(basename -- "${file}")"',
    '[[ "${file}" != "${repository}/"* ]] || fail "${file} lies in the repository, where it might be committed: name a file outside of it" 2',
    '[[ ! -e "${file}" && ! -L "${file}" ]] || fail "${file} is there already: remove it, or name another file" 2',
    '',
    'cd -- "${repository}/${root_module}"',
    ...terraformInit(backendFile),
    'umask 077',
    'part="$(mktemp -- "${file}.XXXXXX")"',
    'trap \'rm -f -- "${part}"\' EXIT',
    'echo "${root_module}: output ${output}" >&2',
    'terraform output -raw "${output}" > "${part}"',
    '[[ -s "${part}" ]] || fail "output ${output} of ${root_module} is empty: the cluster has no such endpoint$([[ -n "${public}" ]] || echo ", try --public")"',
    'mv -- "${part}" "${file}"',
    'echo "The cluster of ${environment}: export KUBECONFIG=${file@Q}" >&2',
    '',
  ].join('\n');
}
