import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';

/** The definitions of the Gateway API, as they are shipped. */
export const DEFINITIONS = join(__dirname, '../../../src/applications/upstream/gateway-api/standard-install.yaml');

const KINDS = ['Gateway', 'HTTPRoute', 'GRPCRoute'];

/** The definitions that are used. */
export const DEFINED = KINDS.map((kind) => `crd/${kind.toLowerCase()}s.gateway.networking.k8s.io`);

let known: string | undefined;

/** Where kubeconform finds the schemas of the Gateway API beside those of Kubernetes: what it has to be told, too. */
export function gatewaySchemas(): string[] {
  known ??= writeSchemas();
  return ['-schema-location', `${known}/{{.ResourceKind}}{{.KindSuffix}}.json`];
}

function writeSchemas(): string {
  const directory = mkdtempSync(join(tmpdir(), 'gateway-schemas-'));
  const documents = readFileSync(DEFINITIONS, 'utf8').split(/^---\n/m);
  for (const kind of KINDS) {
    const text = documents.find((document) => new RegExp(`^    kind: ${kind}$`, 'm').test(document));
    const definition = parse(text as string) as { spec: { versions: Array<{ name: string; schema: { openAPIV3Schema: object } }> } };
    const version = definition.spec.versions.find(({ name }) => name === 'v1')!;
    writeFileSync(join(directory, `${kind}-gateway-v1.json`.toLowerCase()), JSON.stringify(strict(version.schema.openAPIV3Schema)));
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
