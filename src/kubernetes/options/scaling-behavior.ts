/** Which of several policies counts, as Kubernetes names it. */
export enum ScalingPolicySelect {
  /** The one that allows the largest change. */
  MAX = 'Max',
  /** The one that allows the smallest change. */
  MIN = 'Min',
  /** None: the number of pods does not change in this direction. */
  DISABLED = 'Disabled',
}

/** A policy, as data. */
export interface ScalingPolicyContent {
  readonly type: 'Pods' | 'Percent';
  readonly value: number;
  readonly periodSeconds: number;
}

/** How much the number of pods may change in a time. */
export class ScalingPolicy {
  /** @param pods how many pods may come or go, from 1 @param periodSeconds in how long, from 1 to 1800 */
  public static pods(pods: number, periodSeconds: number): ScalingPolicy {
    return new ScalingPolicy({ type: 'Pods', value: pods, periodSeconds });
  }

  /** @param percent how many of the pods that there are may come or go, in percent from 1 @param periodSeconds in how long, from 1 to 1800 */
  public static percent(percent: number, periodSeconds: number): ScalingPolicy {
    return new ScalingPolicy({ type: 'Percent', value: percent, periodSeconds });
  }

  private constructor(
    /** @internal */
    public readonly _content: ScalingPolicyContent,
  ) {}
}

/** How the number of pods changes in one direction. */
export interface ScalingRules {
  /**
   * How long the autoscaler looks back for a number that needs no change, in seconds, at most 3600: so that a load which comes and goes
   * does not make pods come and go.
   * @default - Kubernetes' own: 0 up, 300 down
   */
  readonly stabilizationWindowSeconds?: number;

  /**
   * How fast the number changes.
   * @default - Kubernetes' own: up 4 pods or twice as many in 15 seconds, whichever is more; down to the least at once
   */
  readonly policies?: ScalingPolicy[];

  /**
   * Which of several policies counts.
   * @default - Kubernetes' own: ScalingPolicySelect.MAX
   */
  readonly selectPolicy?: ScalingPolicySelect;
}

/** How the autoscaler changes the number of pods. Source of the defaults: Kubernetes, "Horizontal Pod Autoscaling", 1.34. */
export interface ScalingBehavior {
  /**
   * How pods are added.
   * @default - as Kubernetes does
   */
  readonly scaleUp?: ScalingRules;

  /**
   * How pods are taken away.
   * @default - as Kubernetes does
   */
  readonly scaleDown?: ScalingRules;
}
