import { Construct } from 'constructs';
import { declareWorkload } from './declare-workload';
import type { KustomizePatch } from './kustomize/kustomize-patch';
import type { JobOptions, JobOverrides } from './options/job-options';
import { withOutputs } from './outputs/output-text';
import type { WorkloadMixin } from './workload-mixin';
import { JOB } from './workloads/job/job-kind';
import type { JobModel, JobSettings } from './workloads/job/job-model';
import { WorkloadRecord } from './workloads/workload-record';
import type { Environment } from '../estate/environment';
import type { IWorkload } from '../estate/i-workload';
import { plainOptions } from '../synth/declare/plain-options';
import { Kind } from '../synth/declare/register';
import type { SourceLocation } from '../synth/declare/source-location';

/** All jobs of an estate. */
export const JOBS = new Kind<Job>('job');

/**
 * A workload that runs to its end when it is deployed, such as the migration of a database, in every environment: one Kustomize base
 * with a Job, and one overlay per environment with nothing but the differences.
 *
 * A Job cannot change. So each version of it, which is all that its pod is made of, is a Job of its own, `<name>-<version>`. A version
 * that has succeeded is not run again, one that failed is run again by the next deployment. So a Job that has ended stays, without a
 * `ttlSecondsAfterFinished`, which kube-linter is told.
 *
 * Its pods meet the restricted Pod Security Standard, and may talk to nobody who is not named. Made with
 * `project.addJob(name, options)`, or with `new Job(project, name, options)`.
 */
export class Job extends Construct implements IWorkload {
  /** Name of the job, of its folder and of its objects in Kubernetes. */
  public readonly name: string;
  /** Name of the service account that its pods run as. */
  public readonly serviceAccountName: string;
  /** @internal */
  public readonly _workload: WorkloadRecord<JobSettings, JobModel>;

  /**
   * Declares a job.
   *
   * What is wrong with it is reported at synthesis, with all other problems of the estate.
   * @param scope the project, or a construct below it
   * @param id name of the job: a DNS label of at most 46 characters
   */
  constructor(scope: Construct, id: string, options: JobOptions = {}) {
    super(scope, JOBS.claim(scope, id));
    const { imageBuild, environments, ...settings } = withOutputs(options);
    this.name = plainOptions(id);
    this.serviceAccountName = this.name;
    this._workload = new WorkloadRecord(this, { name: this.name, kind: JOB, settings, imageBuild, environments });
    declareWorkload(this, JOBS);
  }

  /** Takes in what this job has in common with others. What it says by itself goes before. Returns this job. */
  public apply(mixin: WorkloadMixin): Job {
    this._workload.apply(mixin);
    return this;
  }

  /**
   * Changes the job in one environment. What is left out stays as it is everywhere: objects and maps are merged key by key,
   * and a list or a single value takes the place of the one before. Returns this job.
   * @param environment the environment, or its name; an unknown one is a problem at synthesis
   */
  public override(environment: Environment | string, overrides: JobOverrides): Job {
    this._workload.override(environment, overrides);
    return this;
  }

  /** Patches the objects of the base, and so of every environment. */
  public patchBase(patch: KustomizePatch): Job {
    this._workload.patchBase(patch);
    return this;
  }

  /**
   * Patches the objects of one environment, after everything else.
   * @param environment the environment, or its name; an unknown one is a problem at synthesis
   */
  public patch(environment: Environment | string, patch: KustomizePatch): Job {
    this._workload.patch(environment, patch);
    return this;
  }

  /**
   * Adds an object for which there is no option, such as a custom resource: it lies beside the others of the job, is deployed and removed
   * with them, and gets the namespace of the environment. Where it names the job's ConfigMap or the repository of its image, it gets
   * the version that the environment runs.
   * @param file name of the file, such as `scaled-object.yaml`
   * @param manifest the object, with apiVersion, kind and metadata.name
   * @param environment the environment that has it, or its name; left out: every one
   */
  public addManifest(file: string, manifest: { [field: string]: any }, environment?: Environment | string): Job {
    this._workload.addManifest(file, manifest, environment);
    return this;
  }

  /** @internal */
  public get _source(): SourceLocation {
    return this._workload.source;
  }
}
