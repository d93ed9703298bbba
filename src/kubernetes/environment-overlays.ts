import type { Construct } from 'constructs';
import { EnvironmentOverlay } from './environment-overlay';
import { WorkloadRegistry } from './workloads/workload-registry';
import { Environment, ENVIRONMENTS } from '../estate/environment';

/** The overlays of an estate: each environment that runs services has one, and those that name the same one share it. */
export class EnvironmentOverlays {
  private readonly actors: Array<(overlay: EnvironmentOverlay) => void> = [];

  /** Gives an overlay to every environment that will be declared in the estate of `scope`. */
  constructor(private readonly scope: Construct) {
    ENVIRONMENTS.in(scope).each((environment) => this.add(environment));
  }

  /** Acts on each overlay that will be made. */
  public each(act: (overlay: EnvironmentOverlay) => void): void {
    this.actors.push(act);
  }

  private add(environment: Environment): void {
    if (!environment._hasOverlay || WorkloadRegistry.of(this.scope).overlayOf(environment) !== undefined) return;
    const overlay = new EnvironmentOverlay(this.scope, `overlay:${environment.overlay}`, environment);
    for (const act of this.actors) act(overlay);
  }
}
