import { renderGateway, renderRedirect, renderRoute } from './gateway-api';
import { renderIngress } from './ingress';
import { renderSolverPolicy } from './solver-policy';
import type { GatewayModel } from '../../models/gateway-model';
import type { RouteModel } from '../../models/route-model';
import type { GatewayObjects } from '../../options/gateway-controller';
import type { Manifest } from '../manifest';

/** Renders an object of a gateway in one environment; undefined: there is none. */
export type GatewayRenderer = (model: GatewayModel) => Manifest | undefined;

/** How a gateway and its routes become objects. Undefined: there is no such object. */
interface Rendering {
  /** The objects of a gateway in an environment, by what their files are called behind the name of the gateway. */
  readonly gateway: Readonly<Record<string, GatewayRenderer>>;
  readonly route: (model: RouteModel) => Manifest | undefined;
}

const RENDERINGS: Readonly<Record<GatewayObjects, Rendering>> = {
  'gateway-api': {
    gateway: { '': renderGateway, '-redirect': renderRedirect, '-acme-solver': renderSolverPolicy },
    route: renderRoute,
  },
  // What takes the requests is there already, and is told by each Ingress.
  'ingress': { gateway: { '-acme-solver': renderSolverPolicy }, route: renderIngress },
};

/** The files of a gateway in the overlay of an environment. */
export function gatewayFiles(objects: GatewayObjects, gateway: string): Array<{ readonly file: string; readonly render: GatewayRenderer }> {
  return Object.entries(RENDERINGS[objects].gateway).map(([part, render]) => ({ file: `gateway-${gateway}${part}.yaml`, render }));
}

/** The object of a route; undefined: there is none, as in a base for what differs between environments altogether. */
export function renderRouteObject(model: RouteModel): Manifest | undefined {
  return RENDERINGS[model.objects].route(model);
}

/** The file of a route, in the base or the overlay of its workload. */
export function routeFile({ name, workload }: { readonly name: string; readonly workload: { readonly name: string } }): string {
  return `route${name.slice(workload.name.length)}.yaml`;
}
