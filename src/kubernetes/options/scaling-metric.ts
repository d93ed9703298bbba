import { plainOptions } from '../../synth/declare/plain-options';

/** An object of the namespace of the workload that a metric is about. */
export interface ScalingObject {
  /** Group and version: `gateway.networking.k8s.io/v1`. */
  readonly apiVersion: string;
  /** Kind of the object: `HTTPRoute`. */
  readonly kind: string;
  /** Name of the object. */
  readonly name: string;
}

/** What of a metric counts. */
export interface MetricSelection {
  /**
   * Labels that a series of the metric has to have.
   * @default - all count
   */
  readonly labels?: { [name: string]: string };
}

/** What the autoscaler aims at, as data. */
export interface ScalingTargetContent {
  readonly type: 'Value' | 'AverageValue';
  readonly quantity: string;
}

/** The value of a metric that the autoscaler aims at. */
export class ScalingTarget {
  /**
   * The metric as a whole has this value, whatever the number of pods.
   * @param quantity in the notation of Kubernetes: `'100'`, `'500m'` is a half
   */
  public static value(quantity: string): ScalingTarget {
    return new ScalingTarget({ type: 'Value', quantity: plainOptions(quantity) });
  }

  /**
   * The metric, divided by the number of pods, has this value.
   * @param quantity in the notation of Kubernetes: `'30'`, `'500m'` is a half
   */
  public static averageValue(quantity: string): ScalingTarget {
    return new ScalingTarget({ type: 'AverageValue', quantity: plainOptions(quantity) });
  }

  private constructor(
    /** @internal */
    public readonly _content: ScalingTargetContent,
  ) {}
}

/** What the autoscaler looks at, as data. */
export type ScalingMetricContent =
  | { readonly kind: 'resource'; readonly resource: 'cpu' | 'memory'; readonly averageUtilizationPercent: number }
  | (MetricSelection & { readonly kind: 'pods'; readonly metric: string; readonly target: ScalingTargetContent })
  | (MetricSelection & { readonly kind: 'object'; readonly metric: string; readonly object: ScalingObject; readonly target: ScalingTargetContent })
  | (MetricSelection & { readonly kind: 'external'; readonly metric: string; readonly target: ScalingTargetContent });

/**
 * What the autoscaler looks at. Of several, the one counts that wants most pods.
 *
 * Cpu and memory are measured in every cluster of the clouds. For all others an adapter has to serve `custom.metrics.k8s.io` (pods,
 * objects) or `external.metrics.k8s.io`, such as that of Prometheus or KEDA; without one the number of pods stays as it is.
 */
export class ScalingMetric {
  /** Average use of the cpu that the containers of a pod request together. @param averageUtilizationPercent from 1 to 1000 */
  public static cpu(averageUtilizationPercent: number): ScalingMetric {
    return new ScalingMetric({ kind: 'resource', resource: 'cpu', averageUtilizationPercent });
  }

  /**
   * Average use of the memory that the containers of a pod request together. Only for programs that give memory back.
   * @param averageUtilizationPercent from 1 to 1000
   */
  public static memory(averageUtilizationPercent: number): ScalingMetric {
    return new ScalingMetric({ kind: 'resource', resource: 'memory', averageUtilizationPercent });
  }

  /**
   * A metric that each pod has, averaged over the pods: `ScalingMetric.pods('queue_length', '30')`.
   * @param averageValue in the notation of Kubernetes: `'30'`, `'500m'` is a half
   */
  public static pods(metric: string, averageValue: string, options: MetricSelection = {}): ScalingMetric {
    const { _content: target } = ScalingTarget.averageValue(averageValue);
    return new ScalingMetric({ kind: 'pods', metric: plainOptions(metric), target, ...plainOptions(options) });
  }

  /** A metric of another object of the namespace, such as the requests of a route. */
  public static object(metric: string, object: ScalingObject, target: ScalingTarget, options: MetricSelection = {}): ScalingMetric {
    return new ScalingMetric({ kind: 'object', metric: plainOptions(metric), object: plainOptions(object), target: target._content, ...plainOptions(options) });
  }

  /** A metric of something outside of the cluster, such as the length of a queue of the cloud. */
  public static external(metric: string, target: ScalingTarget, options: MetricSelection = {}): ScalingMetric {
    return new ScalingMetric({ kind: 'external', metric: plainOptions(metric), target: target._content, ...plainOptions(options) });
  }

  private constructor(
    /** @internal */
    public readonly _content: ScalingMetricContent,
  ) {}
}
