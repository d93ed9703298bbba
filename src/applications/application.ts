import * as path from 'node:path';
import { Construct } from 'constructs';
import { Project } from 'projen/lib/project';
import { checkApplication, checkName, isJudged } from './application-checks';
import { ApplicationOptions, HelmChart } from './application-options';
import { ComponentPolicy, renderComponentPolicy } from './component-policy';
import type { UpstreamRelease } from './upstream-release';
import type { JudgedApplication } from '../access/judged-application';
import { Environment, ENVIRONMENTS } from '../estate/environment';
import { Estate } from '../estate/estate';
import { ImageEntry, renderKustomization } from '../kubernetes/kustomize/kustomization';
import type { KustomizePatch, PatchContent } from '../kubernetes/kustomize/kustomize-patch';
import { renderDefaultDeny } from '../kubernetes/manifests/default-deny';
import type { Manifest } from '../kubernetes/manifests/manifest';
import { renderNamespace } from '../kubernetes/manifests/namespace';
import { withOutputs } from '../kubernetes/outputs/output-text';
import { findObjectSecrets } from '../kubernetes/patches/declared-secrets';
import { Closing } from '../synth/declare/closing';
import { plainOptions } from '../synth/declare/plain-options';
import { Problems } from '../synth/declare/problems';
import { Kind } from '../synth/declare/register';
import { SourceLocation } from '../synth/declare/source-location';
import { EstateProject } from '../synth/estate-project';
import type { Explanation } from '../synth/files/explanation';
import { GeneratedText } from '../synth/files/generated-text';
import { GeneratedYaml } from '../synth/files/generated-yaml';
import type { YamlLayout } from '../synth/files/yaml-text';

/** All applications of an estate. */
export const APPLICATIONS = new Kind<Application>('application');

const NAMESPACE_FILE = 'namespace.yaml';
const DEFAULT_NAMESPACE_FILE = 'default-namespace.yaml';
/** Below the folder of an application: who may connect to whom. */
const NETWORK_DIR = 'network';

/** An object of the user's, and where it was declared. */
export interface DeclaredManifest {
  readonly file: string;
  readonly manifest: { readonly [field: string]: any };
  readonly source: SourceLocation;
}

/** A patch of the user's, and where it was declared. */
export interface DeclaredApplicationPatch {
  readonly patch: KustomizePatch;
  readonly source: SourceLocation;
}

/** What was declared of an application, and where. */
export interface SaidOfApplication {
  readonly data: unknown;
  readonly source: SourceLocation;
}

/** How a file differs from the others. */
interface FileLayout extends YamlLayout {
  /** What it is there for, beside the application. */
  readonly about?: Explanation;
}

/**
 * What runs in the clusters beside the services: one Kustomize folder, the same for every cluster.
 *
 * Made with `project.addApplication(name, options)`.
 */
export class Application extends Construct {
  /** Name of the application and of its folder. */
  public readonly name: string;
  /** Folder of the application, relative to the repository. */
  public readonly directory: string;
  /** Kubernetes namespace of every object that names none. */
  public readonly namespace: string;
  /** Whether the name can be used for folders and objects. @internal */
  public readonly _isLegal: boolean;
  /** @internal */
  public readonly _source: SourceLocation;
  /** @internal */
  public readonly _options: ApplicationOptions;
  /** @internal */
  public readonly _manifests: DeclaredManifest[] = [];
  /** @internal */
  public readonly _patches: DeclaredApplicationPatch[] = [];
  /** What comes before the patches of the user. @internal */
  public readonly _ownPatches: Array<() => PatchContent[]> = [];
  /** @internal */
  public readonly _releases: UpstreamRelease[] = [];
  /** Folders of the repository that are applied after this one, in this order. @internal */
  public readonly _followers: string[] = [];
  private readonly releaseFiles: string[] = [];
  private readonly ownFiles: string[] = [];
  private readonly ownDocuments: GeneratedYaml[] = [];
  private readonly followingDocuments: GeneratedYaml[] = [];
  private readonly images: ImageEntry[] = [];
  private readonly project: Project;
  /** The environments that it was said to be in; undefined: all that may have it. */
  private readonly onlyIn?: readonly Environment[];

