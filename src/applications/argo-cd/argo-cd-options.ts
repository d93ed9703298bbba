import type { ArgoCdLogin } from './argo-cd-login';
import type { Environment } from '../../estate/environment';

/** How Argo CD is set up. */
export interface ArgoCdOptions {
  /**
   * Address under which people reach it: `https://argocd.example.com`.
   * @default - none: people reach it by `kubectl port-forward`
   */
  readonly url?: string;

  /**
   * Who says who people are. The built-in administrator, whose password everybody would share, is gone with it. Needs `url`.
   * @default - the built-in administrator
   */
  readonly login?: ArgoCdLogin;

  /**
   * Groups that may do everything, as the login names them: for Entra ID their object ids.
   * @default - none
   */
  readonly administrators?: string[];

  /**
   * Groups that may see everything.
   * @default - none: who is in no group sees nothing
   */
  readonly readers?: string[];

  /**
   * Groups that may bring services to an environment, by the name of the environment. In a protected environment nothing
   * happens before one of them, or an administrator, says so.
   * @default - none
   */
  readonly approvers?: { [environment: string]: string[] };

  /**
   * The environment in whose cluster it runs, or its name: the deployments of that one bring it, and what it shall do.
   * @default - none: somebody applies its folder, and after that `environments` in it, to a cluster
   */
  readonly runsIn?: Environment | string;

  /**
   * Whether several copies of each part run. They need three nodes.
   * @default false
   */
  readonly highAvailability?: boolean;

  /**
   * Address under which Argo CD finds this repository, such as `https://dev.azure.com/org/project/_git/ops`. What lets it in is
   * never part of the address: it is a Secret in the cluster.
   * @default - the repository of the project on GitHub
   */
  readonly repositoryUrl?: string;

  /**
   * Names under which Argo CD knows the clusters of environments, by the name of the environment. `in-cluster` is the one in
   * which it runs itself.
   * @default - each environment's own name
   */
  readonly clusters?: { [environment: string]: string };

  /**
   * What else stands in the ConfigMap `argocd-cm`.
   * @default - nothing
   */
  readonly settings?: { [name: string]: string };

  /**
   * What stands in the ConfigMap `argocd-cmd-params-cm`, such as `{ 'server.insecure': 'true' }` behind an ingress that ends TLS.
   * @default - nothing
   */
  readonly parameters?: { [name: string]: string };
}
