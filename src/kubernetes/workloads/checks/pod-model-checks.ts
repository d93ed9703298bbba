import { reportOfContainer } from './init-container-checks';
import { checkLooseningNotes, checkUser } from './loosening-checks';
import { checkResolvedVolumes } from './volume-checks';
import type { Report } from '../../../synth/declare/problem';
import { didYouMean } from '../../../text/nearest-name';
import { ContainerModel, InitContainerModel } from '../../models/container-model';
import { ImageReference, movingPart } from '../../models/image-reference';
import type { PortModel } from '../../models/port-model';
import { parseQuantity } from '../../models/quantity';
import { allPorts, looseningOf, tmpVolumeOf, WorkloadModel } from '../../models/workload-model';
import { checkProbedPorts } from '../long-running/long-running-checks';

/** The first port that any process may open. */
const FIRST_FREE_PORT = 1024;

/** How long pods have to end by themselves, where nobody says otherwise: Kubernetes' own default. */
const DEFAULT_GRACE_SECONDS = 30;

/** Where the pods run that are looked at. */
interface PodPlace {
  /** Words for it: ` in prod`; empty in the base. */
  readonly where: string;
  /** The image of the workload in the base. */
  readonly baseImage: ImageReference;
  /** Gives the report at the last declaration for this place which has one of these options. */
  readonly reportWhere: (...options: string[]) => Report;
}

/** Reports what is wrong with what all declarations together make of the containers of a pod. */
export function checkPodModel(model: WorkloadModel, { where, baseImage, reportWhere }: PodPlace): void {
  const { initContainers } = model;
  checkContainer(model, where, reportWhere('resources'));
  checkResolvedVolumes(model, where, reportWhere('volumes', 'resources'));
  checkLooseningNotes(model, reportWhere('annotations'));
  for (const container of initContainers) {
    const report = reportOfInitContainer(container, reportWhere);
    checkContainer(container, where, report);
    checkUser(container, report);
    checkProbedPorts(container, () => report);
    checkProgram(container, baseImage, report);
    checkMounts(container, model, report);
  }
  checkNames(model, reportWhere);
  checkPortsOfPod(model, reportWhere);
  checkHooksEnd(model, reportWhere);
}

/** Reports containers beside the main one that run what may be another image tomorrow. */
export function checkPinnedContainers({ initContainers }: WorkloadModel, environment: string, reportWhere: (option: string) => Report): void {
  for (const container of initContainers) {
    const moving = container.image && movingPart(container.image);
    if (moving === undefined) continue;
    reportOfInitContainer(container, reportWhere)(`runs image "${container.image!.repository}" ${moving} in the protected environment "${environment}": give it a tag with a version, such as "1.27.3", or a digest.`);
  }
}

function reportOfInitContainer({ isSidecar, name }: InitContainerModel, reportWhere: (option: string) => Report): Report {
  return reportOfContainer(reportWhere(isSidecar ? 'sidecars' : 'initContainers'), isSidecar, name);
}

/** Reports what is wrong with any container. */
function checkContainer({ resources: { requests, limits } }: ContainerModel, where: string, report: Report): void {
  for (const name of ['cpu', 'memory', 'ephemeralStorage'] as const) {
    const [request, limit] = [parseQuantity(requests[name]), parseQuantity(limits[name])];
    if (request === undefined || limit === undefined || request <= limit) continue;
    report(`requests more ${name}${where} (${requests[name]}) than its limit (${limits[name]}). Raise resources.limits.${name} or lower the request.`);
  }
}

/** Reports a container that would do what the main one does, or whose image would follow that of the workload. */
function checkProgram({ image, command, args }: InitContainerModel, baseImage: ImageReference, report: Report): void {
  if (image === undefined && command === undefined && args === undefined) {
    report('runs the image of the workload as the main container does: give it a command, args, or an image.');
  }
  // In the overlays kustomize chooses images by their repository.
  if (image?.repository === baseImage.repository) report(`names the image "${image.repository}", which is that of the workload: leave \`image\` out, and it runs with the same version.`);
}

