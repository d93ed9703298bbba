import type { ServiceType } from './workload-port';
import type { HclExpression } from '../../terraform/hcl/expression';

/** The Service that stands before the pods of a workload. */
export interface ServiceObjectOptions {
  /**
   * Kind of the Service that stands before the pods.
   * @default ServiceType.CLUSTER_IP
   */
  readonly serviceType?: ServiceType;

  /**
   * Annotations of the Service, such as those that tell a cloud what load balancer to make.
   * @default - none
   */
  readonly serviceAnnotations?: { [name: string]: string | HclExpression };
}
