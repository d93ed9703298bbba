import { Construct } from 'constructs';
import { Project } from 'projen/lib/project';
import { CloudBaseRun, placeProblem } from './cloudbase-run';
import type { EnvironmentNames } from './layout';
import { PodSecurity } from './pod-security';
import type { Backend } from '../clouds/backends/backend';
import type { Cloud } from '../clouds/cloud';
import { checkLabel } from '../synth/declare/declared-name';
import { plainOptions } from '../synth/declare/plain-options';
import { Problems } from '../synth/declare/problems';
import { Kind } from '../synth/declare/register';
import { SourceLocation } from '../synth/declare/source-location';
import { variableName } from '../synth/files/explanation';

/** All environments of an estate. */
export const ENVIRONMENTS = new Kind<Environment>('environment');

/** The last part of a team's address on GitHub. */
const TEAM = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

/** How an environment differs from the others as a whole. */
export interface EnvironmentOptions {
  /**
   * The environment that this one follows: it is deployed at commits that were deployed there before, with the same
   * images. Its deployment is started by that of the predecessor or by hand, and waits for an approval behind the CI
   * environment of its name, unless `needsApproval` is false; without one it is refused. An environment without a predecessor is deployed on every push to the default branch. The
   * environment, or its name; one that was not declared before is a problem at synthesis.
   * @default - deployed on every push to the default branch
   */
  readonly promotedFrom?: Environment | string;

  /**
   * Teams of the repository's owner that may approve a deployment, each by the name in its address, such as `platform`.
   * `doctor.sh --fix` sets them, since reviewers are a setting of the repository, and a deployment is refused while others may
   * approve it. Rendered into `.github/CODEOWNERS` as those who have to agree to a change of all that the environment follows from.
   * @default - none
   */
  readonly reviewers?: string[];

  /**
   * Whether a deployment waits until somebody approves it. With `promotedFrom` and `false` the environment is deployed as soon as its predecessor
   * was, such as one between development and production, and is as open as one without a predecessor: pull requests plan it without being let in.
   * @default - true with `promotedFrom` or `reviewers`
   */
  readonly needsApproval?: boolean;
  /**
   * The Pod Security Standard that the namespace of its services enforces. `PodSecurity.BASELINE` admits those that run as root; all others keep what
   * they are given, which is *restricted*.
   * @default PodSecurity.RESTRICTED
   */
  readonly podSecurity?: PodSecurity;
  /**
   * Kubernetes namespace of the environment's services.
   * @default - `<project name>-<overlay>`, with `stateKey` for the overlay when it is given
   */
  readonly namespace?: string;

  /**
   * Short name of the environment: `prod` for `pme-prod-cn`. A DNS-1123 label, which several environments may have.
   * @default - the name of the environment
   */
  readonly shortName?: string;

  /**
   * Name of the environment's Kustomize overlay, a DNS-1123 label. Environments with the same overlay run the same: what is
   * said of a service in one of them holds in all.
   * @default - the short name
   */
  readonly overlay?: string;

  /**
   * Whether services run in the environment. An environment without them has root modules only.
   * @default true
   */
  readonly runsServices?: boolean;

  /**
   * Where the services of the environment run: `CloudBaseRun.environment({ envId: … })`. Workloads of other kinds cannot be in such an environment.
   * @default - in the cluster of the environment
   */
  readonly runsOn?: CloudBaseRun;

  /**
   * Whether a deployment removes from the cluster what it has brought there before and the overlay no longer has, such as a service
   * that is gone, once all workloads are available. Never claims, volumes, namespaces, definitions of custom resources, nor what
   * somebody else has made. Where it does not, it lists them.
   * @default true - unless the environment is protected (`promotedFrom` or `reviewers`), which has to say so
   */
  readonly prunes?: boolean;

  /**
   * The cloud that the environment runs on, such as another subscription or another sovereign cloud of the same supplier.
   * @default - the cloud of the project
   */
  readonly cloud?: Cloud;

  /**
   * Name of the bootstrap that makes the environment's state backend and the identities of its jobs; also the name of its
   * folder. Environments with the same bootstrap share the backend. A DNS-1123 label.
   * @default - one bootstrap for all environments on the cloud of the project, and one for each that has a cloud of its own
   */
  readonly bootstrap?: string;

  /**
   * Where Terraform keeps the states of the environment. It has to be there already.
   * @default - what the bootstrap makes, or the backend of the project
   */
  readonly backend?: Backend;

  /**
   * Team that is told of the alerts of workloads which name none, one of the project's `alertReceivers`.
   * @default - the first of them
   */
  readonly team?: string;

  /**
   * Name that an environment keeps outside of the repository after it was renamed in it: in the addresses of its states,
   * in the default names of its resources and in its namespace, so that nothing that runs is built anew. The former name,
   * a DNS-1123 label.
   * @default - the name of the environment
   */
  readonly stateKey?: string;
}

/**
 * A place where the whole estate runs: one directory of root modules, one state per root module, one overlay.
 *
 * Made with `project.addEnvironment(name)`, or with `new Environment(project, name)`.
 */
