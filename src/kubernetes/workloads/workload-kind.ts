import type { WorkloadFacts, WorkloadNeighbours } from './resolve/resolve-settings';
import type { Report } from '../../synth/declare/problem';
import type { Manifest } from '../manifests/manifest';
import type { PortModel } from '../models/port-model';
import type { WorkloadModel } from '../models/workload-model';
import type { WorkloadOverrides } from '../options/workload-options';
import type { WorkloadWatch } from '../watch/workload-watch';

/** Renders an object of a workload from its model. Written as a method, so that a kind with a model of its own is a kind like any other. */
export type ManifestRenderer<M extends WorkloadModel = WorkloadModel> = { render(model: M): Manifest }['render'];

/** Renders an object that not every workload has; undefined: it has none. */
export type OptionalRenderer<M extends WorkloadModel = WorkloadModel> = { render(model: M): Manifest | undefined }['render'];

/** How many characters the version in the name of an object has. */
export const VERSION_LENGTH = 10;

/**
 * A kind of workload: all that a Deployment does otherwise than a CronJob, in one place.
 *
 * What is the same for all kinds asks the kind of a workload and never which one it is: files of the base and of overlays, patches
 * and their trial, admission, explanations, rollout, alerts, delivery.
 *
 * @typeParam S what a user may say about a workload of the kind
 * @typeParam M what its objects are rendered from
 * @typeParam F what its monitoring looks at
 */
export interface WorkloadKind<S extends WorkloadOverrides = WorkloadOverrides, M extends WorkloadModel = WorkloadModel, F extends object = object> {
  /** What people call a workload of the kind, and problems do: `service`. */
  readonly noun: string;
  /** The method of the project that adds one: `addService`. */
  readonly addMethod: string;
  /** How long a name may be, so that those of its pods have room in 63 characters. */
  readonly longestName: number;
  /** The object that makes the pods, one of `resources`. It is called as the workload, and so is the container. */
  readonly podOwner: { readonly apiVersion: string; readonly kind: string };
  /** Whether its pods are replaced when it changes: a deployment waits for that, and a rollback takes it back (`kubectl rollout`). */
  readonly rollsOut: boolean;
  /**
   * What of the object that makes the pods can never change. Each version of that is an object of its own then, and has the version in
   * its name: a hash of that and of its configuration. Left out: the object changes in place.
   */
  readonly immutablePart?: (podOwner: Manifest) => object;
  /** The objects of every workload of the kind beside the ConfigMap, by file name. */
  readonly resources: Readonly<Record<string, ManifestRenderer<M>>>;
  /** The objects that some of them have, in some environments. */
  readonly optionalResources: Readonly<Record<string, OptionalRenderer<M>>>;
  /** Whether CloudBase Run can run one, whose model is that of a service then. Left out: in a cluster alone. */
  readonly runsInCloudBaseRun?: true;
  /** Options that no workload of the kind can do without: `port`. */
  readonly required: readonly string[];
  /** For each option that has a default another value, to see what follows from an option that nobody gave. */
  readonly notTheDefaults: S;
  readonly watch: WorkloadWatch<M, F>;

  /** What was said, the later over the earlier, and all of it over the defaults. A pure function. */
  resolve(facts: WorkloadFacts, layers: readonly S[], neighbours: WorkloadNeighbours): M;
  /** The ports on which a workload listens, by what was said first, the main one first. */
  portsOf(settings: S): readonly PortModel[];
  /** Names of the workloads that wait until it has run to its end; left out: none ever do. */
  waitingFor?(settings: S): readonly string[];
  /** Reports what is wrong with what was said, seen by itself, beside what any workload may say. */
  checkSettings(settings: S, report: Report): void;
  /**
   * Reports what is wrong with what all declarations together make of a workload, in the base or in one environment.
   * @param reportWhere gives the report at the last declaration for that place which has one of these options; what was said elsewhere is reported there
   * @param base what they make of it in the base, to compare with
   */
  checkModel(model: M, reportWhere: (...options: string[]) => Report, base: M): void;
}
