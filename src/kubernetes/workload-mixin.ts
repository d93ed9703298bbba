import type { KustomizePatch } from './kustomize/kustomize-patch';
import type { WorkloadOverrides } from './options/workload-options';
import { withOutputs } from './outputs/output-text';
import { plainOptions } from '../synth/declare/plain-options';
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
 * It is written into the base of each, so that each is complete by itself.
 */
export class WorkloadMixin {
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
  }
}
