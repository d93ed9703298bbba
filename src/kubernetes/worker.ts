import { Construct } from 'constructs';
import { declareWorkload } from './declare-workload';
import type { KustomizePatch } from './kustomize/kustomize-patch';
import type { WorkerOptions, WorkerOverrides } from './options/worker-options';
import { withOutputs } from './outputs/output-text';
import type { WorkloadMixin } from './workload-mixin';
import type { DeploymentModel } from './workloads/deployment/deployment-model';
import { WORKER } from './workloads/deployment/worker-kind';
import type { WorkerSettings } from './workloads/deployment/worker-model';
import type { Workload } from './workloads/workload';
import { WorkloadRecord } from './workloads/workload-record';
import type { Environment } from '../estate/environment';
import type { IWorkload } from '../estate/i-workload';
import { plainOptions } from '../synth/declare/plain-options';
import { Kind } from '../synth/declare/register';
import type { SourceLocation } from '../synth/declare/source-location';

/** All workers of an estate. */
export const WORKERS = new Kind<Worker>('worker');

/**
 * A workload that nobody sends requests to: it takes its work from a queue, or finds it by itself. One Kustomize base with a Deployment,
 * and one overlay per environment with nothing but the differences.
 *
 * Its pods meet the restricted Pod Security Standard, spread over nodes and zones, scale by cpu, and may talk to nobody who is not
 * named. Made with `project.addWorker(name, options)`, or with `new Worker(project, name, options)`.
 */
export class Worker extends Construct implements IWorkload {
  /** Name of the worker, of its folder and of its objects in Kubernetes. */
  public readonly name: string;
  /** Name of the service account that its pods run as. */
  public readonly serviceAccountName: string;
  /** @internal */
  public readonly _workload: WorkloadRecord<WorkerSettings, DeploymentModel>;

  /**
   * Declares a worker.
   *
   * What is wrong with it is reported at synthesis, with all other problems of the estate.
   * @param scope the project, or a construct below it
   * @param id name of the worker: a DNS label of at most 46 characters
   */
  constructor(scope: Construct, id: string, options: WorkerOptions = {}) {
    super(scope, WORKERS.claim(scope, id));
    const { imageBuild, environments, ...settings } = withOutputs(options);
    this.name = plainOptions(id);
    this.serviceAccountName = this.name;
    this._workload = new WorkloadRecord(this, { name: this.name, kind: WORKER, settings, imageBuild, environments });
    declareWorkload(this, WORKERS);
  }

  /** Takes in what this worker has in common with others. What it says by itself goes before. Returns this worker. */
  public apply(mixin: WorkloadMixin): Worker {
    this._workload.apply(mixin);
    return this;
  }

  /**
   * Changes the worker in one environment. What is left out stays as it is everywhere: objects and maps are merged key by key,
   * and a list or a single value takes the place of the one before. Returns this worker.
   * @param environment the environment, or its name; an unknown one is a problem at synthesis
   */
  public override(environment: Environment | string, overrides: WorkerOverrides): Worker {
    this._workload.override(environment, overrides);
    return this;
  }

  /** Patches the objects of the base, and so of every environment. */
  public patchBase(patch: KustomizePatch): Worker {
    this._workload.patchBase(patch);
    return this;
  }

  /**
   * Patches the objects of one environment, after everything else.
   * @param environment the environment, or its name; an unknown one is a problem at synthesis
   */
  public patch(environment: Environment | string, patch: KustomizePatch): Worker {
    this._workload.patch(environment, patch);
    return this;
  }

  /**
   * Adds an object for which there is no option, such as a custom resource: it lies beside the others of the worker, is deployed and removed
   * with them, and gets the namespace of the environment. Where it names the worker's ConfigMap or the repository of its image, it gets
   * the version that the environment runs.
   * @param file name of the file, such as `scaled-object.yaml`
   * @param manifest the object, with apiVersion, kind and metadata.name
   * @param environment the environment that has it, or its name; left out: every one
   */
  public addManifest(file: string, manifest: { [field: string]: any }, environment?: Environment | string): Worker {
    this._workload.addManifest(file, manifest, environment);
    return this;
  }

  /** The Deployment of the worker in each environment, in the order in which the environments were declared. */
  public get workloads(): Workload[] {
    return this._workload.rollouts;
  }

  /** @internal */
  public get _source(): SourceLocation {
    return this._workload.source;
  }
}
