import type { PerCloud } from '../../../clouds/per-cloud';

type Annotations = Readonly<Record<string, string>>;

/** How a cloud is told what load balancer it shall make for a Service. */
export interface LoadBalancing {
  /** What every load balancer has. */
  readonly always: Annotations;
  /** Makes it private, in this subnet. */
  readonly privately: (subnet?: string) => Annotations;
  /** How the cloud calls subnets. */
  readonly subnet: {
    readonly pattern: RegExp;
    readonly example: string;
    /** Whether it makes no private load balancer without one. */
    readonly isRequired: boolean;
  };
}

/** Sources: cloud-provider-azure, "Azure LoadBalancer"; TKE, "Using Services with CLB-to-Pod Direct Access Mode" and "Service Annotation". */
export const LOAD_BALANCING: PerCloud<LoadBalancing> = {
  azure: () => ({
    // It finds the nodes whose pods listen by the health check port of the Service.
    always: {},
    privately: (subnet) => ({
      'service.beta.kubernetes.io/azure-load-balancer-internal': 'true',
      ...(subnet !== undefined && { 'service.beta.kubernetes.io/azure-load-balancer-internal-subnet': subnet }),
    }),
    subnet: { pattern: /^[A-Za-z0-9](?:[\w.-]{0,78}\w)?$/, example: 'gateways', isRequired: false },
  }),
  tencent: () => ({
    always: {
      // Straight to the pods, which have addresses of the VPC: with the client's own address, and past the ports of nodes.
      'service.cloud.tencent.com/direct-access': 'true',
      // The security group of the nodes admits nothing from outside, and does not have to for what comes through the load balancer.
      'service.cloud.tencent.com/pass-to-target': 'true',
    },
    privately: (subnet) => ({ ...(subnet !== undefined && { 'service.kubernetes.io/qcloud-loadbalancer-internal-subnetid': subnet }) }),
    subnet: { pattern: /^subnet-[0-9a-z]+$/, example: 'subnet-1a2b3c4d', isRequired: true },
  }),
};
