import { AccessMode } from './access-mode';
import type {
  ClaimOptions, ConfigFilesOptions, EmptyDirMedium, EmptyDirOptions, ExistingClaimOptions, ReferencedFilesOptions, ServiceAccountTokenOptions,
} from './volume-options';
import { plainOptions } from '../../synth/declare/plain-options';
import type { HclExpression } from '../../terraform/hcl/expression';
import { declaredText } from '../outputs/output-text';

/** A file that stands in the estate: its text, or where in the repository that is. */
export interface DeclaredText {
  readonly text?: string;
  readonly path?: string;
}

/** What a volume is, as data. */
export type VolumeContent =
  | { readonly kind: 'none' }
  | { readonly kind: 'empty-dir'; readonly sizeLimit: string; readonly medium?: EmptyDirMedium }
  | { readonly kind: 'files'; readonly files: Readonly<Record<string, DeclaredText>>; readonly defaultMode?: number }
  | { readonly kind: 'file'; readonly file: DeclaredText; readonly defaultMode?: number }
  | { readonly kind: 'secret-files'; readonly files: Readonly<Record<string, string>>; readonly defaultMode?: number }
  | { readonly kind: 'config-map' | 'secret'; readonly name: string } & ReferencedFilesOptions
  | { readonly kind: 'claim'; readonly accessMode: AccessMode } & Omit<ClaimOptions, 'accessMode'>
  | { readonly kind: 'existing-claim'; readonly name: string; readonly accessMode: AccessMode } & Omit<ExistingClaimOptions, 'accessMode'>
  | { readonly kind: 'token'; readonly file: string; readonly expirationSeconds: number; readonly audience?: string };

/** The size of a directory that nobody gave one. */
export const DEFAULT_EMPTY_DIR_SIZE = '64Mi';

/**
 * What a container finds at a mount path: `volumes: { '/data': Volume.claim({ size: '10Gi' }) }`. Each path has a volume of its own, also
 * where two are given the same instance. What nothing can be written to is mounted read-only.
 */
export class Volume {
  /**
   * An empty directory for what may be lost: it goes with the pod. On disk it counts to the limit of `ephemeralStorage`, in memory to that
   * of `memory`. Given for `/tmp` it takes the place of the one that is there.
   */
  public static emptyDir(options: EmptyDirOptions = {}): Volume {
    const { sizeLimit = DEFAULT_EMPTY_DIR_SIZE, medium } = plainOptions(options);
    return new Volume({ kind: 'empty-dir', sizeLimit, medium });
  }

  /**
   * A directory of files that everyone may read. They stand in the ConfigMap `<workload>-files`; a change rolls the pods.
   * @param files text of each, by its name below the mount path; outputs of root modules in it are filled in by the deployment (`Hcl.template`)
   */
  public static configFiles(files: { [name: string]: string | HclExpression }, options: ConfigFilesOptions = {}): Volume {
    return new Volume({ kind: 'files', files: mapValues(files, (text) => ({ text: declaredText(text) })), ...plainOptions(options) });
  }

  /**
   * The same, with the texts of files in the repository, as they are at synthesis.
   * @param paths path of each, relative to the repository, by its name below the mount path
   */
  public static configFilesFrom(paths: { [name: string]: string }, options: ConfigFilesOptions = {}): Volume {
    return new Volume({ kind: 'files', files: mapValues(plainOptions(paths), (path) => ({ path })), ...plainOptions(options) });
  }

  /**
   * One file that everyone may read: the mount path is its own, and what else the image has beside it stays. It stands in the ConfigMap
   * `<workload>-files`; a change rolls the pods.
   */
  public static configFile(text: string | HclExpression, options: ConfigFilesOptions = {}): Volume {
    return new Volume({ kind: 'file', file: { text: declaredText(text) }, ...plainOptions(options) });
  }

  /**
   * The same, with the text of a file in the repository, as it is at synthesis.
   * @param path relative to the repository
   */
  public static configFileFrom(path: string, options: ConfigFilesOptions = {}): Volume {
    return new Volume({ kind: 'file', file: { path: plainOptions(path) }, ...plainOptions(options) });
  }

  /**
   * A directory of files with outputs of root modules in them that nobody else may read, such as a password: the deployment puts them into the
   * Secret `<workload>-outputs`; a change rolls the pods. Only the processes of the pod may read them.
   * @param files text of each, by its name below the mount path: an output, or text composed of outputs with `Hcl.template`
   */
  public static secretFiles(files: { [name: string]: HclExpression }, options: ConfigFilesOptions = {}): Volume {
    return new Volume({ kind: 'secret-files', files: mapValues(files, declaredText), ...plainOptions(options) });
  }

  /**
   * The files of a ConfigMap that something else puts into the namespace. A change of it reaches the pods within minutes, and rolls nothing.
   * @param name of the ConfigMap
   */
  public static configMap(name: string, options: ReferencedFilesOptions = {}): Volume {
    return new Volume({ kind: 'config-map', name: plainOptions(name), ...plainOptions(options) });
  }

  /**
   * The files of a Secret that an operator or a vault puts into the namespace. A change of it reaches the pods within minutes, and rolls
   * nothing.
   * @param name of the Secret
   */
  public static secret(name: string, options: ReferencedFilesOptions = {}): Volume {
    return new Volume({ kind: 'secret', name: plainOptions(name), ...plainOptions(options) });
  }

  /**
   * A directory that outlives the pods, by a PersistentVolumeClaim `<workload>-<mount path>` in each environment, which nothing of ours
   * ever deletes. All pods of the workload share it; for one each there is `addStatefulService`.
   */
  public static claim(options: ClaimOptions): Volume {
    const { accessMode = AccessMode.READ_WRITE_ONCE, ...rest } = plainOptions(options);
    return new Volume({ kind: 'claim', accessMode, ...rest });
  }

  /**
   * A directory behind a PersistentVolumeClaim that something else makes.
   * @param name of the claim
   */
  public static existingClaim(name: string, options: ExistingClaimOptions = {}): Volume {
    const { accessMode = AccessMode.READ_WRITE_ONCE, ...rest } = plainOptions(options);
    return new Volume({ kind: 'existing-claim', name: plainOptions(name), accessMode, ...rest });
  }

  /**
   * A token by which the pod proves to others whose it is, renewed before it ends. The application has to read the file again each time.
   */
  public static serviceAccountToken(options: ServiceAccountTokenOptions = {}): Volume {
    const { file = 'token', expirationSeconds = 3600, audience } = plainOptions(options);
    return new Volume({ kind: 'token', file, expirationSeconds, audience });
  }

  /** Nothing: in an environment without the volume that there is elsewhere, or everywhere else than where an override gives one. */
  public static none(): Volume {
    return new Volume({ kind: 'none' });
  }

  /** @internal */
  public readonly _content: VolumeContent;

  private constructor(content: VolumeContent) {
    this._content = content;
  }
}

function mapValues<T, R>(map: Readonly<Record<string, T>>, change: (value: T) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]));
}
