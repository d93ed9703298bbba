import { plainOptions } from '../../synth/declare/plain-options';

/** How the keys of an object become variables. */
export interface EnvSourceOptions {
  /**
   * What stands before each key in the name of its variable: `DB_`.
   * @default - nothing
   */
  readonly prefix?: string;

  /**
   * Whether pods start without the object.
   * @default false - they wait for it
   */
  readonly optional?: boolean;
}

/** An object as data, whose keys become variables. */
export interface EnvSourceContent extends EnvSourceOptions {
  readonly kind: 'config-map' | 'secret';
  readonly name: string;
}

/** All keys of an object as variables. The object is not generated, and no change of it rolls the pods. */
export class EnvSource {
  /**
   * Those of a ConfigMap that something else puts into the namespace.
   * @param name of the ConfigMap
   */
  public static configMap(name: string, options: EnvSourceOptions = {}): EnvSource {
    return new EnvSource({ kind: 'config-map', name: plainOptions(name), ...plainOptions(options) });
  }

  /**
   * Those of a Secret that an operator or a vault puts into the namespace.
   * @param name of the Secret
   */
  public static secret(name: string, options: EnvSourceOptions = {}): EnvSource {
    return new EnvSource({ kind: 'secret', name: plainOptions(name), ...plainOptions(options) });
  }

  /** @internal */
  public readonly _content: EnvSourceContent;

  private constructor(content: EnvSourceContent) {
    this._content = content;
  }
}