  /**
   * Declares an application.
   *
   * What is wrong with it is reported at synthesis, with all other problems of the estate.
   * @param scope the project, or a construct below it
   * @param id name of the application: a DNS-1123 label
   */
  constructor(scope: Construct, id: string, options: ApplicationOptions = {}) {
    super(scope, APPLICATIONS.claim(scope, id));
    id = plainOptions(id);
    const { manifests, ...others } = options;
    options = { ...plainOptions(others), manifests: withOutputs(manifests) };
    this._source = SourceLocation.capture();
    this._options = options;
    this.name = id;
    this.namespace = options.namespace ?? id;
    this.project = Project.of(this);
    const { layout, projectName } = Estate.of(this).facts;
    this.directory = `${options.thirdParty ? layout.thirdPartyApplicationsDir : layout.applicationsDir}/${id}`;
    this.onlyIn = options.environments && ENVIRONMENTS.resolveAll(this, options.environments, `application "${id}"`, this._source);
    this._isLegal = checkName(this, layout);
    if (!this._isLegal) return;

    if (this.project instanceof EstateProject) this.project.addGeneratedDirectory(this.directory);
    if (options.createNamespace ?? true) {
      this._addOwnFile(NAMESPACE_FILE, () => renderNamespace({ namespace: this.namespace, partOf: projectName, podSecurity: options.podSecurity }));
    }
    this._addYaml(DEFAULT_NAMESPACE_FILE, () => defaultNamespace(this.namespace));
    this._addYaml('kustomization.yaml', () => this.kustomization());
    for (const [file, manifest] of Object.entries(options.manifests ?? {})) this.declareManifest(file, manifest, this._source);
    for (const patch of options.patches ?? []) this._patches.push({ patch, source: this._source });
    Problems.of(this).addCheck(() => checkApplication(this, APPLICATIONS.in(this).all));
    APPLICATIONS.signIn(this);
  }

  /**
   * Adds an object of one's own. Outputs of root modules may stand in it that are not sensitive: the deployment fills them in.
   * @param file its file in the folder of the application: `issuer.yaml`
   * @param manifest the object, with `apiVersion`, `kind` and `metadata.name`
   */
  public addManifest(file: string, manifest: { [field: string]: any }): Application {
    this.declareManifest(plainOptions(file), withOutputs(manifest), SourceLocation.capture());
    return this;
  }

  /**
   * Patches the objects of the application, after everything else. A patch that changes nothing is a problem, as far as the
   * objects are known: those of addresses, charts and files of your own are not.
   */
  public patch(patch: KustomizePatch): Application {
    Closing.of(this).assertOpen(() => `a patch of application "${this.name}"`);
    this._patches.push({ patch, source: SourceLocation.capture() });
    return this;
  }

  /** Whether only people bring it to a cluster: no deployment has what renders charts. @internal */
  public get _isBroughtByHand(): boolean {
    return (this._options.helmCharts ?? []).length > 0;
  }

  /** Whether deployments bring it to the cluster of an environment, if there is one. @internal */
  public _isIn(environment: Environment): boolean {
    if (!this._isLegal || this._isBroughtByHand) return false;
    if (this.onlyIn !== undefined) return this.onlyIn.includes(environment);
    const sharing = Estate.of(this).environments.filter(({ namespace, _hasOverlay: hasOverlay }) => hasOverlay && namespace === this.namespace);
    return sharing.length === 0 || sharing.includes(environment);
  }

  /** The environments that it was said to be in; empty when nothing was said. @internal */
  public get _namedEnvironments(): readonly Environment[] {
    return this.onlyIn ?? [];
  }

  /** Adds the files whose number follows from the whole estate. @internal */
  public _addFiles(): void {}

  /** Adds an object of a ready-made application. @internal */
  public _addOwnFile(file: string, manifest: () => object): void {
    this.ownFiles.push(file);
    const document = this._addYaml(file, manifest);
    if (document) this.ownDocuments.push(document);
  }

  /** Closes the namespace: its pods connect to nothing but to what these policies name. @internal */
  public _closeNamespace(policies: readonly ComponentPolicy[]): void {
    const { projectName: partOf } = Estate.of(this).facts;
    this._addOwnFile(`${NETWORK_DIR}/default-deny.yaml`, () => renderDefaultDeny({ namespace: this.namespace, partOf }));
    for (const policy of policies) this._addOwnFile(`${NETWORK_DIR}/${policy.name}.yaml`, () => renderComponentPolicy(partOf, policy));
  }

  /** What the rules about rights have to know of it; undefined: it is not judged, because not all of it is known. @internal */
  public _judged(): JudgedApplication | undefined {
    const { directory: folder, namespace, _options: { acceptedRights: accepted = {} } } = this;
    return isJudged(this) ? { folder, namespace, accepted } : undefined;
  }

