import type { IConstruct } from 'constructs';
import { Access, ACCESSES } from './access';
import { AccessLevel } from './access-level';
import { renderBinding } from './role-bindings';
import { Estate } from '../estate/estate';
import type { EnvironmentOverlay } from '../kubernetes/environment-overlay';
import type { Manifest } from '../kubernetes/manifests/manifest';
import type { Explanation } from '../synth/files/explanation';

const LEVELS = Object.values(AccessLevel);

/** The rights of people in the clusters of an estate, as objects of its overlays. */
export class AccessBindings {
  /** All access that was declared. */
  public readonly accesses: readonly Access[];
  private readonly overlays = new Set<EnvironmentOverlay>();

  constructor(scope: IConstruct) {
    this.accesses = ACCESSES.in(scope).all;
  }

  /** Takes in an overlay. */
  public addOverlay(overlay: EnvironmentOverlay): void {
    if (this.overlays.has(overlay)) return;
    this.overlays.add(overlay);
    for (const level of LEVELS) overlay._addManifest(`access-${level}.yaml`, () => this.binding(overlay, level), () => this.explanations(overlay, level));
  }

  /** Those who may be cluster-admin somewhere, as the rules name them. */
  public breakGlassSubjects(): string[] {
    const subjects = this.accesses.filter(({ level }) => level === AccessLevel.BREAK_GLASS).flatMap(({ _subjects }) => _subjects);
    return [...new Set(subjects.map(({ kind, name }) => `${kind} ${name}`))].sort();
  }

  /** Undefined: nobody was ever given the level. */
  private binding(overlay: EnvironmentOverlay, level: AccessLevel): Manifest | undefined {
    const isDeclared = this.accesses.some((access) => level !== AccessLevel.BREAK_GLASS || access.level === level);
    if (!isDeclared) return undefined;
    return renderBinding({
      namespace: overlay.environment.namespace,
      partOf: Estate.of(overlay).facts.projectName,
      level,
      subjects: this.given(overlay, level).flatMap(({ _subjects }) => _subjects),
    });
  }

  private given({ environment: { overlay } }: EnvironmentOverlay, level: AccessLevel): Access[] {
    return this.accesses.filter((access) => access.level === level && access.environments.some((environment) => environment.overlay === overlay));
  }

  private explanations(overlay: EnvironmentOverlay, level: AccessLevel): Explanation[] {
    return this.given(overlay, level).map(({ name, _source: source }) => ({ what: `access "${name}"`, source, change: `project.addAccess('${name}', …)` }));
  }
}
