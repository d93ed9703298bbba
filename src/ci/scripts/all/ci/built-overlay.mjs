// The objects of an overlay as kustomize builds it: which of them are deployed, and what has to be there before what.
import { demand, Failure } from './kubectl.mjs';

/** Says of an object which workload it is of. */
export const WORKLOAD_LABEL = 'app.kubernetes.io/instance';
/** Say of an object which overlay it is of; the overlay gives them to all that it brings. */
export const OVERLAY_LABELS = ['feiyue-projen/project', 'feiyue-projen/overlay'];
/** Names the workloads that wait for a Job. */
const BEFORE = 'feiyue-projen/before';
/** What makes pods, looks after them or leads to them comes after the jobs; all else may be what the pod of a job needs. */
const AFTER_JOBS = new Set([
  'CronJob', 'DaemonSet', 'Deployment', 'GRPCRoute', 'Gateway', 'HTTPRoute', 'HorizontalPodAutoscaler', 'Ingress', 'Job', 'PodDisruptionBudget',
  'ScaledJob', 'ScaledObject', 'Service', 'StatefulSet', 'TCPRoute', 'TLSRoute', 'UDPRoute', 'VerticalPodAutoscaler',
]);

/** Builds an overlay. Gives its objects, each with the document that it stands in: `{ object, text }`. */
export async function build(overlay) {
  const built = await demand('building the overlay', ['kustomize', overlay], { quiet: true });
  const texts = built.split(/^---\n/m).filter((text) => text.trim() !== '');
  if (texts.length === 0) throw new Failure('the overlay has no objects');
  // A patch of nothing, which asks no cluster: it makes JSON of YAML.
  const json = await demand('reading the overlay', ['patch', '--local', '--type=merge', '--patch={}', '--output=json', '--filename', '-'], { quiet: true, input: built });
  const objects = objectsIn(json);
  if (objects.length !== texts.length) throw new Failure(`the overlay was built of ${texts.length} objects, and kubectl reads ${objects.length}`);
  return objects.map((object, index) => ({ object, text: texts[index] }));
}

/** The objects that kubectl prints as JSON, one after the other. */
export function objectsIn(json) {
  return json.trim().split(/\n(?=\{$)/m).map((object) => JSON.parse(object));
}

/** The documents of one workload, and of the jobs that it waits for; all, when none is named. */
export function chosenOf(documents, workload) {
  if (workload === '') return documents;
  const names = new Set([workload]);
  // What is added is looked at as well.
  for (const name of names) for (const job of documents.filter((each) => isBefore(each, name))) names.add(workloadOf(job));
  return documents.filter((each) => names.has(workloadOf(each)));
}

/** The jobs that something waits for, in the order in which they run: those of a list at the same time. */
export function jobsInOrder(documents) {
  const steps = [];
  for (let left = documents.filter(({ object }) => beforeOf(object).length > 0); left.length > 0;) {
    const ready = left.filter((job) => !left.some((other) => other !== job && isBefore(other, workloadOf(job))));
    const step = ready.length > 0 ? ready : left;
    steps.push(step);
    left = left.filter((job) => !step.includes(job));
  }
  return steps;
}

/** The documents of what has to be there before a job runs. */
export function neededByJobs(documents) {
  return documents.filter(({ object }) => !AFTER_JOBS.has(object.kind));
}

/** The jobs that nobody waits for. */
export function jobsBeside(documents) {
  return documents.filter(({ object }) => object.kind === 'Job' && beforeOf(object).length === 0);
}

function workloadOf({ object }) {
  return object.metadata.labels?.[WORKLOAD_LABEL];
}

function beforeOf({ kind, metadata }) {
  return kind === 'Job' ? (metadata.annotations?.[BEFORE] ?? '').split(',').filter(Boolean) : [];
}

function isBefore({ object }, workload) {
  return beforeOf(object).includes(workload);
}
