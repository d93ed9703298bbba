import type { Environment } from '../../../estate/environment';
import type { ReportAt } from '../../../synth/declare/problem';
import type { PatchContent } from '../../kustomize/kustomize-patch';
import type { IngressRule, WorkloadModel } from '../../models/workload-model';
import { ServiceType } from '../../options/workload-port';
import { DeclaredWorkload, layersIn } from '../declarations';

/** A workload, as far as somebody may come to it from outside of the cluster. */
interface ReachedModel extends WorkloadModel {
  readonly serviceType?: ServiceType;
  readonly ingress?: readonly IngressRule[];
}

/** A workload with what it is in each environment. */
interface PlacedWorkload extends Pick<DeclaredWorkload, 'layers' | 'patches' | 'manifests'> {
  model(environment: Environment): ReachedModel;
}

const POLICY = 'NetworkPolicy';

/**
 * Reports a Service that is reached from outside while its pods let in nobody from there: a load balancer would be made, and every connection through it end
 * in nothing. What a network policy of the user's says is his.
 */
export function checkReachedFromOutside(workload: PlacedWorkload, environments: readonly Environment[], reportAt: ReportAt): void {
  const { layers, patches, manifests } = workload;
  if (patches.some(({ patch }) => kindOf(patch._content) === POLICY) || manifests.some(({ manifest }) => manifest.kind.endsWith(POLICY))) return;
  const closed = new Map<(typeof layers)[number], string[]>();
  for (const environment of environments) {
    const { serviceType = ServiceType.CLUSTER_IP, ingress = [] } = workload.model(environment);
    if (serviceType === ServiceType.CLUSTER_IP || ingress.some(({ peers }) => peers.some(({ kind }) => kind === 'cidr'))) continue;
    const layer = layersIn(layers, environment).filter(({ settings }) => 'serviceType' in settings && settings.serviceType !== undefined).pop() ?? layers[0];
    closed.set(layer, [...closed.get(layer) ?? [], environment.name]);
  }
  for (const [{ source }, names] of closed) {
    reportAt(source)(`has a serviceType by which it is reached from outside of the cluster, and lets in nobody from there (in ${names.join(', ')}): name the addresses in allowedFrom, `
      + 'such as TrafficSource.cidr(\'10.0.0.0/8\'), or leave serviceType out.');
  }
}

function kindOf(content: PatchContent): unknown {
  return content.kind === 'strategic-merge' ? content.manifest.kind : content.target.kind;
}
