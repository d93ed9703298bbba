import { Construct } from 'constructs';
import { Environment, ENVIRONMENTS } from '../estate/environment';
import { Estate } from '../estate/estate';
import type { Service } from '../kubernetes/service';
import { isThere } from '../kubernetes/workloads/declarations';
import { findSecrets } from '../secrets/find-secrets';
import { checkLabel } from '../synth/declare/declared-name';
import { plainOptions } from '../synth/declare/plain-options';
import { Problems } from '../synth/declare/problems';
import { Kind } from '../synth/declare/register';
import { SecretFindings } from '../synth/declare/secret-findings';
import { SourceLocation } from '../synth/declare/source-location';

/** All products of an estate. */
export const PRODUCTS = new Kind<Product>('product');

/** A product: services that are built, tested and deployed together. */
export interface ProductOptions {
  /** Its services, in the order in which they are deployed. */
  readonly services: Service[];

  /**
   * The environments that it runs in, or their names; one that was not declared before is a problem at synthesis. Environments of a sovereign cloud have a pipeline of their own, in a folder of its name.
   * @default - every environment of the estate
   */
  readonly environments?: (Environment | string)[];

  /**
   * Lines of bash that build and test it, run in the folder of the repository before anything is deployed, and for every
   * pull request that changes it, or a folder that an image of its services is built from (`imageBuild`). The manifests of its services are built in any case.
   * @default - none
   */
  readonly buildCommands?: string[];
}

/**
 * Services that one pipeline delivers: it builds and tests them, then deploys them to one environment after the other, each
 * behind the checks of the Azure DevOps environment of its name.
 *
 * Made with `project.addProduct(name, …)`, or with `new Product(project, name, …)`. Its pipelines are files of Azure Pipelines.
 */
export class Product extends Construct {
  /** Name of the product: a DNS-1123 label, used as directory name. */
  public readonly name: string;
  /** Its services, in the order in which they are deployed. */
  public readonly services: Service[];
  /** Lines of bash that build and test it. */
  public readonly buildCommands: string[];
  /** @internal */
  public readonly _source: SourceLocation;
  private readonly chosen?: Environment[];

  /**
   * Declares a product.
   * @param scope the project, or a construct below it
   * @param id name of the product: a DNS-1123 label
   */
  constructor(scope: Construct, id: string, options: ProductOptions) {
    super(scope, PRODUCTS.claim(scope, id));
    id = plainOptions(id);
    options = plainOptions(options);
    this._source = SourceLocation.capture();
    this.name = id;
    this.services = options.services;
    this.buildCommands = options.buildCommands ?? [];
    this.chosen = options.environments && ENVIRONMENTS.resolveAll(this, options.environments, `product "${id}"`, this._source);
    const isLegal = checkLabel(this, this._source, 'product', id);
    SecretFindings.of(this).add(findSecrets(this.buildCommands, { name: 'buildCommands' }), {
      scope: this, source: this._source, subject: `product "${id}"`, place: 'buildCommands', wayOut: 'make it a secret variable of the pipeline, and refer to that',
    });
    if (isLegal && id === COMMON_FOLDER) {
      Problems.of(this).add(this._source, `product "${id}" has the name of the folder beside the products: give it another one`);
    }
    if (this.services.length === 0) {
      Problems.of(this).add(this._source, `product "${id}" has no services: give at least one, as project.addService returned it`);
    }
    if (options.environments?.length === 0) {
      Problems.of(this).add(this._source, `product "${id}" runs in no environment: list at least one in "environments", or leave it out to have all`);
    }
    for (const service of this.services.filter((other, index) => this.services.indexOf(other) !== index)) {
      Problems.of(this).add(this._source, `product "${id}" has the service "${service.name}" twice: drop one of the two`);
    }
    for (const service of this.services.filter((other) => other.node.root !== this.node.root)) {
      Problems.of(this).add(this._source, `product "${id}" has the service "${service.name}", which is not one of this project: make it with project.addService`);
    }
    for (const environment of this.chosen ?? []) {
      if (this.services.length === 0 || this.services.some(({ _workload }) => isThere(_workload, environment))) continue;
      Problems.of(this).add(this._source, `product "${id}" names environment "${environment.name}", in which none of its services is: drop it`);
    }
    if (isLegal) PRODUCTS.signIn(this);
  }

  /** Names of the environments that it runs in. @internal */
  public get _environments(): string[] {
    return (this.chosen ?? Estate.of(this).environments).map(({ name }) => name);
  }
}

/** Folder of the shared steps. */
const COMMON_FOLDER = 'templates';
