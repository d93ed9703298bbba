import { IConstruct } from 'constructs';
import { DeclaredPatch, isIn } from './declarations';
import type { OpenWorkload, ResolvedWorkload } from './resolved-workload';
import type { Environment } from '../../estate/environment';
import type { ReportAt } from '../../synth/declare/problem';
import { Problems } from '../../synth/declare/problems';
import type { SourceLocation } from '../../synth/declare/source-location';
import type { Explain } from '../../synth/files/explanation';
import type { Manifest } from '../manifests/manifest';

/** The overlay of a whole environment, as far as others ask for it. */
export interface OverlayOfEnvironment {
  readonly environment: Environment;
  /** Where the first patch of the whole environment was declared; undefined: there is none. */
  readonly _patchedAt?: SourceLocation;
  /** The patches of the whole environment. */
  readonly _patches: readonly DeclaredPatch[];
  /** The objects beside those of the workloads, before the patches of the whole environment. */
  _own(): readonly Manifest[];
  /** All objects of the environment, after all patches. */
  _objects(reportAt: ReportAt): readonly Manifest[];
  /** The Pod Security Standard that the namespace enforces, patches included; undefined when there is no namespace. */
  _podSecurity(): string | undefined;
  /**
   * Adds an object beside those of the workloads.
   * @param render the object as it is at synthesis; undefined: there is none
   */
  _addManifest(file: string, render: () => Manifest | undefined, explain: Explain): void;
}

/** The workloads of every kind and the overlays of one estate, each found by name, and who connects to whom. */
export class WorkloadRegistry {
  /** The registry of the estate that `scope` belongs to. */
  public static of(scope: IConstruct): WorkloadRegistry {
    const root = scope.node.root;
    const known = WorkloadRegistry.byRoot.get(root);
    if (known) return known;
    const registry = new WorkloadRegistry();
    WorkloadRegistry.byRoot.set(root, registry);
    // Before any check of a workload: each synthesis resolves all of them anew.
    Problems.of(scope).addCheck(() => registry.noteChange());
    return registry;
  }

  private static readonly byRoot = new WeakMap<IConstruct, WorkloadRegistry>();

  private readonly workloads = new Map<string, ResolvedWorkload>();
  private readonly overlays: OverlayOfEnvironment[] = [];
  private readonly callers = new Map<string, Set<ResolvedWorkload>>();
  private readonly actors: Array<(workload: OpenWorkload) => void> = [];
  private readonly overlayActors: Array<(overlay: OverlayOfEnvironment) => void> = [];
  private readonly placers: Array<(environment: Environment) => void> = [];
  private changes = 0;

  /** Grows with everything that is said about any workload. What was resolved before no longer holds. */
  public get version(): number {
    return this.changes;
  }

  /** Something new was said about a workload. */
  public noteChange(): void {
    this.changes++;
  }

  /** Every workload, in order of declaration. */
  public all(): ResolvedWorkload[] {
    return [...this.workloads.values()];
  }

  /** The workloads that are in an environment, in order of declaration. */
  public allIn(environment: Environment): ResolvedWorkload[] {
    return this.all().filter((workload) => isIn(workload, environment));
  }

  public find(name: string): ResolvedWorkload | undefined {
    return this.workloads.get(name);
  }

  /** Acts on each workload that will be declared, of whatever kind. */
  public each(act: (workload: OpenWorkload) => void): void {
    this.actors.push(act);
  }

  /**
   * Takes a workload in.
   * @param place gives it an overlay: called for each environment that it is in and that there is, and for each to come
   */
  public addWorkload(workload: ResolvedWorkload, place: (environment: Environment) => void): void {
    this.workloads.set(workload.name, workload);
    this.noteChange();
    const placeWhereItIs = (environment: Environment) => {
      if (isIn(workload, environment)) place(environment);
    };
    this.placers.push(placeWhereItIs);
    for (const { environment } of this.overlays) placeWhereItIs(environment);
  }

  /** Tells those who act on workloads of one that is declared as a whole. */
  public announce(workload: OpenWorkload): void {
    for (const act of this.actors) act(workload);
  }

  /** Takes a new environment in and gives every workload that is in it an overlay there. */
  public addOverlay(overlay: OverlayOfEnvironment): void {
    this.overlays.push(overlay);
    this.noteChange();
    for (const act of this.overlayActors) act(overlay);
    for (const place of this.placers) place(overlay.environment);
  }

  /** Acts on each overlay that there is, and on each to come. */
  public eachOverlay(act: (overlay: OverlayOfEnvironment) => void): void {
    this.overlayActors.push(act);
    for (const overlay of this.overlays) act(overlay);
  }

  /** The overlay that an environment has, perhaps together with others. */
  public overlayOf({ overlay }: Environment): OverlayOfEnvironment | undefined {
    return this.overlays.find(({ environment }) => environment.overlay === overlay);
  }

  /** Remembers that `caller` connects to the workload `name` somewhere, so that nobody has to search all of them for it. */
  public noteCall(caller: ResolvedWorkload, name: string): void {
    const callers = this.callers.get(name) ?? new Set();
    this.callers.set(name, callers.add(caller));
  }

  /** The workloads that connect to `name` in at least one environment. */
  public callersOf(name: string): ResolvedWorkload[] {
    return [...(this.callers.get(name) ?? [])];
  }
}
