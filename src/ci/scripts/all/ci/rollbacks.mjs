// Takes over what a rollback by hand has set: a deployment would be in conflict with it, or leave behind what it means to remove.
import { oneLine } from './inert.mjs';
import { changeManagers, isApplied } from './kubectl.mjs';

/** Who the fields are of that `kubectl rollout undo` sets; all other commands of kubectl have names of their own. */
const BY_ROLLBACK = 'kubectl';
const ROLLED_BACK = new Set(['DaemonSet', 'Deployment', 'StatefulSet']);

/**
 * Makes the templates of pods that were rolled back those of the deployments again. Nothing changes but who is known to have set them.
 * @param live objects as they are in the cluster, with who manages their fields
 * @returns whether there were any
 */
export async function takeOverRollbacks(live, namespace) {
  const rolledBack = live.filter((object) => ROLLED_BACK.has(object.kind) && takeover(object).length > 0);
  for (const object of rolledBack) {
    const id = `${object.kind.toLowerCase()}/${object.metadata.name}`;
    console.log(oneLine(`${id} was rolled back by hand, and becomes what is declared again`));
    await changeManagers(object, takeover, { namespace, what: `Who has set the pods of ${id}` });
  }
  return rolledBack.length > 0;
}

/** What moves the template from the fields of the one to those of the other. */
function takeover({ metadata: { managedFields = [] } }) {
  const own = managedFields.findIndex(isApplied);
  const other = managedFields.findIndex(({ manager, operation, subresource, fieldsV1 }) => (
    manager === BY_ROLLBACK && operation === 'Update' && !subresource && fieldsV1?.['f:spec']?.['f:template'] !== undefined));
  if (own < 0 || other < 0) return [];
  const template = { 'f:spec': { 'f:template': managedFields[other].fieldsV1['f:spec']['f:template'] } };
  return [
    { op: 'replace', path: `/metadata/managedFields/${own}/fieldsV1`, value: union(managedFields[own].fieldsV1, template) },
    { op: 'remove', path: `/metadata/managedFields/${other}` },
  ];
}

/** All fields of two sets. */
function union(one, other) {
  const both = { ...one };
  for (const [key, inner] of Object.entries(other)) both[key] = both[key] === undefined ? inner : union(both[key], inner);
  return both;
}