  /**
   * Adds objects of kinds that exist only after the application was applied: a folder of its own, which is applied after that.
   * @param folder its name in the folder of the application
   * @internal
   */
  public _addFollower(folder: string, manifests: Readonly<Record<string, () => Manifest>>): void {
    this._followers.push(`${this.directory}/${folder}`);
    this._addYaml(`${folder}/kustomization.yaml`, () => renderKustomization({ resources: Object.keys(manifests) }));
    for (const [file, manifest] of Object.entries(manifests)) {
      const document = this._addYaml(`${folder}/${file}`, manifest);
      if (document) this.followingDocuments.push(document);
    }
  }

  /**
   * Adds what others made, with the licence to pass it on.
   * @param folder where in `upstream/` both lie
   * @internal
   */
  public _addRelease(release: UpstreamRelease, file: string, folder = ''): void {
    if (!this._isLegal) return;
    const dir = path.posix.join('upstream', folder);
    this._releases.push(release);
    this.releaseFiles.push(`${dir}/${file}`);
    const whole = { what: `${release.title} ${release.version} as its makers published it, for application "${this.name}"`, source: this._source };
    const change = 'a patch, since it comes with the package';
    new GeneratedText(this, `${this.directory}/${dir}/${file}`, { content: () => release.manifest(), comment: '#', explain: () => [{ ...whole, change }] });
    new GeneratedText(this, `${this.directory}/${dir}/LICENSE`, { content: () => release.license(), explain: () => [whole] });
  }

  /** Runs another version of an image. @internal */
  public _addImage(image: ImageEntry): void {
    this.images.push(image);
  }

  /** Adds a file that the kustomization does not list by itself. @internal */
  public _addYaml(file: string, obj: () => object | undefined, { about, ...layout }: FileLayout = {}): GeneratedYaml | undefined {
    const explain = () => [...(about ? [about] : []), this.explanation];
    return this._isLegal ? new GeneratedYaml(this, `${this.directory}/${file}`, { obj, explain, ...layout }) : undefined;
  }

  /** The objects of ready-made applications and the namespace, as they are. @internal */
  public _ownManifests(): object[] {
    return this.ownDocuments.map((document) => document._document()!);
  }

  /** All objects and patches, but those that its makers published. @internal */
  public _said(): SaidOfApplication[] {
    const own = [...this.ownDocuments, ...this.followingDocuments].map((document) => document._document());
    return [
      { data: [own, this._ownPatches.map((patches) => patches())], source: this._source },
      ...this._manifests.map(({ manifest: data, source }) => ({ data, source })),
      ...this._patches.map(({ patch: data, source }) => ({ data, source })),
    ];
  }

  /** Notes what looks like a secret in the options of a ready-made application. @internal */
  protected _findSecretsIn(options: object): void {
    findObjectSecrets(options, { scope: this, source: this._source, subject: `application "${this.name}"`, place: 'its options' });
  }

  /** How to say it differently. @internal */
  protected get _change(): string {
    return `project.addApplication('${this.name}', …)`;
  }

  private get explanation(): Explanation {
    return { what: `application "${this.name}"`, source: this._source, change: this._change };
  }

  private declareManifest(file: string, manifest: { [field: string]: any }, source: SourceLocation): void {
    Closing.of(this).assertOpen(() => `${JSON.stringify(file)} of application "${this.name}"`);
    this._manifests.push({ file, manifest, source });
    this._addYaml(file, () => manifest);
  }

  private kustomization(): object {
    const { resources = [], helmCharts = [] } = this._options;
    return renderKustomization({
      resources: [...this.ownFiles, ...this.releaseFiles, ...this._manifests.map(({ file }) => file), ...resources],
      helmCharts: helmCharts.map((chart) => renderChart(chart, this.namespace)),
      images: this.images,
      patches: [...this._ownPatches.flatMap((patches) => patches()), ...this._patches.map(({ patch }) => patch._content)],
      transformers: [DEFAULT_NAMESPACE_FILE],
    });
  }
}

/**
 * A transformer and not the field `namespace`, because that would also move what its makers put elsewhere on purpose, such as
 * a Role in `kube-system`.
 */
function defaultNamespace(namespace: string): object {
  return { apiVersion: 'builtin', kind: 'NamespaceTransformer', metadata: { name: 'default-namespace', namespace }, unsetOnly: true };
}

function renderChart({ name, repository, version, releaseName, values, includeCrds }: HelmChart, namespace: string): object {
  return { name, repo: repository, version, releaseName: releaseName ?? name, namespace, includeCRDs: includeCrds ?? true, valuesInline: values };
}
