import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';

/** Definitions of custom resources, as they are shipped: of the Gateway API, and of the Prometheus Operator. */
const SHIPPED = [
  { file: 'gateway-api/standard-install.yaml', group: 'gateway.networking.k8s.io', kinds: { Gateway: 'v1', HTTPRoute: 'v1', GRPCRoute: 'v1' } },
  {
    file: 'prometheus-operator/operator.yaml',
    group: 'monitoring.coreos.com',
    kinds: { Alertmanager: 'v1', AlertmanagerConfig: 'v1alpha1', PodMonitor: 'v1', Prometheus: 'v1', PrometheusRule: 'v1', ServiceMonitor: 'v1' },
  },
];

interface UsedDefinition {
  readonly kind: string;
  readonly group: string;
  readonly version: string;
  /** Its YAML. */
  readonly text: string;
}

let read: readonly UsedDefinition[] | undefined;

/** The definitions that are used. */
function used(): readonly UsedDefinition[] {
  read ??= SHIPPED.flatMap(({ file, group, kinds }) => {
    const documents = readFileSync(join(__dirname, '../../src/applications/upstream', file), 'utf8').split(/^---\n/m);
    return Object.entries(kinds).map(([kind, version]) => (
      { kind, group, version, text: documents.find((document) => new RegExp(`^    kind: ${kind}$`, 'm').test(document)) as string }));
  });
  return read;
}

/** What the stack of Prometheus itself has. A cluster takes seconds for these definitions, and those that get overlays alone have no such objects. */
const OF_STACK = new Set(['Alertmanager', 'AlertmanagerConfig', 'Prometheus']);

function usedByOverlays(): readonly UsedDefinition[] {
  return used().filter(({ kind }) => !OF_STACK.has(kind));
}

/** The names of the definitions of what overlays have. */
export function definedNames(): string[] {
  return usedByOverlays().map(({ text }) => /^  name: (\S+)$/m.exec(text)![1]);
}

/** A file with all of these. */
export function definitionsFile(): string {
  const file = join(mkdtempSync(join(tmpdir(), 'definitions-')), 'definitions.yaml');
  writeFileSync(file, usedByOverlays().map(({ text }) => text).join('\n---\n'));
  return file;
}

let known: string | undefined;

/** Where kubeconform finds the schemas of all of them beside those of Kubernetes: what it has to be told, too. */
export function customSchemas(): string[] {
  known ??= writeSchemas();
  return ['-schema-location', `${known}/{{.ResourceKind}}{{.KindSuffix}}.json`];
}

function writeSchemas(): string {
  const directory = mkdtempSync(join(tmpdir(), 'custom-schemas-'));
  for (const { kind, group, version: wanted, text } of used()) {
    const definition = parse(text) as { spec: { versions: Array<{ name: string; schema: { openAPIV3Schema: object } }> } };
    const version = definition.spec.versions.find(({ name }) => name === wanted)!;
    writeFileSync(join(directory, `${kind}-${group.split('.')[0]}-${wanted}.json`.toLowerCase()), JSON.stringify(strict(version.schema.openAPIV3Schema)));
  }
  return directory;
}

/** The schema, that takes no field which it does not name. */
function strict(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(strict);
  if (typeof schema !== 'object' || schema === null) return schema;
  const fields = Object.entries(schema).filter(([key]) => !key.startsWith('x-kubernetes-'));
  const result: Record<string, unknown> = Object.fromEntries(fields.map(([key, value]) => [key, strict(value)]));
  const isObjectSchema = result.type === 'object' && typeof result.properties === 'object' && result.additionalProperties === undefined;
  // What every object has is told of to no end in the description of Kubernetes.
  return isObjectSchema ? { ...result, additionalProperties: false } : result;
}
