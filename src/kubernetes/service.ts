import { Construct } from 'constructs';
import { declareWorkload } from './declare-workload';
import { exposeWorkload } from './gateway/expose-workload';
import type { Gateway } from './gateway/gateway';
import type { KustomizePatch } from './kustomize/kustomize-patch';
import type { ExposeOptions } from './options/expose-options';
import type { ServiceOptions, ServiceOverrides } from './options/service-options';
import { withOutputs } from './outputs/output-text';
import type { WorkloadMixin } from './workload-mixin';
import { SERVICE } from './workloads/deployment/service-kind';
import type { ServiceModel, ServiceSettings } from './workloads/deployment/service-model';
import type { Workload } from './workloads/workload';
import { WorkloadRecord } from './workloads/workload-record';
import type { Environment } from '../estate/environment';
import type { IWorkload } from '../estate/i-workload';
import { plainOptions } from '../synth/declare/plain-options';
import { Kind } from '../synth/declare/register';
import type { SourceLocation } from '../synth/declare/source-location';

/** All services of an estate. */
export const SERVICES = new Kind<Service>('service');

/**
 * A workload that serves HTTP in every environment: one Kustomize base, and one overlay per environment with nothing but
 * the differences.
 *
 * Its pods meet the restricted Pod Security Standard, spread over nodes and zones, scale by cpu, and may talk to nobody
 * who is not named. Made with `project.addService(name, options)`, or with `new Service(project, name, options)`.
 */
export class Service extends Construct implements IWorkload {
  /** Name of the service, of its folder and of its objects in Kubernetes. */
  public readonly name: string;
  /** Name of the service account that its pods run as. */
  public readonly serviceAccountName: string;
  /** Port on which the service speaks HTTP. */
  public readonly port: number;
  /** @internal */
  public readonly _workload: WorkloadRecord<ServiceSettings, ServiceModel>;

  /**
   * Declares a service.
   *
   * What is wrong with it is reported at synthesis, with all other problems of the estate.
   * @param scope the project, or a construct below it
   * @param id name of the service: a DNS label of at most 46 characters
   */
  constructor(scope: Construct, id: string, options: ServiceOptions) {
    super(scope, SERVICES.claim(scope, id));
    const { imageBuild, environments, runsOn, ...settings } = withOutputs(options);
    this.name = plainOptions(id);
    this.serviceAccountName = this.name;
    this.port = settings.port;
    this._workload = new WorkloadRecord(this, { name: this.name, kind: SERVICE, settings, imageBuild, environments, runsOn });
    declareWorkload(this, SERVICES);
  }

  /** Takes in what this service has in common with others. What it says by itself goes before. Returns this service. */
  public apply(mixin: WorkloadMixin): Service {
    this._workload.apply(mixin);
    return this;
  }

  /**
   * Changes the service in one environment. What is left out stays as it is everywhere: objects and maps are merged key by key,
   * and a list or a single value takes the place of the one before. Returns this service.
   * @param environment the environment, or its name; an unknown one is a problem at synthesis
   */
  public override(environment: Environment | string, overrides: ServiceOverrides): Service {
    this._workload.override(environment, overrides);
    return this;
  }

  /**
   * Lets a gateway pass on requests from outside to the service, and lets its proxies in. Called several times it adds hosts and paths.
   * Returns this service.
   * @param gateway the gateway, or its name; one that was not declared before is a problem at synthesis
   */
  public expose(gateway: Gateway | string, options: ExposeOptions = {}): Service {
    exposeWorkload(this, gateway, options);
    return this;
  }

  /** Patches the objects of the base, and so of every environment. */
  public patchBase(patch: KustomizePatch): Service {
    this._workload.patchBase(patch);
    return this;
  }

  /**
   * Patches the objects of one environment, after everything else.
   * @param environment the environment, or its name; an unknown one is a problem at synthesis
   */
  public patch(environment: Environment | string, patch: KustomizePatch): Service {
    this._workload.patch(environment, patch);
    return this;
  }

  /**
   * Adds an object for which there is no option, such as a custom resource: it lies beside the others of the service, is deployed and removed
   * with them, and gets the namespace of the environment. Where it names the service's ConfigMap or the repository of its image, it gets
   * the version that the environment runs.
   * @param file name of the file, such as `scaled-object.yaml`
   * @param manifest the object, with apiVersion, kind and metadata.name
   * @param environment the environment that has it, or its name; left out: every one
   */
  public addManifest(file: string, manifest: { [field: string]: any }, environment?: Environment | string): Service {
    this._workload.addManifest(file, manifest, environment);
    return this;
  }

  /** The Deployment of the service in each environment, in the order in which the environments were declared. */
  public get workloads(): Workload[] {
    return this._workload.rollouts;
  }

  /** @internal */
  public get _source(): SourceLocation {
    return this._workload.source;
  }
}
