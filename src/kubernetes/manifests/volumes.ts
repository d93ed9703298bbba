import type { MountModel, VolumeModel, VolumeSource } from '../models/volume-model';

/** The volumes of a pod, each once. Those from templates of claims are put into it by Kubernetes. */
export function renderVolumes(volumes: readonly VolumeModel[]): object[] {
  const own = volumes.flatMap(({ name, source }) => (source.kind === 'pod-claim' ? [] : [[name, { name, ...renderSource(source) }] as const]));
  return [...new Map(own).values()];
}

/** Where a container finds a volume. */
export function renderMount({ name, mountPath, subPath, readOnly }: MountModel): object {
  return { name, mountPath, ...(subPath !== undefined && { subPath }), ...(readOnly && { readOnly }) };
}

function renderSource(source: Exclude<VolumeSource, { readonly kind: 'pod-claim' }>): object {
  switch (source.kind) {
    case 'empty-dir': return { emptyDir: { sizeLimit: source.sizeLimit, ...(source.medium && { medium: source.medium }) } };
    case 'config-map': return { configMap: { name: source.name, ...renderFiles(source) } };
    case 'secret': return { secret: { secretName: source.name, ...renderFiles(source) } };
    case 'claim': return { persistentVolumeClaim: { claimName: source.name } };
    case 'token': return { projected: { sources: [{ serviceAccountToken: renderToken(source) }] } };
  }
}

function renderFiles({ items, optional, defaultMode }: Extract<VolumeSource, { readonly kind: 'config-map' | 'secret' }>): object {
  return {
    ...(items && { items: Object.entries(items).map(([key, path]) => ({ key, path })) }),
    ...(optional !== undefined && { optional }),
    ...(defaultMode !== undefined && { defaultMode }),
  };
}

function renderToken({ audience, expirationSeconds, file }: Extract<VolumeSource, { readonly kind: 'token' }>): object {
  return { ...(audience !== undefined && { audience }), expirationSeconds, path: file };
}
