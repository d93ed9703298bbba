import { grouped, OrderedGroup, OrderedWorkload } from './delivery-order';
import type { Manifest } from '../../kubernetes/manifests/manifest';
import { YamlPath, yamlText } from '../../synth/files/yaml-text';

/** The namespace in which Argo CD runs, and where it looks for what to do. */
export const ARGO_CD_NAMESPACE = 'argocd';

/** A workload as Argo CD finds it in the repository. */
export interface DeliveredWorkload {
  readonly name: string;
  /** What people call one: `service`. */
  readonly noun: string;
  /** Folder of its overlay. */
  readonly overlay: string;
  /** Folder of its base. */
  readonly base: string;
  /** Names of the workloads that wait for it. */
  readonly before: readonly string[];
  /** Kind of the object that makes its pods. */
  readonly podOwner: string;
}

/** What Argo CD brings to one environment. */
export interface Delivery {
  readonly environment: string;
  /** Name of the project that the environment belongs to. */
  readonly partOf: string;
  readonly namespace: string;
  /** Name under which Argo CD knows the cluster. */
  readonly cluster: string;
  /** Whether a person has to say so before anything changes. */
  readonly isProtected: boolean;
  /** Groups that may say so. */
  readonly approvers: readonly string[];
  readonly repositoryUrl: string;
  /** Branch of the repository. */
  readonly revision: string;
  /** Folder of the environment's overlay. */
  readonly overlayDir: string;
  /** Files in it that belong to no workload. */
  readonly overlayFiles: readonly string[];
  readonly workloads: readonly DeliveredWorkload[];
  /** Kinds of the objects that the workloads consist of. */
  readonly kinds: ReadonlyArray<{ readonly group: string; readonly kind: string }>;
}

/** Name of the Application that brings a workload to an environment. */
export function applicationName(environment: string, workload: string): string {
  return `${environment}-${workload}`;
}

/** Name of the Application that brings the namespace of an environment. */
export function namespaceApplicationName(environment: string): string {
  return applicationName(environment, 'namespace');
}

/** What Argo CD may do for an environment: bring the kinds of objects that workloads consist of, from this repository, to its namespace. */
export function renderAppProject(delivery: Delivery): Manifest {
  const { environment, namespace, cluster, repositoryUrl, approvers, kinds } = delivery;
  const name = projectName(delivery);
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: { name, namespace: ARGO_CD_NAMESPACE },
    spec: {
      description: `The services in ${environment}`,
      sourceRepos: [repositoryUrl],
      destinations: [{ name: cluster, namespace }],
      clusterResourceWhitelist: [{ group: '', kind: 'Namespace', name: namespace }],
      namespaceResourceWhitelist: kinds,
      ...(approvers.length > 0 && {
        roles: [{
          name: 'approver',
          description: `Brings services to ${environment}`,
          policies: ['get', 'sync'].map((action) => `p, proj:${name}:approver, applications, ${action}, ${name}/*, allow`),
          groups: approvers,
        }],
      }),
    },
  };
}

/**
 * The project in which Argo CD puts what names none. Argo CD makes it, for everything from everywhere to everywhere, and it cannot be
 * deleted, so it is emptied. Source: "The Default Project" in Argo CD's page about projects.
 */
export function renderClosedProject(): Manifest {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: { name: 'default', namespace: ARGO_CD_NAMESPACE },
    spec: {
      description: 'Closed: every environment has a project of its own',
      sourceRepos: [],
      sourceNamespaces: [],
      destinations: [],
      clusterResourceWhitelist: [],
      namespaceResourceBlacklist: [{ group: '*', kind: '*' }],
    },
  };
}

