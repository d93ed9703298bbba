import type { KubernetesClient } from './kubernetes-client';

/** The first ConfigMap, Secret or key that a container takes its environment from and that is not there; undefined: all are. */
export async function missingConfiguration(client: KubernetesClient, namespace: string, container: any): Promise<string | undefined> {
  const references: Array<[resource: 'configmaps' | 'secrets', reference: any]> = [
    ...(container.envFrom ?? []).map(({ configMapRef, secretRef }: any) => (configMapRef ? ['configmaps', configMapRef] : ['secrets', secretRef])),
    ...(container.env ?? []).flatMap(({ valueFrom }: any) => [
      ...(valueFrom?.configMapKeyRef ? [['configmaps', valueFrom.configMapKeyRef]] : []),
      ...(valueFrom?.secretKeyRef ? [['secrets', valueFrom.secretKeyRef]] : []),
    ]),
  ];
  for (const [resource, { name, key, optional }] of references) {
    if (optional === true) continue;
    const found = await client.find(`/api/v1/namespaces/${namespace}/${resource}/${name}`);
    if (found === undefined) return `${resource}/${name}`;
    if (key !== undefined && !Object.hasOwn(found.data ?? {}, key)) return `${resource}/${name}/${key}`;
  }
  return undefined;
}
