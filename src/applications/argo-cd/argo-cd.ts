import { Construct } from 'constructs';
import { checkArgoCd } from './argo-cd-checks';
import { ArgoCdOptions } from './argo-cd-options';
import { ARGO_CD_NAMESPACE, commentSync, Delivery, renderApplicationSet, renderAppProject, renderClosedProject, renderNamespaceApplication } from './delivery';
import { argoCdEgress } from './network';
import { settingsPatches } from './settings';
import type { Environment } from '../../estate/environment';
import { Estate } from '../../estate/estate';
import { ENVIRONMENT_FILES } from '../../kubernetes/environment-overlay';
import { GATEWAYS } from '../../kubernetes/gateway/gateway';
import { renderKustomization } from '../../kubernetes/kustomize/kustomization';
import type { Manifest } from '../../kubernetes/manifests/manifest';
import { namesWaitingFor } from '../../kubernetes/workloads/checks/waiting-checks';
import { declaredObjects } from '../../kubernetes/workloads/declared-objects';
import { RecordedOutputs } from '../../kubernetes/workloads/recorded-outputs';
import { SecretDeliveries } from '../../kubernetes/workloads/secret-deliveries';
import { WorkloadRegistry } from '../../kubernetes/workloads/workload-registry';
import { plainOptions } from '../../synth/declare/plain-options';
import { Problems } from '../../synth/declare/problems';
import type { Explanation } from '../../synth/files/explanation';
import { Application } from '../application';
import { ARGO_CD, ARGO_CD_HIGHLY_AVAILABLE } from '../upstream-releases';

/** Below the folder of Argo CD, and a kustomization of its own: its kinds of objects exist only after Argo CD was installed. */
const ENVIRONMENTS = 'environments';
const CLOSED_PROJECT_FILE = 'default-appproject.yaml';

/** What its makers give it in the cluster in which it runs. In others it has the rights that `argocd cluster add` gives it. */
const ACCEPTED_RIGHTS: Readonly<Record<string, string>> = {
  'ClusterRole argocd-application-controller': 'It applies whatever the projects allow. What that is say the AppProjects, and not RBAC.',
  'ClusterRole argocd-applicationset-controller': 'It reads the Secrets that name clusters, in all namespaces that it is told to look in.',
  'ClusterRole argocd-server': 'It shows and deletes what applications consist of, to people whom its own RBAC allows that.',
};

/** The objects of each environment, by file name. */
const DELIVERY_FILES: Readonly<Record<string, (delivery: Delivery) => Manifest>> = {
  'appproject.yaml': renderAppProject,
  'applicationset.yaml': renderApplicationSet,
  'namespace.yaml': renderNamespaceApplication,
};

/**
 * Argo CD, which brings the services to the environments: what is merged goes by itself to an environment that is not
 * protected; to one that is, when a person says so.
 *
 * Its folder is installed into one cluster; `environments` in it, which is applied after that, says what it brings where.
 */
export class ArgoCd extends Application {
  private readonly estate: Estate;
  private readonly argoCd: ArgoCdOptions;
  private readonly added = new Set<Environment>();

  /**
   * Declares Argo CD.
   * @param scope the project, or a construct below it
   * @param id name of its folder: `argo-cd`
   */
  constructor(scope: Construct, id: string, options: ArgoCdOptions = {}) {
    super(scope, id, {
      thirdParty: true,
      environments: options.runsIn === undefined ? undefined : [options.runsIn],
      namespace: ARGO_CD_NAMESPACE,
      acceptedRights: ACCEPTED_RIGHTS,
    });
    id = plainOptions(id);
    options = plainOptions(options);
    this.estate = Estate.of(this);
    this.argoCd = options;
    this._findSecretsIn(options);
    RecordedOutputs.of(this).use('Argo CD');
    this._addRelease(options.highAvailability ? ARGO_CD_HIGHLY_AVAILABLE : ARGO_CD, 'install.yaml');
    const { highAvailability = false, repositoryUrl = this.estate.facts.repository.url, login } = options;
    this._closeNamespace(argoCdEgress({ highAvailability, repositoryUrl, issuer: login?._configuration.issuer }));
    this._ownPatches.push(() => settingsPatches(options));
    this._followers.push(`${this.directory}/${ENVIRONMENTS}`);
    this._addYaml(`${ENVIRONMENTS}/kustomization.yaml`, () => this.environmentsKustomization());
    this._addYaml(`${ENVIRONMENTS}/${CLOSED_PROJECT_FILE}`, renderClosedProject);
    const deliveries = () => this.environments().map((environment) => this.delivery(environment));
    if (this._isLegal) Problems.of(this).addCheck(() => checkArgoCd(this, options, deliveries()));
  }

