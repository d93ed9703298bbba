import { Construct } from 'constructs';
import { Project } from 'projen';
import { checkLabel, claimId } from './synth/declared-name';
import { SourceLocation } from './synth/source-location';

/** How an environment differs from the others as a whole. */
export interface EnvironmentOptions {
  /**
   * The environment whose state of the repository is released to this one. An environment with a predecessor is
   * deployed on a release or by hand, behind the CI environment of its name; one without is deployed on every push
   * to the default branch.
   * @default - deployed on every push to the default branch
   */
  readonly promotedFrom?: Environment;

  /**
   * Teams of the repository's owner that may approve a deployment. Rendered into the README's set-up steps, since
   * reviewers are a setting of the repository.
   * @default - none
   */
  readonly reviewers?: string[];

  /**
   * Kubernetes namespace of the environment's services.
   * @default - `<project name>-<environment name>`
   */
  readonly namespace?: string;
}

/**
 * A place where the whole estate runs: one directory of root modules, one state per root module, one overlay.
 *
 * Made with `project.addEnvironment(name)`.
 */
export class Environment extends Construct {
  /** Name of the environment: a DNS-1123 label, used as directory name. */
  public readonly name: string;
  /** The environment that is released to this one. */
  public readonly promotedFrom?: Environment;
  /** Teams that may approve a deployment. */
  public readonly reviewers: string[];
  /** Kubernetes namespace of the environment's services. */
  public readonly namespace: string;
  /** @internal */
  public readonly _source: SourceLocation;
  /** Whether the name can be used for folders and objects. @internal */
  public readonly _isLegal: boolean;

  /**
   * Declares an environment.
   * @param scope the project
   * @param id name of the environment: a DNS-1123 label
   */
  constructor(scope: Construct, id: string, options: EnvironmentOptions = {}) {
    super(scope, claimId(scope, 'environment', id));
    this._source = SourceLocation.capture();
    this.name = id;
    this.promotedFrom = options.promotedFrom;
    this.reviewers = options.reviewers ?? [];
    this.namespace = options.namespace ?? `${Project.of(this).name}-${id}`;
    this._isLegal = checkLabel(this, this._source, 'environment', id);
  }

  /** Whether a deployment waits for a release or an approval: true when the environment has a predecessor or reviewers. */
  public get isProtected(): boolean {
    return this.promotedFrom !== undefined || this.reviewers.length > 0;
  }
}
