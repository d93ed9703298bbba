// Takes over what a rollback by hand has set: a deployment would be in conflict with it, or leave behind what it means to remove.
import { oneLine } from './inert.mjs';
import { Failure, isApplied, kubectl } from './kubectl.mjs';

/** Who the fields are of that `kubectl rollout undo` sets; all other commands of kubectl have names of their own. */
const BY_ROLLBACK = 'kubectl';
const ROLLED_BACK = new Set(['DaemonSet', 'Deployment', 'StatefulSet']);

/**
 * Makes the templates of pods that were rolled back those of the deployments again. Nothing changes but who is known to have set them.
 * @param live objects as they are in the cluster, with who manages their fields
 * @returns whether there were any
 */
export async function takeOverRollbacks(live, namespace) {
  const patches = live.filter(({ kind }) => ROLLED_BACK.has(kind)).map((object) => ({ object, operations: takeover(object) })).filter(({ operations }) => operations.length > 0);
  for (const { object: { kind, metadata: { name, resourceVersion } }, operations } of patches) {
    const id = `${kind.toLowerCase()}/${name}`;
    console.log(oneLine(`${id} was rolled back by hand, and becomes what is declared again`));
    const patch = JSON.stringify([{ op: 'test', path: '/metadata/resourceVersion', value: resourceVersion }, ...operations]);
    const { status } = await kubectl(['--namespace', namespace, 'patch', id, '--type=json', `--patch=${patch}`], { quiet: true });
    if (status !== 0) throw new Failure(`Who has set the pods of ${id} could not be changed: see above. Try again.`);
  }
  return patches.length > 0;
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
