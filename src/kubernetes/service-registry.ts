import { IConstruct } from 'constructs';
import type { EnvironmentOverlay } from './environment-overlay';
import type { Service } from './service';
import type { Environment } from '../estate/environment';
import { Problems } from '../synth/declare/problems';

/** The services and overlays of one estate, each found by name, and who connects to whom. */
export class ServiceRegistry {
  /** The registry of the estate that `scope` belongs to. */
  public static of(scope: IConstruct): ServiceRegistry {
    const root = scope.node.root;
    const known = ServiceRegistry.byRoot.get(root);
    if (known) return known;
    const registry = new ServiceRegistry();
    ServiceRegistry.byRoot.set(root, registry);
    // Before any check of a service: each synthesis resolves all of them anew.
    Problems.of(scope).addCheck(() => registry.noteChange());
    return registry;
  }

  private static readonly byRoot = new WeakMap<IConstruct, ServiceRegistry>();

  private readonly services = new Map<string, Service>();
  private readonly overlays: EnvironmentOverlay[] = [];
  private readonly callers = new Map<string, Set<Service>>();
  private changes = 0;

  /** Grows with everything that is said about any service. What was resolved before no longer holds. */
  public get version(): number {
    return this.changes;
  }

  /** Something new was said about a service. */
  public noteChange(): void {
    this.changes++;
  }

  /** Every service, in order of declaration. */
  public all(): Service[] {
    return [...this.services.values()];
  }

  public find(name: string): Service | undefined {
    return this.services.get(name);
  }

  /** Takes a new service in and gives it an overlay in every environment. */
  public addService(service: Service): void {
    this.services.set(service.name, service);
    this.noteChange();
    for (const overlay of this.overlays) service._addOverlay(overlay.environment);
  }

  /** Takes a new environment in and gives every service an overlay in it. */
  public addOverlay(overlay: EnvironmentOverlay): void {
    this.overlays.push(overlay);
    this.noteChange();
    for (const service of this.services.values()) service._addOverlay(overlay.environment);
  }

  /** The overlay that an environment has, perhaps together with others. */
  public overlayOf({ overlay }: Environment): EnvironmentOverlay | undefined {
    return this.overlays.find(({ environment }) => environment.overlay === overlay);
  }

  /** Remembers that `caller` connects to the service `name` somewhere, so that nobody has to search all services for it. */
  public noteCall(caller: Service, name: string): void {
    const callers = this.callers.get(name) ?? new Set();
    this.callers.set(name, callers.add(caller));
  }

  /** The services that connect to `name` in at least one environment. */
  public callersOf(name: string): Service[] {
    return [...(this.callers.get(name) ?? [])];
  }
}
