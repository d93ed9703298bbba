import { Construct } from 'constructs';
import { AccessLevel } from './access-level';
import type { AccessSubject, SubjectModel } from './access-subject';
import { cloudAccess } from './cloud-access';
import { Environment, ENVIRONMENTS } from '../estate/environment';
import { Estate } from '../estate/estate';
import { cloudOf } from '../estate/estate-facts';
import { WorkloadRegistry } from '../kubernetes/workloads/workload-registry';
import { checkLabel } from '../synth/declare/declared-name';
import { plainOptions } from '../synth/declare/plain-options';
import { Problems } from '../synth/declare/problems';
import { Kind } from '../synth/declare/register';
import { SourceLocation } from '../synth/declare/source-location';
import type { RootModule } from '../terraform/declare/root-module';

/** All access that an estate gives. */
export const ACCESSES = new Kind<Access>('access');

/** Who may do what, and where. */
export interface AccessOptions {
  /**
   * Whom it is given to. An empty list takes it back: keep the call until that is deployed, since what is no longer declared
   * is left as it is in the cluster.
   */
  readonly subjects: AccessSubject[];

  /** What they may do. */
  readonly level: AccessLevel;

  /** The environments in whose namespaces they may do it, or their names; one that was not declared before is a problem at synthesis. */
  readonly environments: (Environment | string)[];

  /**
   * Root module that gives the subjects the roles of the cloud which go with it: on Azure, to fetch the kubeconfig and to look
   * at the subscription (with AccessLevel.BREAK_GLASS, to change what is in it). Only groups of Entra have any. Other clouds
   * have no such roles that a job may give.
   * @default - no roles of the cloud
   */
  readonly rootModule?: RootModule;
}

/**
 * Access of people to environments: rights in the cluster, rendered into the overlay, and roles of the cloud.
 *
 * Made with `project.addAccess(name, options)`, or with `new Access(project, name, options)`.
 */
export class Access extends Construct {
  /** Name of the access: a DNS-1123 label. */
  public readonly name: string;
  /** What the subjects may do. */
  public readonly level: AccessLevel;
  /** The environments in which they may do it. */
  public readonly environments: Environment[];
  /** @internal */
  public readonly _source: SourceLocation;
  /** Whom it is given to. @internal */
  public readonly _subjects: readonly SubjectModel[];

  /**
   * Declares access.
   * @param scope the project, or a construct below it
   * @param id name of the access: a DNS-1123 label
   */
  constructor(scope: Construct, id: string, options: AccessOptions) {
    super(scope, ACCESSES.claim(scope, id));
    id = plainOptions(id);
    this._source = SourceLocation.capture();
    this.name = id;
    this.level = options.level;
    this.environments = ENVIRONMENTS.resolveAll(this, options.environments, `access "${id}"`, this._source);
    this._subjects = options.subjects.map(({ _model }) => _model);
    const report = (message: string) => Problems.of(this).add(this._source, `access "${id}" ${message}`);
    const isLegal = checkLabel(this, this._source, 'access', id);
    for (const { _problems } of options.subjects) _problems.forEach(report);
    if (options.environments.length === 0) report('is given nowhere: name at least one environment');
    Problems.of(this).addCheck(() => this.check(report));
    if (options.rootModule) this.assignRoles(options.rootModule, report);
    if (isLegal) ACCESSES.signIn(this);
  }

  private assignRoles(rootModule: RootModule, report: (message: string) => void): void {
    const { facts } = Estate.of(this);
    const { roles } = cloudAccess(facts.cloud);
    if (typeof roles === 'string') {
      report(`can give no roles of this cloud: ${roles}`);
      return;
    }
    const missing = this.environments.filter((environment) => !rootModule._isIn(environment));
    for (const { name } of missing) report(`gives roles with root module "${rootModule.name}", which environment "${name}" does not have`);
    if (missing.length > 0) return;
    roles(rootModule, `access_${this.name.replaceAll('-', '_')}`, {
      level: this.level,
      subjects: this._subjects,
      environments: this.environments.map((environment) => ({ environment, cloud: cloudOf(facts, environment) })),
    });
  }

  private check(report: (message: string) => void): void {
    const { facts, environments } = Estate.of(this);
    const registry = WorkloadRegistry.of(this);
    const hasNone = registry.all().length === 0;
    if (hasNone) report('is given in namespaces, of which there are none without a service: add one, or drop the access');
    for (const environment of this.environments) {
      const { name, runsServices, _runsOn: runsOn, _hasOverlay: hasOverlay } = environment;
      if (hasOverlay && !hasNone && registry.allIn(environment).length === 0) report(`names environment "${name}", which has no namespace, since no service is in it: drop it, or add one`);
      if (!runsServices) report(`names environment "${name}", in whose cluster nothing runs: drop it, or its runsServices: false`);
      else if (runsOn !== undefined) report(`names environment "${name}", which has no namespace, since its services run in CloudBase Run: drop it, or its runsOn`);
      for (const other of environments.filter((each) => each._hasOverlay && each.overlay === environment.overlay)) {
        if (!this.environments.includes(other)) report(`names environment "${name}" and not "${other.name}", which has the same overlay "${other.overlay}": name both, or give one of them another overlay`);
      }
      if (cloudAccess(cloudOf(facts, environment)).knowsEntraGroups) continue;
      for (const { principalId } of this._subjects.filter((subject) => subject.principalId !== undefined)) {
        report(`names the Entra group ${principalId}, which no cluster of environment "${name}" knows: give the group of an OIDC provider, AccessSubject.oidcGroup(…)`);
      }
    }
  }
}
