import type { Toleration } from '../options/pod-options';

/** What the pods of a workload are told beside their containers; what is left out is Kubernetes' own default. */
export interface PodModel {
  readonly nodeSelector?: Readonly<Record<string, string>>;
  readonly tolerations?: readonly Toleration[];
  readonly priorityClassName?: string;
  readonly terminationGracePeriodSeconds?: number;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly serviceAccountAnnotations?: Readonly<Record<string, string>>;
  readonly imagePullSecrets?: readonly string[];
  readonly userId: number;
  readonly groupId: number;
}
