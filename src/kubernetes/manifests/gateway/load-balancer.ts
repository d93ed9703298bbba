import type { CloudName } from '../../../clouds/cloud-name';

/** How a Service asks a cloud for a load balancer without an address in the internet. */
interface InternalLoadBalancer {
  /** Whether the subnet has to be named. */
  readonly needsSubnet: boolean;
  readonly annotations: Readonly<Record<string, string>>;
  /** The annotation that names the subnet. */
  readonly subnet: string;
}

/**
 * Sources: "Use an internal load balancer with Azure Kubernetes Service", and "Service Annotation" of TKE, where a load balancer is internal if
 * it has a subnet.
 */
export const INTERNAL_LOAD_BALANCERS: Readonly<Record<CloudName, InternalLoadBalancer>> = {
  azure: {
    needsSubnet: false,
    annotations: { 'service.beta.kubernetes.io/azure-load-balancer-internal': 'true' },
    subnet: 'service.beta.kubernetes.io/azure-load-balancer-internal-subnet',
  },
  tencent: {
    needsSubnet: true,
    annotations: {},
    subnet: 'service.kubernetes.io/qcloud-loadbalancer-internal-subnetid',
  },
};

/** The annotations of a Service whose load balancer is internal. */
export function internalAnnotations(cloud: CloudName, name?: string): Readonly<Record<string, string>> {
  const { annotations, subnet } = INTERNAL_LOAD_BALANCERS[cloud];
  return { ...annotations, ...(name !== undefined && { [subnet]: name }) };
}
