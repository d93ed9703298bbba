import { LoggerOptions } from 'projen/lib/logger';
import type { AlertReceiver } from './alert-receiver';
import type { CiSystem } from './ci-system';
import type { Convention } from './convention';
import type { FolderOptions } from './folder-options';
import type { Monitoring } from './monitoring';
import type { RepositoryIds } from './repository-ids';
import type { ServiceConnectionTrust } from './service-connection-trust';
import type { Backend } from '../clouds/backends/backend';
import type { Cloud } from '../clouds/cloud';

/** What `npx projen new --from feiyue-projen` can be told on the command line. */
export interface NewEstateOptions {
  /**
   * Name of the monorepo and prefix of what is made in the cloud: a DNS-1123 label.
   * @default $BASEDIR
   */
  readonly name: string;

  /**
   * The repository: `owner/name` on GitHub, `organization/project/name` in Azure Repos.
   * @default - `example/<name>`, or `example/<name>/<name>` in Azure Repos: nobody's, to which nothing is given
   */
  readonly repository?: string;

  /**
   * The branch whose pushes are deployed, into which pull requests are merged: the default branch of the repository.
   * @default main
   */
  readonly defaultBranch?: string;

  /**
   * The habits that the monorepo follows: its folders, and what runs its CI/CD.
   * @default Convention.FEIYUE
   */
  readonly convention?: Convention;

  /**
   * What runs the CI/CD.
   * @default - that of the convention
   */
  readonly ciSystem?: CiSystem;

  /**
   * APPID of the Tencent Cloud account, ten digits. Only for `projen new`, which writes it to `cloud`.
   * @default - 1250000000, to be replaced
   */
  readonly appId?: string;

  /**
   * UIN of the Tencent Cloud account, which owns the roles of workloads. Only for `projen new`, which writes it to `cloud`.
   * @default - 100000000000, to be replaced
   */
  readonly accountUin?: string;

  /**
   * Region of Tencent Cloud. Only for `projen new`, which writes it to `cloud`.
   * @default - ap-guangzhou
   */
  readonly region?: string;

  /**
   * Availability zones; give the flag once per zone. Only for `projen new`, which writes them to `cloud`.
   * @default - the two newest zones of the region
   */
  readonly zones?: string[];

  /**
   * ID of the subscription of Azure. Only for `projen new`, which writes it to `cloud`.
   * @default - 00000000-0000-0000-0000-000000000000, to be replaced
   */
  readonly subscriptionId?: string;

  /**
   * ID of the Microsoft Entra tenant. Only for `projen new`, which writes it to `cloud`.
   * @default - 00000000-0000-0000-0000-000000000000, to be replaced
   */
  readonly tenantId?: string;

  /**
   * Location of Azure. Only for `projen new`, which writes it to `cloud`.
   * @default - westeurope
   */
  readonly location?: string;

  /**
   * Image registry of the services, and a namespace in it. Only for `projen new`, which writes it to `cloud`.
   * @default - that of the cloud
   */
  readonly registry?: string;

  /**
   * Further npm packages that `.projenrc.ts` uses. `projen new` passes what `--from` named.
   * @default - none
   */
  readonly devDeps?: string[];
}

/** How an estate as a whole is set up. */
export interface FeiyueProjectOptions extends NewEstateOptions {
  /**
   * The cloud that the estate runs on.
   * @default - that of the convention: Tencent Cloud or Azure, with what `projen new` was told
   */
  readonly cloud?: Cloud;

  /**
   * Where Terraform keeps the states.
   * @default - the cloud's own: on Tencent Cloud the bucket `<name>-tfstate-<APPID>`, on Azure a storage account
   */
  readonly backend?: Backend;

  /**
   * Numbers of the GitHub repository and its owner. Repositories made or renamed since the summer of 2026 present them when
   * they log in to the cloud, and are refused without:
   * `gh api repos/<owner>/<name> --jq '{owner: .owner.id, repository: .id}'` prints them.
   * @default - only names are trusted
   */
  readonly repositoryIds?: RepositoryIds;

  /**
   * Who the service connections of Azure DevOps are, as their pages show it: they are let in to the cloud.
   * @default - none is let in yet
   */
  readonly serviceConnections?: ServiceConnectionTrust;

  /**
   * Whether CI merges the pull request with the digests of images that it built, as soon as the checks that the default branch requires
   * hold. What else the branch requires, such as a review, is not passed by: on GitHub the run then fails and somebody merges;
   * Azure Repos waits for it.
   * @default false - somebody merges it
   */
  readonly autoMergeImages?: boolean;

  /**
   * Whether the outputs of Terraform that workloads use are recorded in the repository, `outputs/<environment>.json`, and stand in the overlays of
   * that environment in the place of marks, for whoever brings these to a cluster without the scripts. Sensitive ones are never recorded.
   * `ops/scripts/record-outputs.mjs` records them.
   * @default - true with `ArgoCd`, or else false: deployments read them from the states
   */
  readonly recordOutputs?: boolean;

  /**
   * How alert rules and dashboards get to where they are evaluated and shown. They are files of the repository in any case, with their unit tests.
   * @default Monitoring.files()
   */
  readonly monitoring?: Monitoring;

  /**
   * Where alerts go, by team: `{ platform: [AlertReceiver.email('platform@example.com')] }`. A workload, or an environment, names its `team`;
   * alerts of those that name none go to the first one. Only where something sends them, which `Monitoring.files()` does not.
   * @default - nobody is told
   */
  readonly alertReceivers?: { [team: string]: AlertReceiver[] };

  /**
   * Folders and file names that are not as the convention has them.
   * @default - those of the convention
   */
  readonly folders?: FolderOptions;

  /**
   * Where all jobs of CI run: the label of runners of one's own on GitHub, the name of a pool of agents in Azure DevOps, such as `in-the-network`.
   * They are Linux with bash, git, jq, Node.js 20, unzip, kubectl, the Azure CLI where the cloud is Azure, and docker to build images.
   * @default - hosted by GitHub or Microsoft, with Ubuntu 24.04
   */
  readonly ciRunners?: string;

  /**
   * Version of the terraform program that CI installs.
   * @default - the version that this release of feiyue-projen was tested with
   */
  readonly terraformVersion?: string;

  /**
   * Folder of the monorepo.
   * @default - the current folder
   */
  readonly outdir?: string;

  /**
   * What the run prints beside its report.
   * @default - projen's own
   */
  readonly logging?: LoggerOptions;
}
