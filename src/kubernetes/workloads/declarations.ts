import { targetsIn } from './connections';
import type { DeclaredGrant } from './declared-grant';
import type { DeclaredExposure } from './exposure';
import type { Caller } from './resolve/resolve-settings';
import type { WorkloadKind } from './workload-kind';
import type { CloudBaseRun } from '../../estate/cloudbase-run';
import type { Environment } from '../../estate/environment';
import type { SourceLocation } from '../../synth/declare/source-location';
import type { Explanation } from '../../synth/files/explanation';
import type { KustomizePatch, PatchContent } from '../kustomize/kustomize-patch';
import type { Manifest } from '../manifests/manifest';
import type { WorkloadOverrides } from '../options/workload-options';

/** What the user said about a workload, and where. */
export interface WorkloadLayer<S extends WorkloadOverrides = WorkloadOverrides> {
  /** The environment it holds in; undefined: everywhere. */
  readonly environment?: Environment;
  readonly settings: S;
  readonly source: SourceLocation;
  /** What of it other declarations say, the later over the earlier, and the layer over them. */
  readonly mixins?: readonly MixedIn[];
}

/** Settings that were declared for several workloads. */
export interface MixedIn {
  readonly name: string;
  readonly settings: WorkloadOverrides;
  readonly source: SourceLocation;
  /** What the layer says by itself. */
  readonly own: WorkloadOverrides;
}

/** A patch of the user's, and where it was declared. */
export interface DeclaredPatch {
  /** The environment it holds in; undefined: everywhere. */
  readonly environment?: Environment;
  readonly patch: KustomizePatch;
  readonly source: SourceLocation;
}

/** An object of the user's own, and where it was declared. */
export interface DeclaredManifest {
  /** The environment that has it; undefined: every one. */
  readonly environment?: Environment;
  /** Name of its file. */
  readonly file: string;
  readonly manifest: Manifest;
  readonly source: SourceLocation;
}

/** An object that another room puts beside those of a workload, in the overlay of each environment. It comes and goes with the workload. */
export interface Companion {
  /** Name of its file. */
  readonly file: string;
  /** The object as it is at synthesis; undefined: there is none in the environment. */
  render(environment: Environment): Manifest | undefined;
  /** Why there is the file of an environment. */
  explain(environment: Environment): Explanation;
}

/** A workload, as it was declared. */
export interface DeclaredWorkload<S extends WorkloadOverrides = WorkloadOverrides> {
  /** Name of the workload, of its folder and of its objects in Kubernetes. */
  readonly name: string;
  readonly kind: WorkloadKind<S>;
  readonly source: SourceLocation;
  /** The environments that it was said to be in; undefined: all in which services run. */
  readonly environments?: readonly Environment[];
  /** Where it runs in single environments; left out: where these say. */
  readonly runsOn?: ReadonlyMap<Environment, CloudBaseRun>;
  /** What was said about it, the later after the earlier; the first came with it. */
  readonly layers: ReadonlyArray<WorkloadLayer<S>>;
  readonly patches: readonly DeclaredPatch[];
  /** Objects beside those of its kind. */
  readonly manifests: readonly DeclaredManifest[];
  /** What others put beside its objects; left out: nothing. */
  readonly companions?: readonly Companion[];
}

/** All declarations that the files of a workload follow from. */
export interface WorkloadDeclarations {
  readonly layers: readonly WorkloadLayer[];
  readonly patches: readonly DeclaredPatch[];
  readonly manifests: readonly DeclaredManifest[];
  /** The workloads that connect to it somewhere. */
  readonly callers: readonly DeclaredWorkload[];
  /** The gateways that pass on requests to it somewhere. */
  readonly exposures: readonly DeclaredExposure[];
  /** What it was granted somewhere. */
  readonly grants: readonly DeclaredGrant[];
  /** The namespace of the environment; undefined in the base. */
  readonly namespace?: string;
}

/** Where a workload is. */
export type Placement = Pick<DeclaredWorkload, 'environments' | 'runsOn'>;

/** Whether a workload is in an environment, wherever it runs there: it is in all environments that have the same overlay, or in none of them. */
export function isThere({ environments }: Placement, environment: Environment): boolean {
  return environment.runsServices && (environments?.some(({ overlay }) => overlay === environment.overlay) ?? true);
}

/** Where a workload that is in an environment runs instead of in the cluster; undefined: in the cluster, or it is not there. */
export function placeIn(workload: Placement, environment: Environment): CloudBaseRun | undefined {
  return isThere(workload, environment) ? workload.runsOn?.get(environment) ?? environment._runsOn : undefined;
}

/** Whether a workload is in the cluster of an environment, and so in its overlay. */
export function isIn(workload: Placement, environment: Environment): boolean {
  return isThere(workload, environment) && placeIn(workload, environment) === undefined;
}

/** What was said for an environment, or for the base: the later after the earlier. */
export function layersIn<S extends WorkloadOverrides>(layers: ReadonlyArray<WorkloadLayer<S>>, environment?: Environment): Array<WorkloadLayer<S>> {
  return layers.filter((layer) => layer.environment === undefined || layer.environment.overlay === environment?.overlay);
}

/** Whether anything was said about a workload in this environment alone. */
export function isOverriddenIn({ layers }: Pick<DeclaredWorkload, 'layers'>, environment: Environment): boolean {
  return layers.some((layer) => layer.environment?.overlay === environment.overlay);
}

/** A workload as it connects to another one in an environment; undefined: it does not. */
export function callerOf({ name, layers }: Pick<DeclaredWorkload, 'name' | 'layers'>, called: string, environment?: Environment): Caller | undefined {
  const saying = layersIn(layers, environment).filter((layer) => layer.settings.connectsTo !== undefined).pop();
  const connections = targetsIn(saying?.settings ?? {}).filter(({ _peer: peer }) => peer.kind === 'service' && peer.name === called);
  return connections.length === 0 ? undefined : { peer: { kind: 'service', name }, portNames: connections.flatMap(({ _portNames }) => _portNames) };
}

/** The patches of an overlay, whichever of its environments they are declared for, or of the base. */
export function patchesIn(patches: readonly DeclaredPatch[], environment?: Environment): DeclaredPatch[] {
  return patches.filter((declared) => declared.environment?.overlay === environment?.overlay);
}

/** The added objects of an overlay, whichever of its environments they are declared for, or of the base. */
export function manifestsIn(manifests: readonly DeclaredManifest[], environment?: Environment): DeclaredManifest[] {
  return manifests.filter((declared) => declared.environment?.overlay === environment?.overlay);
}

/** The objects that others put beside those of a workload in an environment. */
export function companionsIn({ companions = [] }: Pick<DeclaredWorkload, 'companions'>, environment: Environment): Array<Pick<DeclaredManifest, 'file' | 'manifest'>> {
  return companions.flatMap(({ file, render }) => {
    const manifest = render(environment);
    return manifest === undefined ? [] : { file, manifest };
  });
}

/** What these patches consist of. */
export function contentsIn(patches: readonly DeclaredPatch[], environment?: Environment): PatchContent[] {
  return patchesIn(patches, environment).map(({ patch }) => patch._content);
}
