import { renderContainer } from './container';
import { podSecurity } from './hardening';
import { workloadLabels } from './labels';
import { renderVolumes } from './volumes';
import type { InitContainerModel } from '../models/container-model';
import { imageText } from '../models/image-reference';
import type { PodModel } from '../models/pod-model';
import type { MountModel, VolumeModel } from '../models/volume-model';
import { looseningOf, reachesApiServer, tmpVolumeOf, WorkloadModel } from '../models/workload-model';
import type { Toleration } from '../options/pod-options';
import { DEFAULT_EMPTY_DIR_SIZE } from '../options/volume';

/** In what the pods of one kind of workload differ from those of the others. */
export interface PodParts {
  /** Further fields of the pod, such as where it runs. */
  readonly pod?: object;
}

/** The pods of a workload, at the restricted Pod Security Standard. Their image has no tag: that is what each environment decides. */
export function renderPodTemplate(model: WorkloadModel, { pod }: PodParts): object {
  const { labels, annotations, ...settings } = model.pod;
  const initContainers = model.initContainers.map((container) => renderInitContainer(container, model));
  const volumes = renderVolumes([...model.volumes, ...model.initContainers.flatMap(ownVolumes)]);
  return {
    metadata: { labels: { ...workloadLabels(model), ...labels }, ...(annotations && { annotations }) },
    spec: {
      serviceAccountName: model.name,
      automountServiceAccountToken: reachesApiServer(model),
      // Variables such as API_PORT=tcp://… for every Service of the namespace would shadow those of the application.
      enableServiceLinks: false,
      securityContext: { ...podSecurity(settings, looseningOf(model)), ...(hasClaim(model.volumes) && { fsGroupChangePolicy: 'OnRootMismatch' }) },
      ...renderPodSettings(settings),
      ...pod,
      ...(initContainers.length > 0 && { initContainers }),
      containers: [renderContainer(model, { image: model.image.repository, configMap: model.name, user: settings, mounts: model.volumes })],
      ...(volumes.length > 0 && { volumes }),
    },
  };
}

/** Whether files outlive the pods: to give each of them to the group again would take as long as there are many, whenever a pod starts. */
function hasClaim(volumes: readonly VolumeModel[]): boolean {
  return volumes.some(({ source: { kind } }) => kind === 'claim' || kind === 'pod-claim');
}

const TMP = '/tmp';

/** Where another container than the main one can write: none sees the `/tmp` of another, unless it is said. */
function ownVolumes({ name, mounts }: InitContainerModel): VolumeModel[] {
  if (Object.hasOwn(mounts, TMP)) return [];
  return [{ name: tmpVolumeOf(name), mountPath: TMP, readOnly: false, source: { kind: 'empty-dir', sizeLimit: DEFAULT_EMPTY_DIR_SIZE } }];
}

/** Where it finds volumes that the main container has as well. */
function sharedMounts({ mounts }: InitContainerModel, there: readonly MountModel[]): MountModel[] {
  return Object.entries(mounts).flatMap(([mountPath, path]) => {
    const shared = there.find((mount) => mount.mountPath === path);
    return shared ? [{ ...shared, mountPath }] : [];
  });
}

function renderInitContainer(container: InitContainerModel, { name, image, pod, volumes }: WorkloadModel): object {
  const { env, isSidecar, hasConfigMap, userId = pod.userId, groupId = pod.groupId } = container;
  return renderContainer(container, {
    image: container.image ? imageText(container.image) : image.repository,
    user: { userId, groupId },
    mounts: [...ownVolumes(container), ...sharedMounts(container, volumes)],
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