/** Reports volumes that a container finds nowhere, and one that has the name of its own. */
function checkMounts({ name, mounts }: InitContainerModel, { volumes }: WorkloadModel, report: Report): void {
  const paths = volumes.map(({ mountPath }) => mountPath);
  for (const path of Object.values(mounts).filter((each) => !paths.includes(each))) {
    report(`mounts the volume at "${path}", where the main container has none; it has them at: ${paths.join(', ')}.${didYouMean(path, paths)}`);
  }
  const clash = volumes.find((volume) => volume.name === tmpVolumeOf(name));
  if (clash) report(`has its /tmp in a volume that is called as that at "${clash.mountPath}": call it otherwise.`);
}

/** Reports containers of one name. */
function checkNames({ name, initContainers }: WorkloadModel, reportWhere: (option: string) => Report): void {
  const taken = new Set([name]);
  for (const container of initContainers) {
    if (taken.has(container.name)) reportOfInitContainer(container, reportWhere)('has the name of another container of the pod: call it otherwise.');
    taken.add(container.name);
  }
}

/** Reports ports that two containers have, and those that no process may open. */
function checkPortsOfPod(model: WorkloadModel, reportWhere: (option: string) => Report): void {
  const taken = [...model.ports ?? []];
  const isInService = taken.some(({ servicePort }) => servicePort !== undefined);
  for (const sidecar of model.initContainers) {
    const report = reportOfInitContainer(sidecar, reportWhere);
    for (const port of sidecar.ports ?? []) {
      const { servicePort, protocol } = port;
      const other = taken.find((each) => each.name === port.name || (each.port === port.port && each.protocol === protocol));
      if (other) report(`has port "${port.name}" (${port.port}), beside port "${other.name}" (${other.port}) of another container: containers of a pod share names and numbers.`);
      const sharesServicePort = (each: PortModel) => each.servicePort === servicePort && each.protocol === protocol;
      const clash = isInService && !other && servicePort !== undefined && taken.find(sharesServicePort);
      if (clash) report(`has port "${port.name}" with the servicePort ${servicePort}, which port "${clash.name}" has: give it another one, or inService: false.`);
    }
    taken.push(...sidecar.ports ?? []);
  }
  const low = allPorts(model).filter(({ port }) => port < FIRST_FREE_PORT);
  const loosening = looseningOf(model);
  const lowPorts = loosening.some(({ kind }) => kind === 'low-ports');
  const mayBind = lowPorts || loosening.some(({ kind, capabilities }) => kind === 'run-as-root' || capabilities?.includes('NET_BIND_SERVICE'));
  for (const { name, port } of mayBind ? [] : low) {
    reportWhere('loosening')(`listens on port "${name}" (${port}), which an unprivileged process cannot open: take one from ${FIRST_FREE_PORT}, or say why not, with Loosening.lowPorts('…').`);
  }
  if (lowPorts && low.length === 0) reportWhere('loosening')(`has Loosening.lowPorts, and no port below ${FIRST_FREE_PORT}: drop it.`);
}

/** Reports hooks that wait for longer than the container is left alone: Kubernetes refuses them, and nothing would be left for the program. */
function checkHooksEnd(model: WorkloadModel, reportWhere: (...options: string[]) => Report): void {
  const { pod: { terminationGracePeriodSeconds: grace = DEFAULT_GRACE_SECONDS }, initContainers } = model;
  const containers = [
    { container: model, reportOf: (option: string) => reportWhere(option, 'terminationGracePeriodSeconds') },
    ...initContainers.map((container) => ({ container, reportOf: () => reportOfInitContainer(container, reportWhere) })),
  ];
  for (const { container: { preStop, postStart }, reportOf } of containers) {
    for (const [option, action] of Object.entries({ preStop, postStart })) {
      if (action?.kind !== 'sleep' || action.seconds < grace) continue;
      const end = `is ended by force ${grace} s after it was told to stop`;
      reportOf(option)(`waits ${action.seconds} s in ${option}, and ${end}: wait for a shorter time, or raise terminationGracePeriodSeconds, in which it counts.`);
    }
  }
}
