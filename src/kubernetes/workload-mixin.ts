import type { IConstruct } from 'constructs';
import type { KustomizePatch } from './kustomize/kustomize-patch';
import type { WorkloadOverrides } from './options/workload-options';
import { withOutputs } from './outputs/output-text';
import { plainOptions } from '../synth/declare/plain-options';
import { Problems } from '../synth/declare/problems';
import { SourceLocation } from '../synth/declare/source-location';

/** What several workloads have in common. */
export interface WorkloadMixinOptions extends WorkloadOverrides {
  /**
   * Patches of the base of each of them. They name kinds of objects and not their names, which are others for each workload:
   * `KustomizePatch.json6902({ kind: 'Deployment' }, [{ … }])`.
   * @default - none
   */
  readonly patches?: KustomizePatch[];
}

/**
 * Options that several workloads have in common, of whatever kinds: `api.apply(standard)`. What a workload says by itself goes before,
 * and so does an override; maps are merged key by key. Lists whose items stand by themselves (`connectsTo`, `envFrom`, `tolerations`,
 * `imagePullSecrets`, `loosening`, ports of sidecars) add up, those of all mixins and of the workload; an override takes their place.
 * It is written into the base of each, so that each is complete by itself. One that says nothing, and one of your own program that no workload
 * has, are problems at synthesis.
 */
export class WorkloadMixin {
  /**
   * Reports the mixins that the program in the folder of the estate declares and applies nowhere. They stand in no tree, and what a package
   * offers need not be taken.
   * @internal
   */
  public static _checkApplied(scope: IConstruct, outdir: string): void {
    Problems.of(scope).addCheck(() => {
      for (const { name, _source: source } of WorkloadMixin.unapplied) {
        const isOwn = source.isAskedByUser(outdir, CONSTRUCTOR) && !source.placeIn(outdir)?.where.startsWith('../');
        if (isOwn) Problems.of(scope).add(source, `mixin "${name}" is applied to nothing: apply it to a workload, or drop it`);
      }
    });
  }

  private static readonly unapplied = new Set<WorkloadMixin>();

  /** Name, by which `why` and problems speak of it. */
  public readonly name: string;
  /** @internal */
  public readonly _settings: WorkloadOverrides;
  /** @internal */
  public readonly _patches: readonly KustomizePatch[];
  /** @internal */
  public readonly _source = SourceLocation.capture();

  constructor(name: string, options: WorkloadMixinOptions) {
    const { patches = [], ...settings } = withOutputs(options);
    this.name = plainOptions(name);
    this._settings = settings;
    this._patches = patches;
    WorkloadMixin.unapplied.add(this);
  }

  /** Notes that a workload has it. @internal */
  public _noteApplied(): void {
    WorkloadMixin.unapplied.delete(this);
  }
}

/** How the call is known that makes one. */
const CONSTRUCTOR: ReadonlySet<string> = new Set([WorkloadMixin.name]);
