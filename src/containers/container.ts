import { Construct } from 'constructs';
import { ContainerOptions, ContainerRuntime } from './container-options';
import { containerStarter } from './container-starter';
import { Environment, ENVIRONMENTS } from '../estate/environment';
import { Estate } from '../estate/estate';
import { FIRST_IMAGE_TAG, parseImage } from '../kubernetes/models/image-reference';
import type { ImageBuild } from '../kubernetes/options/workload-options';
import { BuiltImages } from '../kubernetes/workloads/built-images';
import type { ResolvedWorkload } from '../kubernetes/workloads/resolved-workload';
import { WorkloadRegistry } from '../kubernetes/workloads/workload-registry';
import { checkLabel } from '../synth/declare/declared-name';
import { plainOptions } from '../synth/declare/plain-options';
import { Problems } from '../synth/declare/problems';
import { Kind } from '../synth/declare/register';
import { SourceLocation } from '../synth/declare/source-location';
import { SeededText } from '../synth/files/seeded-text';

/** All containers of an estate. */
export const CONTAINERS = new Kind<Container>('container');

/**
 * A container image that is built from a folder of this repository.
 *
 * The Dockerfile, `.dockerignore` and a small server are written once and yours from then on: what an image needs is not
 * known here, and Dependabot moves the digests of base images in the Dockerfile itself. CI builds the image whenever
 * the folder changes, and notes its digest. A service takes over with `imageBuild: container.imageBuild`. Made with
 * `project.addContainer(name, options)`, or with `new Container(project, name, options)`.
 */
export class Container extends Construct {
  /** Name of the container, of its folder and of its image. */
  public readonly name: string;
  /** Folder of the Dockerfile and of the source, relative to the repository. */
  public readonly dir: string;
  /** The image without tag and digest. */
  public readonly repository: string;
  /** @internal */
  public readonly _source: SourceLocation;
  /** Whether CI builds the image, by itself or for a service. @internal */
  public readonly _isBuilt: boolean;
  private readonly readings: SourceLocation[] = [];

  /**
   * Declares a container.
   *
   * What is wrong with it is reported at synthesis, with all other problems of the estate.
   * @param scope the project, or a construct below it
   * @param id name of the container: a DNS-1123 label
   */
  constructor(scope: Construct, id: string, options: ContainerOptions = {}) {
    super(scope, CONTAINERS.claim(scope, id));
    id = plainOptions(id);
    options = plainOptions(options);
    this._source = SourceLocation.capture();
    const { runtime = ContainerRuntime.NODE, isBuilt = true } = options;
    const { layout, cloud, projectName } = Estate.of(this).facts;
    this.name = id;
    this.dir = `${layout.containersDir}/${id}`;
    this.repository = options.repository ?? cloud._supplier.imageRepository(projectName, id);
    const isLegal = checkLabel(this, this._source, 'container', id) && CONTAINERS.isFirst(this);
    this._isBuilt = isBuilt && isLegal;
    if (!isLegal) return;
    if (this._isBuilt) BuiltImages.of(this).addContainer(id);
    Problems.of(this).addCheck(() => this.check());
    for (const [file, text] of Object.entries(containerStarter(runtime, id))) new SeededText(this, `${this.dir}/${file}`, { content: () => text });
    CONTAINERS.signIn(this);
  }

  /** What a service is given as `imageBuild` to run this image. CI then builds it for the service alone. */
  public get imageBuild(): ImageBuild {
    return { context: this.dir };
  }

  /**
   * The image that was built for an environment, for whatever runs it there: with its digest, or with the tag `0.1.0`
   * before the first build.
   * @param environment the environment, or its name; an unknown one is a problem at synthesis
   */
  public image(environment: Environment | string): string {
    const source = SourceLocation.capture();
    this.readings.push(source);
    const found = ENVIRONMENTS.resolve(this, environment, `container "${this.name}"`, source);
    const digest = found && this._isBuilt ? BuiltImages.of(this).digest(found, this.name) : undefined;
    return digest === undefined ? `${this.repository}:${FIRST_IMAGE_TAG}` : `${this.repository}@${digest}`;
  }

  /** The workload that the image is built for. @internal */
  public get _builtFor(): ResolvedWorkload | undefined {
    return WorkloadRegistry.of(this).all().find(({ imageBuild }) => imageBuild?.context === this.dir);
  }

  private check(): void {
    const report = (message: string, source = this._source) => Problems.of(this).add(source, `container "${this.name}" ${message}`);
    const image = parseImage(this.repository);
    if (image === undefined || image.tag !== undefined || image.digest !== undefined) {
      report(`has repository ${JSON.stringify(this.repository)}, which is no image without tag and digest, such as "shop.tencentcloudcr.com/shop/${this.name}".`);
    }
    if (!this._isBuilt) return;
    const { pushRegistry, pushRegistryHint } = Estate.of(this).facts.cloud._supplier;
    if (pushRegistry === undefined) report(`is built by CI, which can log in to no registry to push it to: ${pushRegistryHint}. Or build it elsewhere: \`isBuilt: false\`.`);
    const workload = this._builtFor;
    const namesake = WorkloadRegistry.of(this).find(this.name);
    if (workload !== undefined) {
      const { name, kind: { noun } } = workload;
      for (const source of this.readings) report(`has no image of its own, since it is built for ${noun} "${name}": the overlays of the ${noun} hold its image.`, source);
    } else if (namesake?.imageBuild !== undefined) {
      report(`has the name of a ${namesake.kind.noun} that is built from another folder, and both would be noted as one image: give it another name.`);
    }
  }
}