export class Environment extends Construct {
  /** Name of the environment: a DNS-1123 label, used as directory name. */
  public readonly name: string;
  /** The environment that this one follows. */
  public readonly promotedFrom?: Environment;
  /** Teams that may approve a deployment. */
  public readonly reviewers: string[];
  /** Kubernetes namespace of the environment's services. */
  public readonly namespace: string;
  /** Short name of the environment. */
  public readonly shortName: string;
  /** Name of the environment's Kustomize overlay. */
  public readonly overlay: string;
  /** The Pod Security Standard that its namespace enforces. */
  public readonly podSecurity: PodSecurity;
  /** Whether services run in the environment. */
  public readonly runsServices: boolean;
  /** Whether a deployment removes from the cluster what the overlay no longer has. */
  public readonly prunes: boolean;
  /** Whether a deployment waits for an approval, where that was said. @internal */
  public readonly _needsApproval?: boolean;
  /** Where its services run; undefined: in its cluster. @internal */
  public readonly _runsOn?: CloudBaseRun;
  /** The environment's own cloud; undefined: that of the project. @internal */
  public readonly _cloud?: Cloud;
  /** Name of the environment's own bootstrap; undefined: that of the project. @internal */
  public readonly _bootstrap?: string;
  /** The environment's own backend. @internal */
  public readonly _backend?: Backend;
  /** Team that is told of alerts; undefined: nothing was said. @internal */
  public readonly _team?: string;
  /** @internal */
  public readonly _source: SourceLocation;
  /** Whether the name can be used for folders and objects. @internal */
  public readonly _isLegal: boolean;
  /** Name of the environment outside of the repository. @internal */
  public readonly _stateKey: string;

  /**
   * Declares an environment.
   * @param scope the project, or a construct below it
   * @param id name of the environment: a DNS-1123 label
   */
  constructor(scope: Construct, id: string, options: EnvironmentOptions = {}) {
    super(scope, ENVIRONMENTS.claim(scope, id));
    id = plainOptions(id);
    options = plainOptions(options);
    this._source = SourceLocation.capture();
    this.name = id;
    this.promotedFrom = options.promotedFrom === undefined
      ? undefined : ENVIRONMENTS.resolve(this, options.promotedFrom, `promotedFrom of environment "${id}"`, this._source);
    this.reviewers = options.reviewers ?? [];
    for (const team of this.reviewers.filter((name) => !TEAM.test(name))) {
      Problems.of(this).add(this._source, `environment "${id}" has the reviewer ${JSON.stringify(team)}, which is not the name of a team: give the last part of its address, such as "platform"`);
    }
    this._needsApproval = options.needsApproval;
    if (options.needsApproval === false && this.reviewers.length > 0) {
      Problems.of(this).add(this._source, `environment "${id}" has reviewers, and needsApproval: false, so that nobody would ask them: drop one of the two`);
    }
    this._stateKey = options.stateKey ?? id;
    this.shortName = options.shortName ?? id;
    this.overlay = options.overlay ?? this.shortName;
    this.namespace = options.namespace ?? `${Project.of(this).name}-${options.stateKey ?? this.overlay}`;
    this.podSecurity = options.podSecurity ?? PodSecurity.RESTRICTED;
    this.runsServices = options.runsServices ?? true;
    this._runsOn = options.runsOn;
    this.prunes = options.prunes ?? !this.isProtected;
    this._cloud = options.cloud;
    this._bootstrap = options.bootstrap ?? (options.cloud && id);
    this._backend = options.backend;
    this._team = options.team;
    const { stateKey, shortName, overlay, bootstrap } = options;
    this._isLegal = checkLabel(this, this._source, 'environment', id)
      && Object.entries({ stateKey, shortName, overlay, bootstrap })
        .every(([option, name]) => name === undefined || checkLabel(this, this._source, `${option} of environment "${id}"`, name));
    for (const problem of uselessOptions(options)) Problems.of(this).add(this._source, `environment "${id}" ${problem}`);
    Problems.of(this).addPart([id, this.namespace, variableName(id)]);
    if (this._isLegal) ENVIRONMENTS.signIn(this);
  }

  /** The names under which the states of the environment are known where they lie in its folders. @internal */
  public get _stateNames(): EnvironmentNames {
    return { name: this._stateKey, shortName: this.shortName === this.name ? this._stateKey : this.shortName };
  }

  /** Whether services run in a cluster of it, and so whether it has an overlay. @internal */
  public get _hasOverlay(): boolean {
    return this.runsServices && this._runsOn === undefined;
  }

  /** Whether a deployment waits for an approval: true when the environment has a predecessor or reviewers, unless it says otherwise. */
  public get isProtected(): boolean {
    return this._needsApproval ?? (this.promotedFrom !== undefined || this.reviewers.length > 0);
  }
}

/** The options of an environment that say something of services, where none run, or of a cluster, where it has none. */
function uselessOptions({ namespace, overlay, podSecurity, prunes, runsServices = true, runsOn, team }: EnvironmentOptions): string[] {
  const said = (options: object) => Object.entries(options).filter(([, value]) => value !== undefined).map(([option]) => option);
  if (!runsServices) {
    return said({ namespace, overlay, podSecurity, prunes, runsOn, team }).map((option) => `has the option "${option}", and no services run in it: drop it, or its runsServices: false`);
  }
  if (runsOn === undefined) return [];
  const problem = placeProblem(runsOn);
  return [
    ...(problem === undefined ? [] : [`has runsOn ${problem}`]),
    ...said({ namespace, podSecurity, prunes, team }).map((option) => `has the option "${option}", which is for what runs in a cluster, and its services run in CloudBase Run: drop it, or its runsOn`),
  ];
}
