import type { IConstruct } from 'constructs';
import { ACCESSES } from '../access/access';
import { APPLICATIONS } from '../applications/application';
import { Auth0Tenant } from '../auth0/auth0-tenant';
import type { Product } from '../ci/product';
import { Worker } from '../cloudflare/worker';
import type { Container } from '../containers/container';
import type { Environment } from '../estate/environment';
import type { Layout } from '../estate/layout';
import type { Service } from '../kubernetes/service';
import type { Policy } from '../policies/policy';
import type { RootModule } from '../terraform/declare/root-module';

/** Everything that is declared in an estate, in words. */
export interface EstateInventory {
  readonly layout: Layout;
  readonly environments: readonly Environment[];
  readonly rootModules: ReadonlyArray<{ readonly name: string; readonly isHandWritten: boolean; readonly environments: readonly string[] }>;
  readonly services: ReadonlyArray<{ readonly name: string; readonly isBuilt: boolean }>;
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

/** What a project knows of itself. */
export interface DeclaredInEstate {
  readonly layout: Layout;
  readonly environments: readonly Environment[];
  readonly rootModules: readonly RootModule[];
  readonly services: readonly Service[];
  readonly containers: readonly Container[];
  readonly products: readonly Product[];
  readonly policies: readonly Policy[];
}

/** Takes stock of an estate: of what the project was told, and of the constructs that stand for themselves. */
export function takeInventory(root: IConstruct, declared: DeclaredInEstate): EstateInventory {
  const constructs = root.node.findAll();
  return {
    layout: declared.layout,
    environments: declared.environments,
    rootModules: declared.rootModules.map((rootModule) => ({
      name: rootModule.name,
      isHandWritten: rootModule.handWritten,
      environments: rootModule._environments().map(({ name }) => name),
    })),
    services: declared.services.map(({ name, _imageBuild }) => ({ name, isBuilt: _imageBuild !== undefined })),
    applications: APPLICATIONS.in(root).all,
    auth0Tenants: constructs.filter((construct) => construct instanceof Auth0Tenant),
    workers: constructs.filter((construct) => construct instanceof Worker),
    containers: declared.containers,
    products: declared.products.map(({ name, services, _environments: environments }) => ({
      name, services: services.map((service) => service.name), environments,
    })),
    policies: declared.policies,
    access: ACCESSES.in(root).all.map(({ name, level, environments, _subjects }) => ({
      name,
      level,
      subjects: _subjects.map((subject) => `${subject.kind.toLowerCase()} ${subject.name}`),
      environments: environments.map((environment) => environment.name),
    })),
  };
}
