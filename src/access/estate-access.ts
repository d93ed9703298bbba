import type { Construct } from 'constructs';
import { ACCESSES } from './access';
import { AccessBindings } from './access-bindings';
import { accessPoliciesDir, AccessPolicies } from './access-policies';
import type { JudgedApplication } from './judged-application';
import { Estate } from '../estate/estate';
import type { EnvironmentOverlays } from '../kubernetes/environment-overlays';

/** Who may do what in an estate: bindings in every overlay, and, from the first access on, the rules about them. */
export class EstateAccess {
  private readonly bindings: AccessBindings;
  private readonly dir: string;

  /** @param applications those whose rights are judged, as they are at synthesis */
  constructor(scope: Construct, overlays: EnvironmentOverlays, private readonly applications: () => readonly JudgedApplication[]) {
    this.bindings = new AccessBindings(scope);
    this.dir = accessPoliciesDir(Estate.of(scope).facts.layout);
    overlays.each((overlay) => this.bindings.addOverlay(overlay));
    ACCESSES.in(scope).each(() => {
      if (this.bindings.accesses.length === 1) new AccessPolicies(scope, 'access-policies', this.dir, { bindings: this.bindings, applications });
    });
  }

  /** The applications whose rights are judged. */
  public get judgedApplications(): readonly JudgedApplication[] {
    return this.applications();
  }

  /** Folder of the rules; undefined: nobody is given any access. */
  public get policiesDir(): string | undefined {
    return this.bindings.accesses.length > 0 ? this.dir : undefined;
  }
}
