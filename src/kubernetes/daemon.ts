import { Construct } from 'constructs';
import { declareWorkload } from './declare-workload';
import type { KustomizePatch } from './kustomize/kustomize-patch';
import type { DaemonOptions, DaemonOverrides } from './options/daemon-options';
import { withOutputs } from './outputs/output-text';
import type { WorkloadMixin } from './workload-mixin';
import { DAEMON_SET } from './workloads/daemon-set/daemon-set-kind';
import type { DaemonSetModel, DaemonSettings } from './workloads/daemon-set/daemon-set-model';
import type { Workload } from './workloads/workload';
import { WorkloadRecord } from './workloads/workload-record';
import type { Environment } from '../estate/environment';
import type { IWorkload } from '../estate/i-workload';
import { plainOptions } from '../synth/declare/plain-options';
import { Kind } from '../synth/declare/register';
import type { SourceLocation } from '../synth/declare/source-location';

/** All daemons of an estate. */
export const DAEMONS = new Kind<Daemon>('daemon');

/**
 * A workload that has a pod on every node, or on those that it chooses by labels: an agent that collects, a cache beside the others. One
 * Kustomize base with a DaemonSet, and one overlay per environment with nothing but the differences.
 *
 * A new release comes to one node after the other. Its pods meet the restricted Pod Security Standard, which admits no files, ports or
 * network of the node, and may talk to nobody who is not named. Nodes with taints have none, unless `tolerations` say otherwise. Made with
 * `project.addDaemon(name, options)`, or with `new Daemon(project, name, options)`.
 */
export class Daemon extends Construct implements IWorkload {
  /** Name of the daemon, of its folder and of its objects in Kubernetes. */
  public readonly name: string;
  /** Name of the service account that its pods run as. */
  public readonly serviceAccountName: string;
  /** @internal */
  public readonly _workload: WorkloadRecord<DaemonSettings, DaemonSetModel>;

  /**
   * Declares a daemon.
   *
   * What is wrong with it is reported at synthesis, with all other problems of the estate.
   * @param scope the project, or a construct below it
   * @param id name of the daemon: a DNS label of at most 57 characters
   */
  constructor(scope: Construct, id: string, options: DaemonOptions = {}) {
    super(scope, DAEMONS.claim(scope, id));
    const { imageBuild, environments, ...settings } = withOutputs(options);
    this.name = plainOptions(id);
    this.serviceAccountName = this.name;
    this._workload = new WorkloadRecord(this, { name: this.name, kind: DAEMON_SET, settings, imageBuild, environments });
    declareWorkload(this, DAEMONS);
  }

  /** Takes in what this daemon has in common with others. What it says by itself goes before. Returns this daemon. */
  public apply(mixin: WorkloadMixin): Daemon {
    this._workload.apply(mixin);
    return this;
  }

  /**
   * Changes the daemon in one environment. What is left out stays as it is everywhere: objects and maps are merged key by key,
   * and a list or a single value takes the place of the one before. Returns this daemon.
   * @param environment the environment, or its name; an unknown one is a problem at synthesis
   */
  public override(environment: Environment | string, overrides: DaemonOverrides): Daemon {
    this._workload.override(environment, overrides);
    return this;
  }

  /** Patches the objects of the base, and so of every environment. */
  public patchBase(patch: KustomizePatch): Daemon {
    this._workload.patchBase(patch);
    return this;
  }

  /**
   * Patches the objects of one environment, after everything else.
   * @param environment the environment, or its name; an unknown one is a problem at synthesis
   */
  public patch(environment: Environment | string, patch: KustomizePatch): Daemon {
    this._workload.patch(environment, patch);
    return this;
  }

  /**
   * Adds an object for which there is no option, such as a custom resource: it lies beside the others of the daemon, is deployed and removed
   * with them, and gets the namespace of the environment. Where it names the daemon's ConfigMap or the repository of its image, it gets
   * the version that the environment runs.
   * @param file name of the file, such as `pod-monitor.yaml`
   * @param manifest the object, with apiVersion, kind and metadata.name
   * @param environment the environment that has it, or its name; left out: every one
   */
  public addManifest(file: string, manifest: { [field: string]: any }, environment?: Environment | string): Daemon {
    this._workload.addManifest(file, manifest, environment);
    return this;
  }

  /** The DaemonSet of the daemon in each environment, in the order in which the environments were declared. */
  public get workloads(): Workload[] {
    return this._workload.rollouts;
  }

  /** @internal */
  public get _source(): SourceLocation {
    return this._workload.source;
  }
}
