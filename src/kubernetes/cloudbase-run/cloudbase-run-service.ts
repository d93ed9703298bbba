import { SIZES, sizeFor } from './cloudbase-run-size';
import { imageText } from '../models/image-reference';
import { CloudBaseAccess, CloudBaseCanary } from '../options/cloudbase-run-options';
import { isScaled } from '../workloads/deployment/deployment-model';
import { metricsOf } from '../workloads/deployment/horizontal-pod-autoscaler';
import type { ServiceModel } from '../workloads/deployment/service-model';

/** The environment of CloudBase that a service runs in. */
export interface CloudBaseEnvironment {
  readonly envId: string;
  readonly region: string;
}

/** How a service runs in CloudBase Run, as the file says it that a deployment reads. */
export interface CloudBaseRunService extends CloudBaseEnvironment {
  readonly service: string;
  readonly image: string;
  readonly port: number;
  /** Cores. */
  readonly cpu: number;
  /** Memory in gibibytes. */
  readonly memory: number;
  readonly minInstances: number;
  readonly maxInstances: number;
  /** Use in percent of what an instance has, by which the number of instances is chosen; left out: it is fixed. */
  readonly scaleOn?: { readonly cpu?: number; readonly memory?: number };
  readonly access: readonly CloudBaseAccess[];
  readonly initialDelaySeconds: number;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  /** Texts may have outputs of root modules in them. */
  readonly variables: Readonly<Record<string, string>>;
  /** Variables that may hold sensitive outputs; left out: there are none. */
  readonly secretVariables?: Readonly<Record<string, string>>;
  /** Left out: a new version is released at once. */
  readonly canary?: Required<CloudBaseCanary>;
}

/** From where a service can be reached when nothing is said. */
const PRIVATE = [CloudBaseAccess.VPC];
const DEFAULT_DELAY_SECONDS = 2;
const [CANARY_SECONDS, CANARY_PATH] = [60, '/'];
/** What the largest size is for what fits into none, which is a problem. */
const LARGEST = SIZES[SIZES.length - 1];

/** A service in an environment of CloudBase. A pure function. */
export function cloudBaseRunService(model: ServiceModel, { envId, region }: CloudBaseEnvironment): CloudBaseRunService {
  const { name, image, ports: [{ port }], resources, replicas, command, args, env, secretValues, cloudBaseRun = {} } = model;
  const { access = PRIVATE, instances = replicas, initialDelaySeconds = DEFAULT_DELAY_SECONDS, canary } = cloudBaseRun;
  const { cpu, memory } = sizeFor(resources.limits) ?? LARGEST;
  const scaleOn = Object.fromEntries(metricsOf(model).flatMap((metric) => (
    metric.kind === 'resource' ? [[metric.resource, metric.averageUtilizationPercent]] : [])));
  return {
    envId,
    region,
    service: name,
    image: imageText(image),
    port,
    cpu,
    memory,
    minInstances: instances.min,
    maxInstances: instances.max,
    ...(isScaled(instances) && { scaleOn }),
    access: Object.values(CloudBaseAccess).filter((each) => access.includes(each)),
    initialDelaySeconds,
    ...(command && { command }),
    ...(args && { args }),
    variables: sorted(env),
    ...(Object.keys(secretValues).length > 0 && { secretVariables: sorted(secretValues) }),
    ...(canary && { canary: { percent: canary.percent, seconds: canary.seconds ?? CANARY_SECONDS, path: canary.path ?? CANARY_PATH } }),
  };
}

function sorted(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)));
}
