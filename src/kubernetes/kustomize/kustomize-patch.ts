import { withOutputs } from '../outputs/output-text';

/** Which object a JSON 6902 patch changes. */
export interface PatchTarget {
  /** Kind of the object: `Deployment`. */
  readonly kind: string;

  /**
   * Name of the object.
   * @default - every object of the kind
   */
  readonly name?: string;
}

/** One operation of a JSON patch (RFC 6902). */
export interface JsonPatchOperation {
  /** `add`, `remove`, `replace`, `move`, `copy` or `test`. */
  readonly op: 'add' | 'remove' | 'replace' | 'move' | 'copy' | 'test';

  /**
   * JSON pointer (RFC 6901) to the place: `/spec/template/spec/containers/0/image`; `~1` stands for `/`, `~0` for `~`. In a list, `-`
   * is the place behind the last item, and -1 the last item.
   */
  readonly path: string;

  /**
   * The value of `add`, `replace` and `test`.
   * @default - none
   */
  readonly value?: any;

  /**
   * Where `move` and `copy` take the value from, a JSON pointer.
   * @default - none
   */
  readonly from?: string;
}

/**
 * A change to generated Kubernetes objects that no option offers.
 *
 * It is written into the `patches` of a `kustomization.yaml`. Kustomize says nothing about a patch that does not do
 * anything, so each is tried out at synthesis, and one without an effect is a problem.
 */
export class KustomizePatch {
  /**
   * Lays a partial object over the one of the same `apiVersion`, `kind` and `metadata.name`. `null` removes a field, and
   * `$patch: 'delete'` an object or an item.
   *
   * Containers, variables and volumes are found by their `name`, ports of a container by `containerPort` and `protocol`, those of a Service by
   * `port` and `protocol`; other lists are replaced, and so are all lists of custom resources.
   */
  public static strategicMerge(manifest: { [field: string]: any }): KustomizePatch {
    return new KustomizePatch({ kind: 'strategic-merge', manifest });
  }

  /** Changes single places of the objects that the target names. */
  public static json6902(target: PatchTarget, operations: JsonPatchOperation[]): KustomizePatch {
    return new KustomizePatch({ kind: 'json-6902', target, operations });
  }

  /** @internal */
  public readonly _content: PatchContent;

  private constructor(content: PatchContent) {
    // What is written is JSON, so what is tried out has to be the same: without undefined fields, and fixed from here on.
    this._content = JSON.parse(JSON.stringify(withOutputs(content))) as PatchContent;
  }
}

/** What a patch consists of. */
export type PatchContent =
  | { readonly kind: 'strategic-merge'; readonly manifest: { readonly [field: string]: any } }
  | { readonly kind: 'json-6902'; readonly target: PatchTarget; readonly operations: readonly JsonPatchOperation[] };