  /** It is one for all clusters, so that somebody has to say which one it runs in. @internal */
  public get _isBroughtByHand(): boolean {
    return this.argoCd.runsIn === undefined;
  }

  /** @internal */
  public _addFiles(): void {
    for (const environment of this.environments().filter((each) => !this.added.has(each))) {
      this.added.add(environment);
      const { name, _source: source } = environment;
      const about: Explanation = { what: `environment "${name}"`, source, change: `project.addEnvironment('${name}', …)` };
      for (const [file, render] of Object.entries(DELIVERY_FILES)) {
        this._addYaml(`${ENVIRONMENTS}/${name}/${file}`, () => (this.bringsTo(environment) ? render(this.delivery(environment)) : undefined), { about, comments: commentSync });
      }
    }
  }

  /** @internal */
  protected get _change(): string {
    return `new ArgoCd(project, '${this.name}', { … })`;
  }

  private bringsTo(environment: Environment): boolean {
    return WorkloadRegistry.of(this).allIn(environment).length > 0;
  }

  private environments(): Environment[] {
    return this.estate.environments.filter(({ _hasOverlay: hasOverlay }) => hasOverlay);
  }

  private environmentsKustomization(): object {
    const environments = this.environments().filter((environment) => this.bringsTo(environment));
    return renderKustomization({
      resources: [CLOSED_PROJECT_FILE, ...environments.flatMap(({ name }) => Object.keys(DELIVERY_FILES).map((file) => `${name}/${file}`))],
    });
  }

  private delivery(environment: Environment): Delivery {
    const { projectName, layout, repository } = this.estate.facts;
    const { clusters = {}, approvers = {}, repositoryUrl } = this.argoCd;
    const workloads = WorkloadRegistry.of(this).allIn(environment);
    const ofEnvironment = [
      ...GATEWAYS.in(this).all.flatMap((gateway) => gateway._objectsIn(environment)),
      ...SecretDeliveries.of(this).objectsIn(environment),
    ];
    return {
      environment: environment.name,
      partOf: projectName,
      namespace: environment.namespace,
      cluster: clusters[environment.name] ?? environment.name,
      isProtected: environment.isProtected,
      approvers: approvers[environment.name] ?? [],
      repositoryUrl: repositoryUrl ?? repository.url,
      revision: repository.defaultBranch,
      overlayDir: layout.environmentOverlayDir(environment.overlay),
      overlayFiles: [...Object.keys(ENVIRONMENT_FILES), ...ofEnvironment.map(({ file }) => file)],
      workloads: workloads.map((workload) => {
        const { name, kind: { noun, podOwner } } = workload;
        const folders = { overlay: layout.serviceOverlayDir(environment.overlay, name), base: layout.baseDir(name) };
        return { name, noun, ...folders, before: namesWaitingFor(workload), podOwner: podOwner.kind };
      }),
      kinds: kindsOf([...workloads.flatMap((workload) => declaredObjects(workload, environment)), ...ofEnvironment.map(({ manifest }) => manifest)]),
    };
  }
}

function kindsOf(manifests: readonly Manifest[]): Delivery['kinds'] {
  const kinds = new Map(manifests.map(({ apiVersion, kind }) => {
    const group = apiVersion.includes('/') ? apiVersion.split('/')[0] : '';
    return [`${group}/${kind}`, { group, kind }];
  }));
  return [...kinds.keys()].sort().map((key) => kinds.get(key)!);
}
