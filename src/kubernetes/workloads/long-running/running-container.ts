import type { LongRunningModel } from './long-running-model';
import type { PodParts } from '../../manifests/pod-template';
import { renderProbes } from '../../manifests/probes';

/** Where the container of pods that run until somebody ends them listens, and how it is asked. */
export function renderRunningContainer({ ports, probes }: LongRunningModel): Pick<PodParts, 'ports' | 'probes'> {
  return {
    ...(ports.length > 0 && { ports: ports.map(({ name, port, protocol }) => ({ name, containerPort: port, protocol })) }),
    probes: renderProbes(probes, ports[0]),
  };
}
