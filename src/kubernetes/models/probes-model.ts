import type { ProbeContent } from '../options/probe';

/** How Kubernetes finds out whether a container is well; what is left out is not asked. */
export interface ProbesModel {
  readonly startup?: ProbeContent;
  readonly liveness?: ProbeContent;
  readonly readiness?: ProbeContent;
}
