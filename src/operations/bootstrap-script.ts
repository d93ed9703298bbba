import { posix } from 'path';
import { shellWord } from '../text/bash-quote';
import { lines, wayUp } from '../text/bash-script';
import { fillIn } from '../text/fill-in';
import { shippedText } from '../text/shipped-text';

/** The word that confirms the bootstrap, which belongs to no environment. */
export const BOOTSTRAP = 'bootstrap';

/** A cluster that roles of workloads trust. */
export interface RoleCluster {
  /** Folder of the bootstrap that makes the roles. */
  readonly bootstrapDir: string;
  readonly environment: string;
  /** Folder of the root module that makes the cluster. */
  readonly rootModuleDir: string;
  /** Its output with the ID of the cluster. */
  readonly output: string;
}

export interface BootstrapScriptOptions {
  /** Where the script stands, relative to the repository. */
  readonly path: string;
  /** Folders of the root modules that create a state backend, at least one; each is named by the last part of its path. */
  readonly dirs: readonly string[];
  /** Type of the backends that they create. */
  readonly backendType: string;
  /** File name of the partial backend configuration. */
  readonly backendFile: string;
  /** The clusters whose workloads have roles that a bootstrap makes. */
  readonly clusters: readonly RoleCluster[];
  /** Path of the script that shows the outputs of root modules, relative to the repository. */
  readonly terraformRootScript: string;
  /** Whether environments are protected: what it makes serves them too. */
  readonly isProtected: boolean;
}

/** The script that makes the state backend, and then moves the state of that very root module into it. */
export function bootstrapScript(
  { path, dirs, backendType, backendFile, clusters, terraformRootScript, isProtected }: BootstrapScriptOptions,
): string {
  const names = dirs.map((dir) => posix.basename(dir));
  const isOne = dirs.length === 1;
  return fillIn(shippedText(__dirname, 'scripts/bootstrap.sh'), {
    '__path__ <bootstrap> --confirm bootstrap': [path, ...(isOne ? [] : ['<bootstrap>']), ...(isProtected ? [`--confirm ${BOOTSTRAP}`] : [])].join(' '),
    '__way_up__': wayUp(path),
    'Bootstraps: __bootstrap__\n\n': isOne ? '' : lines(`Bootstraps: ${names.join(', ')}`, ''),
    [chooseBootstrap(['__root_module__'], ['__bootstrap__'])]: isOne ? lines(`root_module=${shellWord(dirs[0])}`) : chooseBootstrap(dirs, names),
    '__backend_file__': shellWord(backendFile),
    '__backend_type__': backendType,
    ...(clusters.length === 0 ? { [clusterFunctions()]: '' } : { __clusters__: clusters.map(clusterLine).join('\n'), __terraform_root__: shellWord(terraformRootScript) }),
    ...(isOne && WITH_ONE_BOOTSTRAP),
    ...(!isProtected && WITHOUT_PROTECTION),
  });
}

function clusterLine({ bootstrapDir, environment, rootModuleDir, output }: RoleCluster): string {
  return [bootstrapDir, environment, rootModuleDir, output].join('\t');
}

/** What of the script is about clusters. */
function clusterFunctions(): string {
  const script = shippedText(__dirname, 'scripts/bootstrap.sh');
  const end = '\nnote_clusters\n';
  return script.slice(script.indexOf('\n# The clusters whose workloads'), script.indexOf(end) + end.length);
}

const WITH_ONE_BOOTSTRAP: Readonly<Record<string, string>> = {
  'bootstrap=""\n': '',
  [lines(
    '      if [[ -z "${bootstrap}" ]]; then',
    '        bootstrap="$1"',
    '      else',
    '        fail "one bootstrap at a time; $1 is one word too many" 2',
    '      fi',
    '      shift',
  )]: lines('      fail "there is one bootstrap; $1 is one word too many" 2'),
};

const WITHOUT_PROTECTION: Readonly<Record<string, string>> = {
  'What it makes serves protected environments too, so it needs an explicit word: --confirm bootstrap\n\n': '',
  '[[ "${confirmed}" == bootstrap ]] || fail "it makes what protected environments need: add --confirm bootstrap" 3':
    '[[ -z "${confirmed}" || "${confirmed}" == bootstrap ]] || fail "--confirm ${confirmed} is not the bootstrap: which one do you mean?" 3',
};

function chooseBootstrap(dirs: readonly string[], names: readonly string[]): string {
  return lines(
    'case "${bootstrap}" in',
    ...dirs.map((dir, index) => `  ${shellWord(names[index])}) root_module=${shellWord(dir)} ;;`),
    `  *) fail ${shellWord(`which bootstrap? There are: ${names.join(', ')}`)} 2 ;;`,
    'esac',
  );
}
