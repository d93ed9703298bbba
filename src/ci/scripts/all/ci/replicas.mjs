// Hands the number of pods of a Deployment over, between its manifest and an autoscaler, so that no pod is lost on the way.
import { oneLine } from './inert.mjs';
import { apply, changeManagers, Failure, group, isApplied, isOurs, itemsIn, kubectl, liveObjects } from './kubectl.mjs';
import { rolloutsOf, waitFor } from './rollout.mjs';

/** An autoscaler that is gone acts once more at most: its controller may not have heard of that yet. */
const MOST_TRIES = 3;
/** By hand, which nobody takes back in silence: the API server tells of the conflict. */
const BY_HAND = 'kubectl';

/**
 * Makes what is applied next find the number of pods without an owner that is in its way. What gives the number up would leave it to nobody,
 * who has one pod; what takes it over would be in conflict with the autoscaler. No pod comes or goes by this.
 * @param wanted the objects that are applied next
 * @param live the same as they are in the cluster, with who manages their fields
 * @returns whether there was anything to hand over
 */
export async function handOverReplicas(wanted, live, namespace) {
  const numbers = new Map(deploymentsIn(wanted).map(({ metadata, spec }) => [metadata.name, spec?.replicas]));
  let isAnother = false;
  for (const deployment of deploymentsIn(live)) {
    const { name } = deployment.metadata;
    if (!numbers.has(name)) continue;
    const isMeant = numbers.get(name) === undefined ? isApplied : isOfAutoscaler;
    const isChanged = await changeManagers(deployment, (object) => disowning(object, isMeant), { namespace, what: `Who says how many pods deployment/${name} has` });
    isAnother ||= isChanged;
  }
  return isAnother;
}

/**
 * Ends the autoscalers that are no longer declared, and would go on changing a number of pods that is fixed now; then sees to it that there are so
 * many. It is a part of what was declared, so that it needs no word as the removal of other objects does.
 * @param documents what was applied
 */
export async function endAutoscalers(documents, { namespace, seconds }) {
  const wanted = documents.map(({ object }) => object);
  const fixed = deploymentsIn(wanted).filter(({ spec }) => spec?.replicas !== undefined);
  if (fixed.length === 0) return;
  const declared = new Set(wanted.filter(isAutoscaler).map(({ metadata }) => metadata.name));
  const found = await kubectl(['--namespace', namespace, 'get', 'horizontalpodautoscalers', '--show-managed-fields', '--output=json'], { quiet: true });
  if (found.status !== 0) throw new Failure('All that is declared runs. Whether autoscalers are left could not be read: see above.');
  const names = itemsIn(found.stdout)
    .filter((autoscaler) => isOurs(autoscaler) && !declared.has(autoscaler.metadata.name) && fixed.some(({ metadata }) => isTarget(autoscaler, metadata.name)))
    .map(({ metadata }) => metadata.name);
  if (names.length === 0) return;
  await group('Autoscalers of numbers that are fixed now', async () => {
    for (const name of names) console.log(oneLine(`horizontalpodautoscaler/${name}: is removed`));
    const { status } = await kubectl(['--namespace', namespace, 'delete', 'horizontalpodautoscaler', ...names, '--ignore-not-found']);
    for (let tries = 1; status === 0 && tries <= MOST_TRIES; tries++) {
      await handOverReplicas(wanted, await liveObjects(documents), namespace);
      const isFixed = (await apply(documents)).status === 0 && (await waitFor(rolloutsOf(fixed), namespace, seconds)).length === 0;
      if (isFixed && areSo(fixed, await liveObjects(documents))) return;
    }
    throw new Failure('All that is declared runs. Numbers of pods that are fixed now are still those of autoscalers: see above.');
  });
}

/** Whether Deployments have the numbers of pods that are wanted. */
function areSo(wanted, live) {
  const numbers = new Map(deploymentsIn(live).map(({ metadata, spec }) => [metadata.name, spec.replicas]));
  return wanted.every(({ metadata, spec }) => numbers.get(metadata.name) === spec.replicas);
}

function deploymentsIn(objects) {
  return objects.filter(({ kind }) => kind === 'Deployment');
}

function isAutoscaler({ kind }) {
  return kind === 'HorizontalPodAutoscaler';
}

function isTarget({ spec: { scaleTargetRef } }, name) {
  return scaleTargetRef.kind === 'Deployment' && scaleTargetRef.name === name;
}

function isOfAutoscaler({ manager, subresource }) {
  return subresource === 'scale' && manager !== BY_HAND;
}

/** What takes the number of pods out of the fields of some managers. The last ones come first, so that the others keep their places. */
function disowning({ metadata: { managedFields = [] } }, isMeant) {
  return managedFields.flatMap((entry, index) => {
    const fields = entry.fieldsV1?.['f:spec'];
    if (!isMeant(entry) || fields?.['f:replicas'] === undefined) return [];
    const path = `/metadata/managedFields/${index}`;
    const isAll = Object.keys(entry.fieldsV1).length === 1 && Object.keys(fields).length === 1;
    return [{ op: 'remove', path: isAll ? path : `${path}/fieldsV1/f:spec/f:replicas` }];
  }).reverse();
}
