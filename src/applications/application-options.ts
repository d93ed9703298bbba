import type { Environment } from '../estate/environment';
import type { PodSecurity } from '../estate/pod-security';
import type { KustomizePatch } from '../kubernetes/kustomize/kustomize-patch';

/** Where an application runs. */
export interface ApplicationPlacement {
  /**
   * Environments to whose clusters deployments bring it, before the services, or their names. One that was not declared before is a problem
   * at synthesis, and so is one of which no root module makes a cluster.
   * @default - every environment of which a root module makes a cluster, those declared later included; in the namespace of an environment that
   * one alone
   */
  readonly environments?: (Environment | string)[];
}

/**
 * A Helm chart that kustomize renders. Who builds the folder needs `helm`, and says `--enable-helm`; no deployment has it, so that an application
 * with charts is brought by hand.
 */
export interface HelmChart {
  /** Name of the chart. */
  readonly name: string;

  /** Address of its repository: `https://…` or `oci://…`. */
  readonly repository: string;

  /** Exact version of the chart: `1.15.3`. */
  readonly version: string;

  /**
   * Name of the release.
   * @default - the name of the chart
   */
  readonly releaseName?: string;

  /**
   * What differs from the chart's own `values.yaml`.
   * @default - nothing
   */
  readonly values?: { [name: string]: any };

  /**
   * Whether the definitions of the chart's custom resources are part of the application.
   * @default true
   */
  readonly includeCrds?: boolean;
}

/** What an application consists of. */
export interface ApplicationOptions extends ApplicationPlacement {
  /**
   * Whether somebody else makes it. Under `Convention.PICASSO` such applications have a folder of their own.
   * @default false
   */
  readonly thirdParty?: boolean;

  /**
   * Kubernetes namespace of every object that names none.
   * @default - the name of the application
   */
  readonly namespace?: string;

  /**
   * Whether the application brings its namespace. One that shares the namespace of another, or lives in `kube-system`, does not.
   * @default true
   */
  readonly createNamespace?: boolean;

  /**
   * The Pod Security Standard that the namespace enforces.
   * @default PodSecurity.RESTRICTED
   */
  readonly podSecurity?: PodSecurity;

  /**
   * Kustomize resources beside the manifests: files and folders that you keep in the application's folder, by their path in
   * it, and addresses that are pinned. A repository is pinned by a full commit (`https://…//deploy?ref=<40 digits>`), a file by a
   * commit or a release in its path.
   * @default - none
   */
  readonly resources?: string[];

  /**
   * Helm charts.
   * @default - none
   */
  readonly helmCharts?: HelmChart[];

  /**
   * Own objects, by file name: `{ 'issuer.yaml': { apiVersion: …, kind: …, metadata: { name: … } } }`. Outputs of root modules may stand in them
   * that are not sensitive: the deployment fills them in.
   * @default - none
   */
  readonly manifests?: { [file: string]: any };

  /**
   * Objects whose rights may break the rules of `policies/access`, and why, by kind and name:
   * `{ 'ClusterRole agent': 'It copies Secrets to the namespaces that ask for them.' }`. The reasons stand where the rules look for them.
   * @default - none: what breaks a rule fails the pull request
   */
  readonly acceptedRights?: { [object: string]: string };

  /**
   * Changes to the objects of the application, in this order.
   * @default - none
   */
  readonly patches?: KustomizePatch[];
}
