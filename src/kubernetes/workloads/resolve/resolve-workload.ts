import { callerOf, DeclaredWorkload, layersIn, WorkloadDeclarations } from '../declarations';
import type { GrantedIdentity } from '../declared-grant';
import { ExposurePlace, exposuresIn, proxiesAsCallers, resolveRoutes } from '../exposure';
import type { WorkloadFacts } from './resolve-settings';
import type { PortModel } from '../../models/port-model';
import type { WorkloadModel } from '../../models/workload-model';
import type { WorkloadOverrides } from '../../options/workload-options';
import type { WorkloadKind } from '../workload-kind';

/** What a workload in one environment, or in the base, follows from beside its declarations. */
export interface WorkloadPlace extends ExposurePlace {
  readonly facts: WorkloadFacts;
  /** Digest of the image that was built for the environment; undefined: none was. */
  readonly builtDigest?: string;
  /** By what the cloud knows its pods; undefined: by nothing. */
  readonly identity?: GrantedIdentity;
  /** Whether a workload that connects to it is there, too. */
  isCalledBy(caller: DeclaredWorkload): boolean;
  /** Ports of a workload of the estate, the main one first. */
  portsOf(workload: string): readonly PortModel[];
}

/** The workload as it is somewhere: the one way from declarations to a model. */
export function resolveWorkload<M extends WorkloadModel>(
  kind: WorkloadKind<WorkloadOverrides, M>, { layers, callers, exposures }: WorkloadDeclarations, place: WorkloadPlace,
): M {
  const { environment, facts, builtDigest, identity, portsOf } = place;
  const settings = layersIn(layers, environment).map((layer) => layer.settings);
  const calling = callers.filter((caller) => place.isCalledBy(caller))
    .map((caller) => callerOf(caller, facts.name, environment)).filter((caller) => caller !== undefined);
  const held = exposuresIn(exposures, place);
  return kind.resolve(facts, withIdentity(withBuiltImage(settings, builtDigest), identity), {
    callers: [...calling, ...proxiesAsCallers(held, place)],
    granted: identity,
    routes: resolveRoutes(facts, kind.portsOf(layers[0].settings), held, place),
    portsOf,
  });
}

/** What was built goes before what is said for everywhere, and after what is said for the environment. */
function withBuiltImage(settings: readonly WorkloadOverrides[], imageDigest?: string): readonly WorkloadOverrides[] {
  return imageDigest === undefined ? settings : [settings[0], { imageDigest }, ...settings.slice(1)];
}

/** By what the cloud knows the pods stands beside what is said of them; the same names in both are a problem. */
function withIdentity(settings: readonly WorkloadOverrides[], identity: GrantedIdentity | undefined): readonly WorkloadOverrides[] {
  if (identity === undefined) return settings;
  const { serviceAccountAnnotations, podLabels } = identity;
  return [settings[0], { serviceAccountAnnotations, podLabels }, ...settings.slice(1)];
}
