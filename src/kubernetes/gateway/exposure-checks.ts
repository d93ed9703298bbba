import type { Report } from '../../synth/declare/problem';
import { isDnsLabel } from '../../text/names';
import { didYouMean } from '../../text/nearest-name';
import type { PortModel } from '../models/port-model';
import { RouteProtocol } from '../options/expose-options';
import { PortProtocol } from '../options/workload-port';
import { checkAnnotations } from '../workloads/checks/metadata-checks';
import { checkRange } from '../workloads/checks/value-checks';
import { DeclaredExposure, exposedPort, exposedProtocol, ExposeSettings } from '../workloads/exposure';

/** Source: the rules of `HTTPPathMatch` in the Gateway API, which an Ingress takes as well. */
const PATH = /^\/(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|%[0-9a-fA-F]{2}){0,1023}$/;
const BAD_PATH = /\/\/|\/\.{1,2}(?:\/|$)|%2f/i;
const GRPC_SERVICE = /^[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*$/;

/** Reports what is wrong with one exposure of a workload, seen by itself. */
export function checkExposure({ settings, gateway }: DeclaredExposure, ports: readonly PortModel[], report: Report): void {
  const { host, hosts = {}, path, rewritePath, requestTimeoutSeconds, annotations } = settings;
  if (host !== undefined && !host.split('.').every(isDnsLabel)) {
    report(`has host ${JSON.stringify(host)}; it has to be lower-case letters, digits and "-", such as "api", which stands before the domain of the gateway.`);
  }
  for (const name of Object.values(hosts).filter((each) => !isHostName(each))) report(`has ${JSON.stringify(name)} in hosts, ${NO_HOST}.`);
  checkPath('path', path, report);
  checkPath('rewritePath', rewritePath, report);
  checkRange('requestTimeoutSeconds', requestTimeoutSeconds, 1, 86_400, report);
  checkAnnotations('annotations of a route', annotations, report);
  const port = checkExposedPort(settings, ports, report);
  checkProtocol(settings, exposedProtocol(port, settings), report);
  if (gateway.controller._objects === 'ingress') checkIngress(settings, exposedProtocol(port, settings), report);
}

/** What is said of a name that is none of a host. */
export const NO_HOST = 'which is no name of a host: write one such as "www.example.com", in lower-case letters';

/** Whether a name is that of a host, with a domain. */
export function isHostName(name: string): boolean {
  const labels = name.split('.');
  return labels.length > 1 && name.length <= 253 && labels.every(isDnsLabel);
}

function checkPath(option: string, path: string | undefined, report: Report): void {
  if (path === undefined) return;
  if (!PATH.test(path) || BAD_PATH.test(path)) {
    report(`has ${option} ${JSON.stringify(path)}; it has to begin with "/", of at most 1024 characters that a path in a URL has as they are, without "//" and "..".`);
  } else if (path !== '/' && path.endsWith('/')) {
    report(`has ${option} ${JSON.stringify(path)}, where the slash at the end means nothing: write ${JSON.stringify(path.replace(/\/+$/, ''))}.`);
  }
}

function checkExposedPort(settings: ExposeSettings, ports: readonly PortModel[], report: Report): PortModel | undefined {
  const port = exposedPort(ports, settings);
  const known = ports.filter(({ servicePort, protocol }) => servicePort !== undefined && protocol === PortProtocol.TCP).map(({ name }) => name);
  const list = `its Service has: ${known.join(', ')}`;
  if (port === undefined) report(`is exposed at port "${settings.port}", which it does not have; ${list}.${didYouMean(settings.port ?? '', known)}`);
  else if (port.servicePort === undefined) report(`is exposed at port "${port.name}", which is not in its Service; ${list}. Name another one, or drop inService.`);
  else if (port.protocol !== PortProtocol.TCP) report(`is exposed at port "${port.name}", which speaks ${port.protocol}, and gateways pass on HTTP and gRPC; ${list}.`);
  return port;
}

function checkProtocol(settings: ExposeSettings, protocol: RouteProtocol, report: Report): void {
  const { path, pathMatch, rewritePath, requestTimeoutSeconds, grpcService } = settings;
  if (protocol === RouteProtocol.HTTP) {
    if (grpcService !== undefined) report(`has grpcService ${JSON.stringify(grpcService)}, and is asked by HTTP: give its port appProtocol: 'kubernetes.io/h2c', say protocol: RouteProtocol.GRPC, or drop that.`);
    if (rewritePath !== undefined && rewritePath === (path ?? '/')) report(`has rewritePath ${JSON.stringify(rewritePath)}, which its path is without it: drop one of the two, or rewrite to another path.`);
    if (pathMatch !== undefined && path === undefined) report('has pathMatch without a path: give the path, or drop that.');
    return;
  }
  for (const [option, value] of Object.entries({ path, pathMatch, rewritePath, requestTimeoutSeconds })) {
    if (value !== undefined) report(`has ${option}, which a route of gRPC does not know: drop it, choose by grpcService, or say protocol: RouteProtocol.HTTP.`);
  }
  if (grpcService !== undefined && !GRPC_SERVICE.test(grpcService)) report(`has grpcService ${JSON.stringify(grpcService)}; it has to be the whole name of a service, such as "shop.v1.Cart".`);
}

/** What an Ingress has no field for. */
function checkIngress({ rewritePath, requestTimeoutSeconds }: ExposeSettings, protocol: RouteProtocol, report: Report): void {
  for (const [option, value] of Object.entries({ rewritePath, requestTimeoutSeconds })) {
    if (value !== undefined) report(`has ${option}, for which an Ingress has no field: drop it, and say it by the annotation of the class, in annotations.`);
  }
  if (protocol === RouteProtocol.GRPC) report('speaks gRPC, for which an Ingress has no field: say protocol: RouteProtocol.HTTP, and the annotation of the class, in annotations.');
}
