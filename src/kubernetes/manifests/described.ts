import { looseningNotes } from './loosening-notes';
import type { Manifest } from './manifest';
import type { WorkloadModel } from '../models/workload-model';

type Texts = Readonly<Record<string, string>>;

/** What people call an object by, beside its name. */
interface Description {
  readonly labels?: Texts;
  readonly annotations?: Texts;
}

/** Kinds of kustomize's that make objects. */
const GENERATORS = ['ConfigMapGenerator', 'SecretGenerator'];

/** An object of a workload with the labels and annotations that all of them have. Those that it has by itself go before. */
export function described(manifest: Manifest, { metadata }: Pick<WorkloadModel, 'metadata'>): Manifest {
  if (Object.keys(metadata).length === 0) return manifest;
  // What a generator makes is described in its options.
  if (GENERATORS.includes(manifest.kind)) {
    return { ...manifest, options: { ...manifest.options as object, ...over(metadata, manifest.options as Description) } };
  }
  return { ...manifest, metadata: { ...manifest.metadata, ...over(metadata, manifest.metadata as Description) } };
}

/** The object that makes the pods, with what is loosened in them: there linters look for it. */
export function withLooseningNotes(manifest: Manifest, model: WorkloadModel): Manifest {
  const { annotations } = manifest.metadata as Description;
  const notes = looseningNotes(model);
  return Object.keys(notes).length === 0 ? manifest : { ...manifest, metadata: { ...manifest.metadata, annotations: { ...annotations, ...notes } } };
}

function over(below: Description, { labels, annotations }: Description): Description {
  return {
    ...((below.labels ?? labels) && { labels: { ...labels, ...below.labels, ...labels } }),
    ...((below.annotations ?? annotations) && { annotations: { ...annotations, ...below.annotations, ...annotations } }),
  };
}
