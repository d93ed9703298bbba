import { workloadLabels } from './labels';
import type { Manifest } from './manifest';
import type { ClaimModel, NamedClaimModel } from '../models/claim-model';
import type { NamedModel, WorkloadModel } from '../models/workload-model';

/** What a claim follows from. */
type ClaimsModel = Pick<WorkloadModel, 'name' | 'partOf' | 'claims'>;

/** The claim of a volume; undefined: the workload has none for it. */
export function renderClaimOf(volume: string): (model: ClaimsModel) => Manifest | undefined {
  return (model) => {
    const claim = model.claims.find((each) => each.volume === volume);
    return claim && renderPersistentVolumeClaim(model, claim);
  };
}

/** The claim of a volume that outlives the pods. What it holds is gone with it, so nothing of ours takes it away. */
function renderPersistentVolumeClaim(workload: NamedModel, claim: NamedClaimModel): Manifest {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: claim.name, labels: workloadLabels(workload), annotations: KEPT_BY_ARGO_CD },
    spec: renderClaimSpec(claim),
  };
}

/** What a claim asks for, of an object of its own or of a template in a StatefulSet. */
export function renderClaimSpec({ size, storageClassName, accessMode }: ClaimModel): object {
  return {
    accessModes: [accessMode],
    ...(storageClassName !== undefined && { storageClassName }),
    resources: { requests: { storage: size } },
  };
}

/** Argo CD takes away what git no longer has, unless the object says otherwise. Source: "No Prune Resources" and "No Resource Deletion" in its sync options. */
const KEPT_BY_ARGO_CD = { 'argocd.argoproj.io/sync-options': 'Prune=false,Delete=false' };
