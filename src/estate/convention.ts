import { CiSystem } from './ci-system';
import type { FolderOptions } from './folder-options';
import { Folders, Layout } from './layout';

/** A set of habits for an ops monorepo: how its folders and files are called, and what runs its CI/CD. */
export enum Convention {
  /** Tencent Cloud first: `terraform/`, `k8s/`, `.github/workflows/`, `ops/`. */
  FEIYUE = 'feiyue',
  /** Azure first: `infra/`, `modules/`, `clusterfleet/`, `.pipelines/`, `utils/`. */
  PICASSO = 'picasso',
}

/** What a convention decides where the user says nothing. */
interface Habits {
  readonly ciSystem: CiSystem;
  readonly folders: Folders;
}

/** All that tells the conventions apart. */
export const HABITS: Readonly<Record<Convention, Habits>> = {
  [Convention.FEIYUE]: {
    ciSystem: CiSystem.GITHUB_ACTIONS,
    folders: {
      terraformDir: 'terraform',
      rootModuleFolder: '{rootModule}',
      modulesDir: 'terraform/modules',
      bootstrapDir: 'terraform/bootstrap',
      backendFile: 'backend.hcl',
      kubernetesBaseDir: 'k8s/base',
      kubernetesOverlaysDir: 'k8s/overlays',
      cloudBaseRunDir: 'cloudbase-run',
      imagesDir: 'images',
      outputsDir: 'outputs',
      workflowsDir: '.github/workflows',
      scriptsDir: 'ops/scripts',
      monitoringDir: 'ops/monitoring',
      runbooksDir: 'ops/runbooks',
      pipelinesDir: '.pipelines',
      applicationsDir: 'k8s/applications',
      thirdPartyApplicationsDir: 'k8s/applications',
      auth0Dir: 'auth0',
      workersDir: 'cloudflare',
      containersDir: 'containers',
      policiesDir: 'policies',
      estatePage: 'ops/estate.md',
    },
  },
  [Convention.PICASSO]: {
    ciSystem: CiSystem.AZURE_PIPELINES,
    folders: {
      terraformDir: 'infra',
      rootModuleFolder: '{environment}-{rootModule}',
      modulesDir: 'modules',
      bootstrapDir: 'infra/bootstrap',
      backendFile: 'tfbackend.hcl',
      kubernetesBaseDir: 'clusterfleet/base',
      kubernetesOverlaysDir: 'clusterfleet/overlays',
      cloudBaseRunDir: 'clusterfleet/cloudbase-run',
      imagesDir: 'clusterfleet/images',
      outputsDir: 'clusterfleet/outputs',
      workflowsDir: '.github/workflows',
      scriptsDir: 'utils',
      monitoringDir: 'utils/monitoring',
      runbooksDir: 'utils/runbooks',
      pipelinesDir: '.pipelines',
      applicationsDir: 'applications',
      thirdPartyApplicationsDir: 'applications/3rdparty',
      auth0Dir: 'auth0',
      workersDir: 'cloudflare',
      containersDir: 'containers',
      policiesDir: 'policies',
      estatePage: 'utils/estate.md',
    },
  },
};

/** The layout of a convention, but for the folders that are called otherwise. */
export function layoutOf(convention: Convention, folders: FolderOptions = {}): Layout {
  return new Layout({ ...HABITS[convention].folders, ...folders });
}
