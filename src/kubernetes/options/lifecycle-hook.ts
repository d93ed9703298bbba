import { plainOptions } from '../../synth/declare/plain-options';

/** What a lifecycle hook does, as data. */
export type LifecycleAction =
  | { readonly kind: 'exec'; readonly command: readonly string[] }
  | { readonly kind: 'sleep'; readonly seconds: number };

/** What happens in a container when it starts or stops. */
export class LifecycleHook {
  /**
   * Runs a program in the container.
   * @param command the program and its arguments; no shell takes them apart
   */
  public static exec(command: string[]): LifecycleHook {
    return new LifecycleHook({ kind: 'exec', command: plainOptions(command) });
  }

  /**
   * Waits, for which the image needs no program.
   * @param seconds from 1
   */
  public static sleep(seconds: number): LifecycleHook {
    return new LifecycleHook({ kind: 'sleep', seconds });
  }

  /** @internal */
  public readonly _action: LifecycleAction;

  private constructor(action: LifecycleAction) {
    this._action = action;
  }
}
