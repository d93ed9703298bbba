import { ClaimMount, renderContainer } from './container';
import { podSecurity, tmpVolume } from './hardening';
import { workloadLabels } from './labels';
import type { InitContainerModel } from '../models/container-model';
import { imageText } from '../models/image-reference';
import type { PodModel } from '../models/pod-model';
import { looseningOf, reachesApiServer, WorkloadModel } from '../models/workload-model';
import type { Toleration } from '../options/pod-options';

/** In what the pods of one kind of workload differ from those of the others. */
export interface PodParts {
  /** Further fields of the pod, such as where it runs. */
  readonly pod?: object;
  /** Volumes that the pods get by other means than `volumes`, and where the container finds them. */
  readonly mounts?: readonly ClaimMount[];
}

/** The pods of a workload, at the restricted Pod Security Standard. Their image has no tag: that is what each environment decides. */
export function renderPodTemplate(model: WorkloadModel, { pod, mounts }: PodParts): object {
  const { labels, annotations, ...settings } = model.pod;
  return {
    metadata: { labels: { ...workloadLabels(model), ...labels }, ...(annotations && { annotations }) },
    spec: {
      serviceAccountName: model.name,
      automountServiceAccountToken: reachesApiServer(model),
      // Variables such as API_PORT=tcp://… for every Service of the namespace would shadow those of the application.
      enableServiceLinks: false,
      securityContext: podSecurity(settings, looseningOf(model)),
      ...renderPodSettings(settings),
      ...pod,
      ...(model.initContainers.length > 0 && { initContainers: model.initContainers.map((container) => renderInitContainer(container, model)) }),
      containers: [renderContainer(model, { image: model.image.repository, configMap: model.name, user: settings, tmp: TMP, mounts })],
      volumes: [TMP, ...model.initContainers.map(tmpOf)].map(tmpVolume),
    },
  };
}

const TMP = 'tmp';

function tmpOf({ name }: InitContainerModel): string {
  return `${TMP}-${name}`;
}

function renderInitContainer(container: InitContainerModel, { name, image, pod }: WorkloadModel): object {
  const { env, isSidecar, hasConfigMap, userId = pod.userId, groupId = pod.groupId } = container;
  return renderContainer(container, {
    image: container.image ? imageText(container.image) : image.repository,
    user: { userId, groupId },
    tmp: tmpOf(container),
    ...(hasConfigMap && { configMap: name }),
    env,
    isSidecar,
  });
}

function renderPodSettings({ nodeSelector, tolerations, priorityClassName, terminationGracePeriodSeconds, imagePullSecrets }: PodModel): object {
  return {
    ...(imagePullSecrets && { imagePullSecrets: imagePullSecrets.map((name) => ({ name })) }),
    ...(priorityClassName !== undefined && { priorityClassName }),
    ...(terminationGracePeriodSeconds !== undefined && { terminationGracePeriodSeconds }),
    ...(nodeSelector && { nodeSelector }),
    ...(tolerations && { tolerations: tolerations.map(renderToleration) }),
  };
}

function renderToleration({ key, value, effect, tolerationSeconds }: Toleration): object {
  return {
    ...(key !== undefined && { key }),
    operator: value === undefined ? 'Exists' : 'Equal',
    ...(value !== undefined && { value }),
    ...(effect !== undefined && { effect }),
    ...(tolerationSeconds !== undefined && { tolerationSeconds }),
  };
}
