import { posix } from 'path';
import { shellWord } from '../text/bash-quote';
import { backendFileNames, byEnvironment, lines, requireConfirmation, wayUp } from '../text/bash-script';
import { fillIn } from '../text/fill-in';
import { shippedText } from '../text/shipped-text';

/** Where the access to the cluster of an environment stands. */
export interface ClusterAccess {
  readonly environment: string;
  readonly isProtected: boolean;
  /** Folder of the root module that makes the cluster. */
  readonly rootModuleDir: string;
  /** Output with the kubeconfig of the private endpoint, or with what the script below fetches it by. */
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
  /** Name of the script beside it that fetches the kubeconfig; undefined: the output is the kubeconfig. */
  readonly fetchingScript?: string;
  /** What a person has to know of such a kubeconfig, in one sentence. */
  readonly note: string;
}

/** The script that fetches the kubeconfig of an environment's cluster into a file that only its owner can read. */
export function kubeconfigScript({ path, backendFile, clusters, fetchingScript, note }: KubeconfigScriptOptions): string {
  const guarded = clusters.filter(({ isProtected }) => isProtected).map(({ environment }) => environment);
  const example = clusters[0]?.environment ?? 'dev';
  return fillIn(shippedText(__dirname, 'scripts/kubeconfig.sh'), {
    '__path__': path,
    '__way_up__': wayUp(path),
    '__note__': note,
    '__environment__ ~/.kube/__environment__': `${example} ~/.kube/${example}`,
    'For __environment__ it needs the name as an explicit word: --confirm __environment__\n':
      lines(...guarded.map((name) => `For ${name} it needs the name as an explicit word: --confirm ${name}`)),
    [variables([{ environment: '__environment__', rootModuleDir: '__root_module__', output: '__output__', publicOutput: '__public_output__' }])]:
      variables(clusters),
    [fetching('__script__')]: fetchingScript === undefined ? '' : fetching(`${posix.dirname(path)}/${fetchingScript}`),
    [requireConfirmation(['__environment__'], PURPOSE)]: requireConfirmation(guarded, PURPOSE),
    ...backendFileNames(backendFile),
  });
}

const PURPOSE = 'fetch the keys of its cluster';

function fetching(script: string): string {
  return lines(`node "\${repository}"/${shellWord(script)} --kubeconfig "\${part}" >&2`);
}

function variables(clusters: ReadonlyArray<Omit<ClusterAccess, 'isProtected'>>): string {
  return byEnvironment(clusters.map(({ environment, rootModuleDir, output, publicOutput = '' }) =>
    [environment, { root_module: rootModuleDir, private_output: output, public_output: publicOutput }]));
}
