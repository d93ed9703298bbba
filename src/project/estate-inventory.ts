import type { IConstruct } from 'constructs';
import { ACCESSES } from '../access/access';
import { APPLICATIONS } from '../applications/application';
import { TENANTS } from '../auth0/auth0-tenant';
import { PRODUCTS } from '../ci/product';
import { CLOUDFLARE_WORKERS } from '../cloudflare/worker';
import { CONTAINERS } from '../containers/container';
import { Environment, ENVIRONMENTS } from '../estate/environment';
import { Estate } from '../estate/estate';
import type { Layout } from '../estate/layout';
import { GATEWAYS } from '../kubernetes/gateway/gateway';
import { isThere, placeIn } from '../kubernetes/workloads/declarations';
import { WorkloadRegistry } from '../kubernetes/workloads/workload-registry';
import { POLICIES } from '../policies/policy';
import { ROOT_MODULES } from '../terraform/declare/root-module';

/** Everything that is declared in an estate, in words. */
export interface EstateInventory {
  readonly layout: Layout;
  readonly environments: readonly Environment[];
  readonly rootModules: ReadonlyArray<{ readonly name: string; readonly isHandWritten: boolean; readonly environments: readonly string[] }>;
  /** With what people call each: `service`. */
  readonly workloads: ReadonlyArray<{
    readonly name: string;
    readonly noun: string;
    readonly isBuilt: boolean;
    readonly isGranted: boolean;
    readonly environments: readonly string[];
    /** Those of its environments in which it runs in CloudBase Run. */
    readonly cloudBaseRunIn: readonly string[];
  }>;
  /** A row for each host in each environment. */
  readonly hosts: ReadonlyArray<{
    readonly host: string; readonly gateway: string; readonly environment: string; readonly workloads: readonly string[];
  }>;
  readonly applications: ReadonlyArray<{ readonly name: string; readonly directory: string; readonly namespace: string }>;
  readonly auth0Tenants: ReadonlyArray<{ readonly name: string }>;
  readonly workers: ReadonlyArray<{ readonly name: string }>;
  readonly containers: ReadonlyArray<{ readonly name: string; readonly dir: string; readonly repository: string }>;
  readonly products: ReadonlyArray<{ readonly name: string; readonly services: readonly string[]; readonly environments: readonly string[] }>;
  readonly policies: ReadonlyArray<{ readonly name: string }>;
  readonly access: readonly GivenAccess[];
}

/** Who may do what, and where. */
export interface GivenAccess {
  readonly name: string;
  readonly level: string;
  readonly subjects: readonly string[];
  readonly environments: readonly string[];
}

/** Takes stock of the estate of a project. */
export function takeInventory(root: IConstruct): EstateInventory {
  const everywhere = ENVIRONMENTS.in(root).all;
  return {
    layout: Estate.of(root).facts.layout,
    environments: everywhere,
    rootModules: ROOT_MODULES.in(root).all.map((rootModule) => ({
      name: rootModule.name,
      isHandWritten: rootModule.handWritten,
      environments: rootModule._environments().map(({ name }) => name),
    })),
    workloads: WorkloadRegistry.of(root).all().map((workload) => ({
      name: workload.name,
      noun: workload.kind.noun,
      isBuilt: workload.imageBuild !== undefined,
      isGranted: workload.grants.length > 0,
      environments: everywhere.filter((environment) => isThere(workload, environment)).map(({ name }) => name),
      cloudBaseRunIn: everywhere.filter((environment) => placeIn(workload, environment)).map(({ name }) => name),
    })),
    hosts: GATEWAYS.in(root).all.flatMap((gateway) => everywhere.filter(({ runsServices }) => runsServices).flatMap((environment) => (
      gateway._workloadsByHost(environment).map((exposed) => ({ ...exposed, gateway: gateway.name, environment: environment.name }))))),
    applications: APPLICATIONS.in(root).all,
    auth0Tenants: TENANTS.in(root).all,
    workers: CLOUDFLARE_WORKERS.in(root).all,
    containers: CONTAINERS.in(root).all,
    products: PRODUCTS.in(root).all.map(({ name, services, _environments: environments }) => ({
      name, services: services.map((service) => service.name), environments,
    })),
    policies: POLICIES.in(root).all,
    access: ACCESSES.in(root).all.map(({ name, level, environments, _subjects }) => ({
      name,
      level,
      subjects: _subjects.map((subject) => `${subject.kind.toLowerCase()} ${subject.name}`),
      environments: environments.map((environment) => environment.name),
    })),
  };
}
