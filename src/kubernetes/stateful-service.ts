import { Construct } from 'constructs';
import { declareWorkload } from './declare-workload';
import { exposeWorkload } from './gateway/expose-workload';
import type { Gateway } from './gateway/gateway';
import type { KustomizePatch } from './kustomize/kustomize-patch';
import type { ExposeOptions } from './options/expose-options';
import type { StatefulServiceOptions, StatefulServiceOverrides } from './options/stateful-service-options';
import { withOutputs } from './outputs/output-text';
import type { WorkloadMixin } from './workload-mixin';
import { STATEFUL_SET } from './workloads/stateful-set/stateful-set-kind';
import { podsServiceName, StatefulServiceSettings, StatefulSetModel } from './workloads/stateful-set/stateful-set-model';
import type { Workload } from './workloads/workload';
import { WorkloadRecord } from './workloads/workload-record';
import { WorkloadRegistry } from './workloads/workload-registry';
import type { Environment } from '../estate/environment';
import type { IWorkload } from '../estate/i-workload';
import { plainOptions } from '../synth/declare/plain-options';
import { Problems } from '../synth/declare/problems';
import { Kind } from '../synth/declare/register';
import type { SourceLocation } from '../synth/declare/source-location';

/** All stateful services of an estate. */
export const STATEFUL_SERVICES = new Kind<StatefulService>('stateful service');

/**
 * A workload whose pods each have a name and a disk of their own: a database, a queue, a store. One Kustomize base with a StatefulSet, and
 * one overlay per environment with nothing but the differences.
 *
 * Others connect to it as to a service, by its name; its pods are also reached one by one, as `<name>-0.<name>-pods`. New releases come to
 * one pod at a time, the last one first. Its pods meet the restricted Pod Security Standard, spread over nodes and zones, and may talk to
 * nobody who is not named.
 *
 * What Kubernetes never changes in a StatefulSet: its claims, the Service by which pods have names (`<name>-pods`), and
 * `podManagementPolicy`. A deployment that would change them fails, and leaves all as it is.
 *
 * Made with `project.addStatefulService(name, options)`, or with `new StatefulService(project, name, options)`.
 */
export class StatefulService extends Construct implements IWorkload {
  /** Name of the stateful service, of its folder and of its objects in Kubernetes. */
  public readonly name: string;
  /** Name of the service account that its pods run as. */
  public readonly serviceAccountName: string;
  /** Main port of its container. */
  public readonly port: number;
  /** @internal */
  public readonly _workload: WorkloadRecord<StatefulServiceSettings, StatefulSetModel>;

  /**
   * Declares a stateful service.
   *
   * What is wrong with it is reported at synthesis, with all other problems of the estate.
   * @param scope the project, or a construct below it
   * @param id name of the stateful service: a DNS label of at most 52 characters
   */
  constructor(scope: Construct, id: string, options: StatefulServiceOptions) {
    super(scope, STATEFUL_SERVICES.claim(scope, id));
    const { imageBuild, environments, ...settings } = withOutputs(options);
    this.name = plainOptions(id);
    this.serviceAccountName = this.name;
    this.port = settings.port;
    this._workload = new WorkloadRecord(this, { name: this.name, kind: STATEFUL_SET, settings, imageBuild, environments });
    declareWorkload(this, STATEFUL_SERVICES);
    Problems.of(this).addCheck(() => this.checkPodsService());
  }

  /** Takes in what this stateful service has in common with others. What it says by itself goes before. Returns this stateful service. */
  public apply(mixin: WorkloadMixin): StatefulService {
    this._workload.apply(mixin);
    return this;
  }

  /**
   * Changes the stateful service in one environment. What is left out stays as it is everywhere: objects and maps are merged key by key,
   * and a list or a single value takes the place of the one before. Returns this stateful service.
   * @param environment the environment, or its name; an unknown one is a problem at synthesis
   */
  public override(environment: Environment | string, overrides: StatefulServiceOverrides): StatefulService {
    this._workload.override(environment, overrides);
    return this;
  }

  /**
   * Lets a gateway pass on requests from outside to the stateful service, and lets its proxies in. Called several times it adds hosts and
   * paths. Returns this stateful service.
   * @param gateway the gateway, or its name; one that was not declared before is a problem at synthesis
   */
  public expose(gateway: Gateway | string, options: ExposeOptions = {}): StatefulService {
    exposeWorkload(this, gateway, options);
    return this;
  }

  /** Patches the objects of the base, and so of every environment. */
  public patchBase(patch: KustomizePatch): StatefulService {
    this._workload.patchBase(patch);
    return this;
  }

  /**
   * Patches the objects of one environment, after everything else.
   * @param environment the environment, or its name; an unknown one is a problem at synthesis
   */
  public patch(environment: Environment | string, patch: KustomizePatch): StatefulService {
    this._workload.patch(environment, patch);
    return this;
  }

  /**
   * Adds an object for which there is no option, such as a custom resource: it lies beside the others of the stateful service, is deployed
   * and removed with them, and gets the namespace of the environment. Where it names the ConfigMap or the repository of the image, it gets
   * the version that the environment runs.
   * @param file name of the file, such as `backup.yaml`
   * @param manifest the object, with apiVersion, kind and metadata.name
   * @param environment the environment that has it, or its name; left out: every one
   */
  public addManifest(file: string, manifest: { [field: string]: any }, environment?: Environment | string): StatefulService {
    this._workload.addManifest(file, manifest, environment);
    return this;
  }

  /** The StatefulSet in each environment, in the order in which the environments were declared. */
  public get workloads(): Workload[] {
    return this._workload.rollouts;
  }

  /** @internal */
  public get _source(): SourceLocation {
    return this._workload.source;
  }

  private checkPodsService(): void {
    const other = WorkloadRegistry.of(this).find(podsServiceName(this.name));
    if (other === undefined) return;
    Problems.of(this).add(other.source, `${other.kind.noun} "${other.name}" is called as the Service by which the pods of stateful service "${this.name}" have names: give one of the two another name`);
  }
}
