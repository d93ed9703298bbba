// Writes one strict JSON schema per Kubernetes kind, named as kubeconform's `{{.ResourceKind}}{{.KindSuffix}}.json`:
//     node kubernetes-schemas.mjs <swagger.json> <directory>
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const [swaggerFile, directory] = process.argv.slice(2);
const { definitions } = JSON.parse(readFileSync(swaggerFile, 'utf8'));
const PREFIX = '#/definitions/';
const ANNOTATIONS = new Set(['description', 'format', 'default']);

/** The API's own description calls these strings, yet the server takes numbers as well. */
const NUMBER_OR_STRING = { type: ['string', 'number'] };
const NUMBERS_AS_STRINGS = new Set(['io.k8s.apimachinery.pkg.api.resource.Quantity', 'io.k8s.apimachinery.pkg.util.intstr.IntOrString']);

function strict(schema) {
  if (Array.isArray(schema)) return schema.map(strict);
  if (typeof schema !== 'object' || schema === null) return schema;
  const result = {};
  for (const [key, value] of Object.entries(schema)) {
    if (key === 'properties') result.properties = Object.fromEntries(Object.entries(value).map(([name, property]) => [name, strict(property)]));
    else if (!ANNOTATIONS.has(key) && !key.startsWith('x-kubernetes-')) result[key] = strict(value);
  }
  if (result.properties && result.additionalProperties === undefined) result.additionalProperties = false;
  return result;
}

const schemas = Object.fromEntries(
  Object.entries(definitions).map(([name, schema]) => [name, NUMBERS_AS_STRINGS.has(name) ? NUMBER_OR_STRING : strict(schema)]),
);

/** The names of the definitions that a schema refers to, directly or through others. */
function reachable(name, found = new Set()) {
  if (found.has(name)) return found;
  found.add(name);
  JSON.stringify(schemas[name], (key, value) => {
    if (key === '$ref' && typeof value === 'string') reachable(value.slice(PREFIX.length), found);
    return value;
  });
  return found;
}

for (const [name, definition] of Object.entries(definitions)) {
  for (const { group, version, kind } of definition['x-kubernetes-group-version-kind'] ?? []) {
    const { properties } = schemas[name];
    if (!properties?.kind || !properties.apiVersion) continue; // options of a request, not a manifest
    const needed = [...reachable(name)].filter((other) => other !== name);
    const schema = {
      ...schemas[name],
      properties: { ...properties, apiVersion: { const: group ? `${group}/${version}` : version }, kind: { const: kind } },
      required: [...new Set(['apiVersion', 'kind', ...(schemas[name].required ?? [])])],
      definitions: Object.fromEntries(needed.map((other) => [other, schemas[other]])),
    };
    const suffix = [...(group ? [group.split('.')[0]] : []), version].join('-');
    writeFileSync(join(directory, `${kind}-${suffix}.json`.toLowerCase()), JSON.stringify(schema));
  }
}
