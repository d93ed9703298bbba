import { ENFORCE, enforcedBy, isPodStandard, violationsOf } from './pod-standard';
import { allContainersOf, podsOf } from './pods-of';
import type { Manifest } from '../manifests/manifest';
import { movingPart, parseImage } from '../models/image-reference';

/** What the pods of some objects are judged by. */
export interface PodSetting {
  /** Namespace of every object that names none. */
  readonly namespace: string;
  /** The standard that a namespace enforces; undefined when nobody knows. */
  readonly standardOf: (namespace: string) => string | undefined;
  /** Name of a protected environment in which the pods run, if there is one. */
  readonly protectedEnvironment?: string;
  /** Whether an image is judged elsewhere. */
  readonly isJudged?: (image: string) => boolean;
}

/** Everything that is wrong with the pods of some objects: each message once, in words that follow the name of what has them. */
export function podProblems(objects: readonly Manifest[], setting: PodSetting): string[] {
  return [...new Set(podsOf(objects).flatMap((pod) => {
    const namespace = pod.namespace ?? setting.namespace;
    const standard = setting.standardOf(namespace) ?? 'privileged';
    const violations = violationsOf(standard, pod);
    const refused = violations.length === 0 ? [] : [`would have pods that its namespace "${namespace}" does not admit, because it enforces the Pod Security Standard "${standard}": ${pod.owner}: ${violations.join('; ')}`];
    return [...refused, ...allContainersOf(pod.spec).flatMap((container) => imageProblem(pod.owner, container.image, setting) ?? [])];
  }))];
}

/** What is wrong with the labels of a namespace; undefined when nothing is, or when none of the objects is that namespace. */
export function namespaceProblem(objects: readonly Manifest[], namespace: string): string | undefined {
  const standard = enforcedBy(objects, namespace);
  if (standard === undefined || isPodStandard(standard)) return undefined;
  return `has namespace "${namespace}" with the label ${ENFORCE}: ${JSON.stringify(standard)}, which Kubernetes refuses: say "restricted", "baseline" or "privileged"`;
}

function imageProblem(owner: string, image: unknown, { protectedEnvironment, isJudged }: PodSetting): string | undefined {
  if (protectedEnvironment === undefined || typeof image !== 'string' || isJudged?.(image)) return undefined;
  const parsed = parseImage(image);
  const moving = parsed && movingPart(parsed);
  if (moving === undefined) return undefined;
  return `would run image "${parsed!.repository}" ${moving} in the protected environment "${protectedEnvironment}" (${owner}): give it a tag with a version, such as "1.27.3", or a digest`;
}
