/**
 * The fields by which the items of a list are told apart in a strategic merge, by the name of the list
 * (`x-kubernetes-patch-merge-key` in the API description of Kubernetes). Other lists are replaced as a whole.
 */
const MERGE_KEYS: Readonly<Record<string, readonly string[]>> = {
  containers: ['name'],
  initContainers: ['name'],
  ephemeralContainers: ['name'],
  env: ['name'],
  volumes: ['name'],
  imagePullSecrets: ['name'],
  ports: ['containerPort', 'port'],
  volumeMounts: ['mountPath'],
  volumeDevices: ['devicePath'],
  topologySpreadConstraints: ['topologyKey'],
  hostAliases: ['ip'],
};

/** The field that tells the items of these lists apart; undefined when the lists are replaced as a whole. */
export function mergeKeyOf(field: string, ...lists: ReadonlyArray<readonly unknown[]>): string | undefined {
  return (MERGE_KEYS[field] ?? []).find((key) => lists.every((list) => list.every((item) => isObject(item) && Object.hasOwn(item, key))));
}

/** Whether a value is an object with named fields. */
export function isObject(value: unknown): value is { [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