/** One Application per workload, or for those of which some wait for others. Each is looked at again only when a commit changes the folders that it is built from. */
export function renderApplicationSet(delivery: Delivery): Manifest {
  const { environment, isProtected } = delivery;
  const { alone, groups } = grouped(delivery.workloads);
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'ApplicationSet',
    metadata: { name: `services-${environment}`, namespace: ARGO_CD_NAMESPACE },
    spec: {
      goTemplate: true,
      goTemplateOptions: ['missingkey=error'],
      generators: [
        ...(alone.length > 0 || groups.length === 0 ? [{ list: { elements: alone.map(elementOf) } }] : []),
        ...groups.map((group) => ({ list: orderedList(group, delivery) })),
      ],
      // A workload that is gone from the list goes on running in a protected environment until a person removes it.
      syncPolicy: { preserveResourcesOnDeletion: isProtected },
      template: {
        metadata: { name: applicationName(environment, '{{.service}}'), annotations: generatedFrom(['{{.overlay}}', '{{.base}}']) },
        spec: { ...applicationSpec(delivery, { path: '{{.overlay}}' }), syncPolicy: syncPolicy(isProtected, true) },
      },
    },
  };
}

function elementOf({ name, overlay, base }: DeliveredWorkload): object {
  return { service: name, overlay, base };
}

/** One Application of several folders. What waits for others comes in a later wave, once those before are healthy, and a job that failed is not. */
function orderedList({ name, members }: OrderedGroup, delivery: Delivery): object {
  const { project, source, destination } = applicationSpec(delivery, {});
  const { workload: named } = members.find(({ workload }) => workload.name === name)!;
  return {
    elements: [elementOf(named)],
    template: {
      metadata: { annotations: generatedFrom(members.flatMap(({ workload: { overlay, base } }) => [overlay, base])) },
      // Beside several sources, Argo CD ignores the one of the template below.
      spec: { project, sources: members.map((member) => ({ ...source, path: member.workload.overlay, ...laterWave(member) })), destination },
    },
  };
}

/** What makes pods and what scales them; all else is there before, as for others. */
function laterWave({ workload: { podOwner }, wave }: OrderedWorkload): object {
  if (wave === 0) return {};
  const metadata = { name: 'any', annotations: { 'argocd.argoproj.io/sync-wave': `${wave}` } };
  const patch = yamlText({ apiVersion: 'v1', kind: 'Any', metadata });
  return { kustomize: { patches: [{ target: { kind: `(${podOwner}|HorizontalPodAutoscaler)` }, patch }] } };
}

/** The namespace and what holds in all of it, which no workload may take away. */
export function renderNamespaceApplication(delivery: Delivery): Manifest {
  const { environment, isProtected, overlayDir, overlayFiles } = delivery;
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: {
      name: namespaceApplicationName(environment),
      namespace: ARGO_CD_NAMESPACE,
      annotations: generatedFrom(overlayFiles.map((file) => `${overlayDir}/${file}`)),
    },
    spec: {
      ...applicationSpec(delivery, { path: overlayDir, directory: { include: `{${overlayFiles.join(',')}}` } }),
      syncPolicy: syncPolicy(isProtected, false),
    },
  };
}

function projectName({ partOf, environment }: Delivery): string {
  return `${partOf}-${environment}`;
}

function applicationSpec(delivery: Delivery, source: object): { readonly project: string; readonly source: object; readonly destination: object } {
  const { cluster, namespace, repositoryUrl, revision } = delivery;
  return {
    project: projectName(delivery),
    source: { repoURL: repositoryUrl, targetRevision: revision, ...source },
    destination: { name: cluster, namespace },
  };
}

/** Source: "Manifest Paths Annotation" in Argo CD's page about high availability. */
function generatedFrom(paths: readonly string[]): object {
  return { 'argocd.argoproj.io/manifest-generate-paths': paths.map((path) => `/${path}`).join(';') };
}

function syncPolicy(isProtected: boolean, prune: boolean): object {
  return {
    ...(!isProtected && { automated: { prune, selfHeal: true } }),
    syncOptions: ['ServerSideApply=true', 'ApplyOutOfSyncOnly=true'],
    // The first service may come before the namespace does.
    retry: { limit: 5, backoff: { duration: '5s', factor: 2, maxDuration: '3m' } },
  };
}

/** Says where somebody may look for it in vain. */
export function commentSync(path: YamlPath, value: unknown): string | undefined {
  const isSyncPolicy = path[path.length - 1] === 'syncPolicy' && Object.hasOwn(value as object, 'syncOptions');
  return isSyncPolicy && !Object.hasOwn(value as object, 'automated') ? 'no automated sync: a person brings it, who approves with that' : undefined;
}
